"""The ZIP around a package: stored entries, one after another, in the one layout there is.

Every byte outside the entries follows from their names, sizes and checksums, so a reader rebuilds
it and compares: nothing can hide before, between or behind the entries.
It is always ZIP64, so that size changes nothing.

Source: PKWARE APPNOTE 6.3.10, 4.3.7 to 4.3.16 and 4.5.3.
"""

import struct
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import BinaryIO

_VERSION, _UTF8, _STORED, _MIDNIGHT, _1980, _UNIX, _ELSEWHERE = 45, 0x800, 0, 0, 0x21, 3, 0xFFFFFFFF
_FIRST_MARK = b"PK\3\4"
_LONGEST_NAME = 255


class ShellBroken(Exception):
    """The layout is not ours; `problem` is a short code, `entry` the entry it concerns."""

    def __init__(self, problem: str, entry: str = "") -> None:
        super().__init__(problem, entry)
        self.problem = problem
        self.entry = entry


@dataclass(frozen=True)
class Entry:
    """One stored entry: where its header starts, how long its content is, its CRC-32."""

    name: str
    offset: int
    size: int
    crc: int

    @property
    def start(self) -> int:
        """Where the content starts in the file."""
        return self.offset + len(local_header(self))

    @property
    def end(self) -> int:
        """The first byte behind the content."""
        return self.start + self.size


def local_header(entry: Entry) -> bytes:
    """What stands before the content of `entry`. APPNOTE 4.3.7."""
    name = entry.name.encode()
    fixed = struct.pack(
        "<4s5H3L2H",
        *(_FIRST_MARK, _VERSION, _UTF8, _STORED, _MIDNIGHT, _1980, entry.crc),
        *(_ELSEWHERE, _ELSEWHERE, len(name), 20),
    )
    return fixed + name + struct.pack("<2H2Q", 1, 16, entry.size, entry.size)


def directory(entries: Sequence[Entry]) -> bytes:
    """What stands behind the last entry: the central directory and the three end records."""
    listed = b"".join(map(_central_header, entries))
    start = entries[-1].end if entries else 0
    count = len(entries)
    end64 = struct.pack(
        "<4sQ2H2L4Q",
        *(b"PK\6\6", 44, _VERSION, _VERSION, 0, 0, count, count, len(listed), start),
    )
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, start + len(listed), 1)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, _ELSEWHERE, _ELSEWHERE, 0)
    return listed + end64 + locator + end


def _central_header(entry: Entry) -> bytes:
    name = entry.name.encode()
    fixed = struct.pack(
        "<4s4B4H3L5H2L",
        *(b"PK\1\2", _VERSION, _UNIX, _VERSION, 0, _UTF8, _STORED, _MIDNIGHT, _1980, entry.crc),
        *(_ELSEWHERE, _ELSEWHERE, len(name), 28, 0, 0, 0, 0o600 << 16, _ELSEWHERE),
    )
    return fixed + name + struct.pack("<2H3Q", 1, 24, entry.size, entry.size, entry.offset)


class Content:
    """The sink of one entry: passes bytes on and keeps their size, CRC-32 and SHA-256."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._sha = sha256()
        self.size = 0
        self.crc = 0

    def write(self, data: bytes) -> int:
        """Append `data`; nothing is ever written twice."""
        self._file.write(data)
        self._sha.update(data)
        self.crc = zlib.crc32(data, self.crc)
        self.size += len(data)
        return len(data)

    @property
    def digest(self) -> str:
        """`sha256:…` of what was written so far."""
        return f"sha256:{self._sha.hexdigest()}"


class ShellWriter:
    """Writes entries one after another into a seekable file, then the directory."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._entries: list[Entry] = []

    @contextmanager
    def entry(self, name: str) -> Iterator[Content]:
        """Open the entry `name`; its header is put in when its size is known."""
        offset = self._file.tell()
        self._file.write(local_header(Entry(name, offset, 0, 0)))
        content = Content(self._file)
        yield content
        written = Entry(name, offset, content.size, content.crc)
        self._file.seek(offset)
        self._file.write(local_header(written))
        self._file.seek(written.end)
        self._entries.append(written)

    def add(self, name: str, data: bytes) -> None:
        """A whole small entry."""
        with self.entry(name) as content:
            content.write(data)

    def finish(self) -> None:
        """Write the directory; nothing can be added after it."""
        self._file.write(directory(self._entries))


def walk(file: BinaryIO) -> list[Entry]:
    """The entries of a file in our layout, front to back, without reading their content.

    Raises:
        ShellBroken: header, cut-short, name-strange, name-twice, directory.
    """
    size = file.seek(0, 2)
    entries: list[Entry] = []
    offset = 0
    while entry := _entry_at(file, offset):
        if entry.end > size:
            raise ShellBroken("cut-short", entry.name)
        entries.append(entry)
        offset = entry.end
    if len({entry.name for entry in entries}) != len(entries):
        raise ShellBroken("name-twice")
    expected = directory(entries)
    file.seek(offset)
    if file.read(len(expected) + 1) != expected:
        raise ShellBroken("directory")
    return entries


def _entry_at(file: BinaryIO, offset: int) -> Entry | None:
    file.seek(offset)
    head = file.read(30)
    if len(head) < 30 or not head.startswith(_FIRST_MARK):
        return None
    length = int.from_bytes(head[26:28], "little")
    rest = file.read(length + 20)
    if not 0 < length <= _LONGEST_NAME or len(rest) != length + 20:
        raise ShellBroken("header")
    try:
        name = rest[:length].decode("ascii")
    except UnicodeDecodeError:
        raise ShellBroken("name-strange") from None
    crc = int.from_bytes(head[14:18], "little")
    entry = Entry(name, offset, int.from_bytes(rest[-8:], "little"), crc)
    if head + rest != local_header(entry):
        raise ShellBroken("header", name if name.isprintable() else "")
    return entry
