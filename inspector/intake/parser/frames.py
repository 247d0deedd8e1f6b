"""What a reading process and its parent say to each other: one letter, a length, the words.

The child never gets to name a class of ours: rows are Arrow, everything else is JSON.
"""

import struct
from typing import BinaryIO

SHEET, ROWS, MERGED, MEMBER, DATA = b"S", b"R", b"G", b"M", b"D"
"""A sheet's first rows; rows of it; its merged cells; a member of an archive; bytes of it."""
END, STOP, DONE = b"E", b"X", b"."
"""The end of a sheet or member; why not; all."""
_FRAME = struct.Struct(">cI")
_LONGEST = 1 << 30


def send(sink: BinaryIO, letter: bytes, words: bytes | memoryview = b"") -> None:
    """Say one thing."""
    sink.write(_FRAME.pack(letter, len(words)))
    sink.write(words)
    sink.flush()


def receive(source: BinaryIO) -> tuple[bytes, bytes] | None:
    """Hear one thing; None where the other side has ended, even in the middle of a word."""
    start = source.read(_FRAME.size)
    if len(start) < _FRAME.size:
        return None
    letter, length = _FRAME.unpack(start)
    words = source.read(length) if length <= _LONGEST else b""
    return (letter, words) if len(words) == length else None
