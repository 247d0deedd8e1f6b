"""Files parsed in a process of their own that can be killed: what a hostile file breaks is that.

The child may use 512 MiB of addresses and a time that grows with the file; rows come back as Arrow
over a pipe and never touch a disk. However it ends, that is one refused file with its own sentence.
"""

import json
import shutil
import signal
import sys
import threading
import time
from collections.abc import Iterator
from types import TracebackType
from typing import Any, BinaryIO, NoReturn, cast

import pyarrow as pa

from inspector.errors import FileUnreadable
from inspector.intake.mapping.recognise import HEADER_ROWS
from inspector.intake.parser.frames import DONE, END, MERGED, ROWS, STOP, receive
from inspector.intake.parser.parts import SPANS
from inspector.intake.readers.files import HEAD, RawFile
from inspector.intake.readers.process import begin, end, kill, leave

MEMORY = 512 << 20
"""Bytes of address space, the interpreter and its libraries included."""
SECONDS, _SECONDS_A_MEGABYTE = 10, 3
_MEGABYTE = 1 << 20
_IN_ARCHIVE = 200 << 20
"""A workbook inside an archive is held in the child's memory: a larger one is to be unpacked."""
_QUOTA, _ABORT, _NO_MEMORY, _UNCAUGHT = 1816, 3, 0xC0000017, 0xE06D7363
"""How Windows ends a process whose job has no time left; how C and C++ end one without memory."""
_OUT_OF_TIME: tuple[int, ...] = (_QUOTA,)
_OUT_OF_MEMORY: tuple[int, ...] = (_ABORT, _NO_MEMORY, _UNCAUGHT)
if sys.platform != "win32":
    _OUT_OF_TIME = (-signal.SIGXCPU,)
    # How an allocator that is refused memory ends a process, and how the system does.
    _OUT_OF_MEMORY = (-signal.SIGABRT, -signal.SIGKILL)


def seconds_for(size: int) -> int:
    """How long a file of `size` bytes may take."""
    return SECONDS + _SECONDS_A_MEGABYTE * (size // _MEGABYTE)


class Reading:
    """One file being parsed by a child, which ends with it."""

    def __init__(self, file: RawFile, kind: str) -> None:
        self._file, self._size = file, file.content.size
        if file.kept is not None and self._size > _IN_ARCHIVE:
            raise FileUnreadable(path=file.name, problem="too-big-inside")
        self._left = float(seconds_for(self._size))
        self._late = False
        self._whole = False
        self._process = begin()
        self._ask(kind)

    def _ask(self, kind: str) -> None:
        path = None if self._file.kept else str(self._file.path.resolve())
        # Of Parquet every row group is described before the first row is read.
        memory = MEMORY + (self._size if kind == "parquet" else 0)
        limits = {"memory": memory, "seconds": seconds_for(self._size), "rows": HEADER_ROWS}
        self.tell(kind=kind, path=path, size=self._size, **limits)
        if self._file.kept:
            assert self._process.stdin
            try:
                with self._file.open() as content:
                    shutil.copyfileobj(content, self._process.stdin, HEAD)
                self._process.stdin.flush()
            except OSError:
                self._stop()

    def tell(self, **words: Any) -> None:
        """Say something to the child; if it is gone, that is heard next."""
        assert self._process.stdin
        try:
            self._process.stdin.write(json.dumps(words).encode() + b"\n")
            self._process.stdin.flush()
        except OSError:
            return

    def hear(self) -> tuple[bytes, bytes] | None:
        """What the child says next; None at the end.

        Raises:
            FileUnreadable: it refuses the file, or did not survive it.
        """
        assert self._process.stdout
        clock = threading.Timer(max(self._left, 0), self._too_late)
        clock.daemon = True
        began = time.monotonic()
        clock.start()
        try:
            heard = receive(cast("BinaryIO", self._process.stdout))
        finally:
            clock.cancel()
            self._left -= time.monotonic() - began
        if heard is None:
            self._stop()
        letter, words = heard
        if letter == STOP:
            raise FileUnreadable(path=self._file.name, problem=words.decode())
        self._whole = letter == DONE
        return None if self._whole else heard

    def batches(
        self, width: int, notes: dict[str, int], merged: list[pa.RecordBatch]
    ) -> Iterator[pa.RecordBatch]:
        """The rows of the sheet that was shown last; what there is to know of it into `notes`, its
        merged cells into `merged`.
        """
        types: list[pa.DataType] = [pa.int64(), *[pa.string()] * width]
        names = ["row_no", *(f"c{n}" for n in range(width))]
        schema = pa.schema(dict(zip(names, types, strict=True)))
        while (heard := self.hear()) is not None:
            letter, words = heard
            if letter == END:
                notes.update(json.loads(words))
                return
            assert letter in (ROWS, MERGED)
            batch = pa.ipc.read_record_batch(
                pa.py_buffer(words), schema if letter == ROWS else SPANS
            )
            batch.validate(full=True)
            if letter == MERGED:
                merged.append(batch)
            else:
                yield batch

    def _too_late(self) -> None:
        self._late = True
        kill(self._process)

    def _stop(self) -> NoReturn:
        status = self._process.wait()
        problem = "crashed"
        if self._late or status in _OUT_OF_TIME:
            problem = "time"
        elif status in _OUT_OF_MEMORY:
            problem = "memory"
        raise FileUnreadable(path=self._file.name, problem=problem)

    def __enter__(self) -> "Reading":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        if self._whole:
            leave(self._process)
        else:
            end(self._process)
