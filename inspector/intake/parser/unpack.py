"""Archives in the reading process: members of ZIP and 7z, handed on block by block, never named
as paths.

Sizes are checked as they are claimed and again as they are unpacked.
"""

import json
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import BinaryIO

import py7zr
from py7zr.exceptions import ArchiveError
from py7zr.io import Py7zIO, WriterFactory

from inspector.intake.parser.frames import DATA, END, MEMBER
from inspector.intake.parser.parts import Refused

_ENTRIES, _TOTAL, _RATIO, _SMALL = 10_000, 32 << 30, 200, 64 << 20
_BLOCK = 1 << 20
_ENCRYPTED = 1
_UTF8 = 1 << 11
Say = Callable[[bytes, bytes], None]
DAMAGES = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, ArchiveError)
"""What the libraries raise over a damaged archive."""


def refuse_bomb(sizes: Sequence[int], packed: int) -> None:
    """Refuse to begin on what claims to unpack to an absurd size.

    Raises:
        Refused: too many entries, or too much for what is packed.
    """
    if len(sizes) > _ENTRIES:
        raise Refused("too-many-entries")
    unpacked = sum(sizes)
    if unpacked > _TOTAL or (unpacked > _SMALL and unpacked > _RATIO * packed):
        raise Refused("too-big")


def _safe(name: str) -> str:
    """The name as it is shown; one that points out of the archive is refused."""
    whole = name.replace("\\", "/")
    parts = PurePosixPath(whole).parts
    if whole.startswith("/") or ".." in parts or "\0" in whole or whole[1:2] == ":":
        raise Refused("unsafe-name")
    return whole


def _passed_over(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return not parts or parts[0] == "__MACOSX" or parts[-1].startswith((".", "~$"))


def _zip_name(entry: zipfile.ZipInfo) -> str:
    """Without the mark for UTF-8 a name is in UTF-8 or GBK all the same, never in cp437."""
    if entry.flag_bits & _UTF8:
        return entry.filename
    raw = entry.orig_filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def unpack_zip(source: BinaryIO, size: int, say: Say) -> None:
    """Hand on the members of a ZIP."""
    with zipfile.ZipFile(source) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        refuse_bomb([entry.file_size for entry in entries], size)
        names = [_safe(_zip_name(entry)) for entry in entries]
        if any(entry.flag_bits & _ENCRYPTED for entry in entries):
            raise Refused("password")
        for name, entry in zip(names, entries, strict=True):
            if not _passed_over(name):
                with archive.open(entry) as member:
                    _hand_on(name, iter(lambda m=member: m.read(_BLOCK), b""), say)  # type: ignore[misc]


def _hand_on(name: str, blocks: Iterator[bytes], say: Say) -> None:
    say(MEMBER, json.dumps(name).encode())
    for block in blocks:
        say(DATA, block)
    say(END, b"")


class _Member(Py7zIO):
    """One member of a 7z as it is unpacked."""

    def __init__(self, say: Say, claimed: int) -> None:
        self._say, self._left, self._written = say, claimed, 0

    def write(self, s: bytes | bytearray) -> int:
        self._written += len(s)
        if self._written > self._left:
            raise Refused("too-big")
        self._say(DATA, bytes(s))
        return len(s)

    def read(self, size: int | None = None) -> bytes:
        return b""

    def seek(self, offset: int, whence: int = 0) -> int:
        return 0

    def flush(self) -> None:
        return None

    def size(self) -> int:
        return self._written


class _Members(WriterFactory):
    def __init__(self, say: Say, sizes: dict[str, int]) -> None:
        self._say, self._sizes, self._open = say, sizes, False

    def create(self, filename: str) -> Py7zIO:
        self.finish()
        self._say(MEMBER, json.dumps(_safe(filename)).encode())
        self._open = True
        return _Member(self._say, self._sizes.get(filename, 0))

    def finish(self) -> None:
        """Say that the last one has ended."""
        if self._open:
            self._say(END, b"")
        self._open = False


def unpack_seven(source: BinaryIO, size: int, say: Say) -> None:
    """Hand on the members of a 7z."""
    try:
        with py7zr.SevenZipFile(source) as archive:
            if archive.needs_password():
                raise Refused("password")
            entries = [entry for entry in archive.list() if not entry.is_directory]
            refuse_bomb([entry.uncompressed for entry in entries], size)
            wanted = [e.filename for e in entries if not _passed_over(_safe(e.filename))]
            members = _Members(say, {entry.filename: entry.uncompressed for entry in entries})
            archive.extract(targets=wanted, factory=members)
            members.finish()
    except py7zr.PasswordRequired:
        raise Refused("password") from None
