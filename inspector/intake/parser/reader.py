"""The process that parses: a file, limits on memory and time, and nothing on disk.

It is told what to read on its standard input, and answers in frames. It knows nothing of tables:
the parent says for each sheet where the rows begin and how wide they are, or that it is not wanted.
"""

import gc
import io
import json
import os
import sys
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
from python_calamine import CalamineError, PasswordError

from inspector.intake.parser.cells import batch, head
from inspector.intake.parser.dbase import read_dbase
from inspector.intake.parser.formulas_old import formulas_of
from inspector.intake.parser.frames import DONE, END, MERGED, ROWS, SHEET, STOP, send
from inspector.intake.parser.limits import leave_no_dump, limit
from inspector.intake.parser.merged_other import merged_of
from inspector.intake.parser.old_workbook import read_whole, refuse_locked
from inspector.intake.parser.ooxml import read_book
from inspector.intake.parser.package import check, open_book
from inspector.intake.parser.parts import SPANS, Block, Part, Refused
from inspector.intake.parser.unpack import DAMAGES, unpack_zip

_LISTS = 200_000
"""Rows are lists without cycles: to look for some at every few hundred of them is time lost."""
_OLE, _SEVEN = b"\xd0\xcf\x11\xe0", b"7z\xbc\xaf"


def main() -> None:
    """Read what the parent asks for: one file; on Linux one after the other, each in a copy of this
    process that has the limits and ends with its file.
    """
    if sys.platform == "linux":
        _copy_for_each_file()
    _serve(sys.stdin.buffer)
    # All is said; to put away what was loaded would only take time.
    os._exit(0)


def _copy_for_each_file() -> None:
    """Return in the copies only; whatever ends one of them before all is said ends this too."""
    leave_no_dump()
    # Arrow loads some of itself with its first array: here once, and not in every copy.
    pa.array([None])
    while os.fork():
        _, ended = os.wait()
        status = os.waitstatus_to_exitcode(ended)
        if status < 0:
            os.kill(os.getpid(), -status)
        if status:
            os._exit(status)


def _serve(told: BinaryIO) -> None:
    """Read one file; every end that is foreseen is said."""
    asked = json.loads(told.readline())
    say = _alone()
    limit(asked["memory"], asked["seconds"])
    gc.set_threshold(_LISTS)
    try:
        source = _source(asked, told)
        with source:
            if asked["kind"] == "archive":
                _unpack(source, asked["size"], say)
            elif asked["kind"] == "parquet":
                _rehearse(source, asked, told, say)
            else:
                for part in _parts(source, asked):
                    _hand_over(part, asked["rows"], told, say)
    except Refused as refused:
        send(say, STOP, refused.problem.encode())
    except MemoryError:
        send(say, STOP, b"memory")
    except PasswordError:
        send(say, STOP, b"password")
    except (*DAMAGES, pa.ArrowInvalid):
        send(say, STOP, b"damaged")
    except (CalamineError, OSError, ValueError, KeyError, IndexError, NotImplementedError):
        send(say, STOP, asked["kind"].encode())
    else:
        send(say, DONE)


def _alone() -> BinaryIO:
    """The way to the parent, on which no library of ours can talk: DuckDB draws how far it is."""
    say = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    nobody = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nobody, sys.stdout.fileno())
    os.close(nobody)
    return say


def _source(asked: dict[str, Any], told: BinaryIO) -> BinaryIO:
    if asked["path"] is None:
        return io.BytesIO(told.read(asked["size"]))
    return Path(asked["path"]).open("rb")


def _unpack(source: BinaryIO, size: int, say: BinaryIO) -> None:
    start = source.read(4)
    source.seek(0)
    if start != _SEVEN:
        unpack_zip(source, size, partial(send, say))
        return
    # Its library takes a third of the time this process needs to be there.
    from inspector.intake.parser.seven import unpack_seven

    unpack_seven(source, size, partial(send, say))


def _rehearse(source: BinaryIO, asked: dict[str, Any], told: BinaryIO, say: BinaryIO) -> None:
    # Only Parquet needs DuckDB, which takes its time and its room.
    from inspector.intake.parser.columnar import rehearse

    member = b"" if asked["path"] else source.read()
    rehearse(asked["path"], member, asked["size"], told, say)


def _parts(source: BinaryIO, asked: dict[str, Any]) -> Iterator[Part]:
    if asked["kind"] == "dbase":
        return read_dbase(source)
    start = source.read(_LOOKED)
    source.seek(0)
    if start.startswith(_OLE):
        refuse_locked(start)
        return read_whole(source, [([], count) for count in formulas_of(start)])
    return _zipped(source, asked["size"])


_LOOKED = 64 << 20


def _zipped(source: BinaryIO, size: int) -> Iterator[Part]:
    try:
        parts = zipfile.ZipFile(source)
    except zipfile.BadZipFile:
        raise Refused("workbook") from None
    with parts:
        check(parts, size)
        book = open_book(parts)
        if book is not None:
            yield from read_book(book)
            return
        told = merged_of(parts)
    source.seek(0)
    yield from read_whole(source, told)


def _hand_over(part: Part, rows: int, told: BinaryIO, say: BinaryIO) -> None:
    """Show the first rows, and give the rest as the parent wants it."""
    first: list[Block] = []
    for block in part.blocks:
        first.append(block)
        if block.first + len(block.rows) > rows:
            break
    send(say, SHEET, json.dumps([part.name, head(first, rows, part.shared)]).encode())
    wanted = json.loads(told.readline())
    if not wanted["width"]:
        return
    with ThreadPoolExecutor(max_workers=1) as parser:
        blocks = _after(first, _ahead(part.blocks, parser), wanted["after"])
        made = (batch(block, wanted["width"], part.shared) for block in blocks)
        _send_rows(_enough((rows for rows in made if rows.num_rows), wanted["most"]), say)
    below = [span for span in part.merged if span[0] > wanted["after"]]
    if below:
        columns = [pa.array(one, pa.int32()) for one in zip(*below, strict=True)]
        send(say, MERGED, memoryview(pa.record_batch(columns, schema=SPANS).serialize()))
    send(say, END, json.dumps(part.notes).encode())


def _enough(batches: Iterator[pa.RecordBatch], most: int) -> Iterator[pa.RecordBatch]:
    """All of them, or the first ones that make `most` rows together."""
    left = most
    for made in batches:
        yield made
        left -= made.num_rows
        if most and left <= 0:
            return


def _ahead(blocks: Iterator[Block], parser: ThreadPoolExecutor) -> Iterator[Block]:
    """The same, the next one parsed while the one in hand becomes text."""
    coming = parser.submit(next, blocks, None)
    while (block := coming.result()) is not None:
        coming = parser.submit(next, blocks, None)
        yield block


def _send_rows(batches: Iterator[pa.RecordBatch], say: BinaryIO) -> None:
    """While the parent takes in one batch, the next is parsed; there are never more than two."""
    with ThreadPoolExecutor(max_workers=1) as sender:
        sent = None
        for made in batches:
            words = memoryview(made.serialize())
            if sent is not None:
                sent.result()
            sent = sender.submit(send, say, ROWS, words)
        if sent is not None:
            sent.result()


def _after(first: list[Block], rest: Iterator[Block], header: int) -> Iterator[Block]:
    for block in first:
        rows = block.rows[max(0, header - block.first + 1) :]
        if rows:
            yield Block(block.first + len(block.rows) - len(rows), rows, block.left)
    yield from rest
