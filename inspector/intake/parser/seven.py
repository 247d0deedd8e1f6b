"""Members of a 7z, handed on as those of a ZIP are; its library is loaded for nothing else."""

import json
from typing import BinaryIO

import py7zr
from py7zr.exceptions import ArchiveError
from py7zr.io import Py7zIO, WriterFactory

from inspector.intake.parser.frames import DATA, END, MEMBER
from inspector.intake.parser.parts import Refused
from inspector.intake.parser.unpack import Say, passed_over, refuse_bomb, safe_name


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
        self._say(MEMBER, json.dumps(safe_name(filename)).encode())
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
            wanted = [e.filename for e in entries if not passed_over(safe_name(e.filename))]
            members = _Members(say, {entry.filename: entry.uncompressed for entry in entries})
            archive.extract(targets=wanted, factory=members)
            members.finish()
    except py7zr.PasswordRequired:
        raise Refused("password") from None
    except ArchiveError:
        raise Refused("damaged") from None
