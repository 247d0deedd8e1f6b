"""The records of one journal file, and how a torn tail is told from a tampered middle.

A file is a line of magic, then frames: length and checksum of the header, then that many sealed
bytes. A power cut leaves a file that ends early or in zeros; that, and only that, is a torn tail.
"""

from dataclasses import dataclass
from zlib import crc32

MAGIC = b"inspector.journal 1\n"
_HEADER = 8
_BLANK = 16
_SECTOR = bytes(512)


class FrameDamaged(ValueError):
    """The file was changed after it was written."""

    def __init__(self, position: int) -> None:
        super().__init__(position)
        self.position = position


@dataclass(frozen=True)
class Frames:
    """The whole records of a file, and where they end; what lies behind `end` is torn."""

    records: tuple[bytes, ...]
    end: int
    torn: int


def frame(record: bytes) -> bytes:
    """One record with its header: its length, and a checksum of the length."""
    length = len(record).to_bytes(4, "big")
    return length + crc32(length).to_bytes(4, "big") + record


def unframe(data: bytes) -> Frames:
    """The records of a journal file, in order.

    Raises:
        FrameDamaged: a header is wrong although the file goes on behind it.
    """
    if not data.startswith(MAGIC):
        return _without_magic(data)
    records: list[bytes] = []
    at = len(MAGIC)
    while at < len(data):
        length = _length(data[at : at + _HEADER])
        end = at + _HEADER + (length or 0)
        if _is_torn(data, at, end, length is not None):
            break
        if length is None:
            raise FrameDamaged(len(records))
        records.append(data[at + _HEADER : end])
        at = end
    return Frames(tuple(records), at, len(data) - at)


def _without_magic(data: bytes) -> Frames:
    if MAGIC.startswith(data) or not data.strip(b"\0"):
        return Frames((), 0, len(data))
    raise FrameDamaged(0)


def _length(header: bytes) -> int | None:
    """None if the header is cut short or its checksum is wrong."""
    whole = len(header) == _HEADER and crc32(header[:4]).to_bytes(4, "big") == header[4:]
    return int.from_bytes(header[:4], "big") if whole else None


def _is_torn(data: bytes, at: int, end: int, header_holds: bool) -> bool:
    """Whether the frame at `at` was being written when the power went.

    Either the file ends inside it, or it is the last and part of it was allotted but never
    written: its end, or a whole sector, is zeros, which sealed bytes are once in 2^128.
    """
    if not header_holds:
        return not data[at + _HEADER :].strip(b"\0")
    blank = not data[end - _BLANK :].strip(b"\0") or _SECTOR in data[at:]
    return len(data) < end or (len(data) == end and blank)
