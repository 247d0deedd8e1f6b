"""Workbooks of today (.xlsx, .xlsm): read a few thousand rows at a time, in memory that does not
grow with them.

Each cut of rows is given to calamine as a small workbook of its own. Texts that many cells share
are read once; in the cuts they stand as marked numbers. Formulas are counted, never run.
"""

import re
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pyarrow as pa
from python_calamine import CalamineSheet

from inspector.intake.parser.cells import MARK
from inspector.intake.parser.elements import elements
from inspector.intake.parser.merged import merged_cells
from inspector.intake.parser.package import Book
from inspector.intake.parser.parts import Block, Part, Refused
from inspector.intake.parser.small import Small

_SHARED = re.compile(rb"""\bt=["']s["']([^<>]*)>\s*<((?:\w+:)?)v([^<>]*)>""")
_FAR_RIGHT = re.compile(rb"""\br=["'][A-Z]{3}\d""")
_ROW_NUMBER = re.compile(rb"""^[^>]*?\sr=["'](\d{1,7})["']""")
_FILLED = re.compile(rb"<(?:\w+:)?(?:v|is)[\s>]")
_SPARSE = 100_000
_ROOM = 64 << 20
"""Bytes of shared texts of which there may be two copies for a moment."""
_AT_ONCE = 2
"""Cuts that are parsed at once: calamine lets other threads work while it does."""

Cut = tuple[bytes, bytes]
"""Whole rows, and the prefix of their namespace."""


def read_book(book: Book) -> Iterator[Part]:
    """The sheets of the workbook, each to be read before the next."""
    shared = _shared(book)
    for name, path in book.sheets:
        part = Part(name, iter(()), shared)
        part.blocks = _blocks(book, path, part)
        yield part


def _blocks(book: Book, path: str, part: Part) -> Iterator[Block]:
    small = Small(book.styles, book.since_1904)

    def read(cut: Cut) -> CalamineSheet:
        return small.read(cut[0] if book.shared is None else _marked(cut[0]))

    with book.parts.open(path) as opened:
        last, beyond = 0, bytearray()
        cuts = _checked(elements(opened, "row", "sheetData", beyond), part)
        for (cut, prefix), cells in _side_by_side(cuts, read):
            numbered = _ROW_NUMBER.match(cut)
            if cells.start is None or cells.end is None:
                last += 0 if numbered else cut.count(b"<" + prefix + b"row")
                continue
            # Rows without a number of their own are counted from the cut's first.
            before = 0 if numbered else last
            yield Block(before + cells.start[0] + 1, cells.to_python(), cells.start[1])
            last = before + cells.end[0] + 1
        part.merged += merged_cells(bytes(beyond), opened)


def _checked(cuts: Iterator[Cut], part: Part) -> Iterator[Cut]:
    """The same, none of which would make more cells than its size lets expect."""
    begun = False
    for cut, prefix in cuts:
        _count_formulas(cut, prefix, part)
        numbered = _ROW_NUMBER.match(cut)
        if numbered and not begun and _FAR_RIGHT.search(cut):
            raise Refused("too-wide")
        if numbered:
            _refuse_sparse(cut, prefix, int(numbered[1]))
        begun = begun or _FILLED.search(cut) is not None
        yield cut, prefix


def _side_by_side(
    cuts: Iterator[Cut], read: Callable[[Cut], CalamineSheet]
) -> Iterator[tuple[Cut, CalamineSheet]]:
    """Each cut with its cells, in order; some are read while others are handed over."""
    coming: deque[tuple[Cut, Future[CalamineSheet]]] = deque()
    # The first one is waited for by whoever looks for the header row.
    ahead = 0
    with ThreadPoolExecutor(_AT_ONCE) as parsers:
        for cut in cuts:
            coming.append((cut, parsers.submit(read, cut)))
            if len(coming) > ahead:
                done, cells = coming.popleft()
                yield done, cells.result()
                ahead = _AT_ONCE
        for done, cells in coming:
            yield done, cells.result()


def _count_formulas(cut: bytes, prefix: bytes, part: Part) -> None:
    # An expression finds two signs in half the time `in` does.
    if re.search(re.escape(b"<" + prefix + b"f"), cut) is None:
        return
    begins = (b"<" + prefix + b"f" + sign for sign in (b">", b" "))
    part.note("formulas", sum(map(cut.count, begins)))
    value, end = b"<" + prefix + b"v", b"</" + prefix + b"f>"
    blank = (b"</" + prefix + b"c>", value + b"/>", value + b" />", value + b"></" + prefix + b"v>")
    part.note("formulas-unsaved", sum(cut.count(end + sign) for sign in blank))


def _refuse_sparse(cut: bytes, prefix: bytes, first: int) -> None:
    begin = b"<" + prefix + b"row"
    last = _ROW_NUMBER.match(cut[cut.rfind(begin) :])
    apart = int(last[1]) - first if last else 0
    if apart > _SPARSE and apart > _SPARSE + 10 * cut.count(begin):
        raise Refused("too-sparse")


def _marked(cut: bytes) -> bytes:
    """The numbers of shared texts as marked texts, so that nothing need be looked up."""
    mark = MARK.encode()
    cut = cut.replace(b't="s"><v>', b't="str"><v>' + mark)
    if b't="s"' in cut or b"t='s'" in cut:
        cut = _SHARED.sub(rb't="str"\1><\2v\3>' + mark, cut)
    return cut


def _shared(book: Book) -> "pa.ChunkedArray[Any] | None":
    """The texts cells name by number, read by calamine like any column of cells."""
    if book.shared is None:
        return None
    chunks = []
    small = Small(book.styles, book.since_1904)

    def read(cut: Cut) -> CalamineSheet:
        named = (b'<row><c t="s"><v>%d</v></c></row>' % n for n in range(_texts_in(cut)))
        return small.read(b"".join(named), cut[0])

    with book.parts.open(book.shared) as opened:
        for cut, cells in _side_by_side(elements(opened, "si", "sst"), read):
            first = cells.start[0] if cells.start else 0
            texts = [""] * first + [str(row[0]) for row in cells.to_python()]
            chunks.append(pa.array(texts + [""] * (_texts_in(cut) - len(texts)), pa.string()))
    return _in_one(pa.chunked_array(chunks, pa.string()))


def _texts_in(cut: Cut) -> int:
    return len(re.findall(rb"<%ssi[\s/>]" % re.escape(cut[1]), cut[0]))


def _in_one(texts: "pa.ChunkedArray[Any]") -> "pa.ChunkedArray[Any]":
    """In one piece, in which a text is found at once, if there is room for it twice."""
    if texts.nbytes > _ROOM:
        return texts
    return pa.chunked_array([texts.combine_chunks()], pa.string())
