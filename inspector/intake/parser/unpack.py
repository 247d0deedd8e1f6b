"""Archives in the reading process: a ZIP's members, handed on block by block, never named as paths.

Sizes are checked as they are claimed and again as they are unpacked.
"""

import json
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import BinaryIO

from inspector.intake.parser.frames import DATA, END, MEMBER
from inspector.intake.parser.parts import Refused

_ENTRIES, _TOTAL, _RATIO, _SMALL = 10_000, 32 << 30, 200, 64 << 20
_BLOCK = 1 << 20
_ENCRYPTED = 1
_UTF8 = 1 << 11
Say = Callable[[bytes, bytes], None]
DAMAGES = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError)
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


def safe_name(name: str) -> str:
    """The name as it is shown.

    Raises:
        Refused: it points out of the archive.
    """
    whole = name.replace("\\", "/")
    parts = PurePosixPath(whole).parts
    if whole.startswith("/") or ".." in parts or "\0" in whole or whole[1:2] == ":":
        raise Refused("unsafe-name")
    return whole


def passed_over(name: str) -> bool:
    """Whether it is a folder's or a system's own."""
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
        names = [safe_name(_zip_name(entry)) for entry in entries]
        if any(entry.flag_bits & _ENCRYPTED for entry in entries):
            raise Refused("password")
        for name, entry in zip(names, entries, strict=True):
            if not passed_over(name):
                with archive.open(entry) as member:
                    _hand_on(name, iter(lambda m=member: m.read(_BLOCK), b""), say)  # type: ignore[misc]


def _hand_on(name: str, blocks: Iterator[bytes], say: Say) -> None:
    say(MEMBER, json.dumps(name).encode())
    for block in blocks:
        say(DATA, block)
    say(END, b"")
