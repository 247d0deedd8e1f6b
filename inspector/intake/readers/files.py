"""The files that were handed over, and what kind of thing each one is.

A file is what its first bytes say, not what its name says.
"""

import codecs
import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Literal, cast

from inspector.errors import FileMissing
from inspector.intake.mapping.mapping import Mapping
from inspector.intake.mapping.recognise import Recognised, find_header
from inspector.intake.readers.content import Content, OnDisk, Stream

Kind = Literal["workbook", "parquet", "dbase", "archive", "foreign", "text"]
Finder = Callable[..., tuple[int, Recognised] | None]
"""Given the first rows and the names of sheet and file: the header row's position and its words."""
ENCODINGS = ("utf-8-sig", "gb18030")
_MARKED = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
"""UTF-16 is known by its mark; without one nobody can tell it for sure."""
SPOKEN = {
    "utf-8-sig": "UTF-8",
    "gb18030": "GB18030",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
}
"""Encodings as a person names them."""
HEAD = 1 << 20
"""How many bytes are looked at to tell what a text is."""
ZIP, OLE, SEVEN = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"7z\xbc\xaf\x27\x1c"
_EMPTY_ZIP = b"PK\x05\x06"
FOREIGN = (b"Rar!", b"\x1f\x8b", b"BZh9", b"\xfd7zXZ\x00")
"""Archives that are not read: RAR, gzip, bzip2, xz."""
_WORKBOOKS = (".xlsx", ".xls", ".xlsm", ".xlsb", ".et", ".ods")
CLAIMS = (*_WORKBOOKS, ".csv", ".tsv", ".parquet", ".dbf", ".zip", ".7z", ".rar", ".gz")
"""Names that claim to be an export: one that cannot be read is refused, not passed over."""
_DBASE = frozenset(b"\x03\x30\x31\x32\x83\x8b\xf5")


@dataclass(frozen=True)
class RawFile:
    """A file as listed: `name` is relative to the folder it was handed over in.

    A member of an archive has the archive's `path`, and its own name behind the archive's.
    """

    path: Path
    name: str
    find: Finder = field(default=find_header, compare=False, repr=False)
    """How its header row is found: by content, or by a mapping."""
    kept: Content | None = field(default=None, compare=False, repr=False)
    """What it holds, where it was inside an archive."""

    inside: str = ""
    """Its name inside the archive."""

    @property
    def shown(self) -> Path:
        """Where a person finds it; there is no such path for a member of an archive."""
        return self.path / self.inside

    @property
    def suffix(self) -> str:
        """How its name ends, in lower case."""
        return PurePosixPath(self.name).suffix.lower()

    @property
    def claims(self) -> bool:
        """Whether its name says that it is an export."""
        return self.suffix in CLAIMS

    @property
    def claims_workbook(self) -> bool:
        """Whether its name says that it is a workbook."""
        return self.suffix in _WORKBOOKS

    @property
    def content(self) -> Content:
        """Its bytes."""
        return self.kept or OnDisk(self.path)

    def open(self) -> BinaryIO:
        """Its bytes as a file."""
        return cast("BinaryIO", io.BufferedReader(Stream(self.content), HEAD))


def list_files(raw: Sequence[Path]) -> list[RawFile]:
    """Every file of the given files and folders, in order of name; hidden ones are passed over.

    Raises:
        FileMissing: one of `raw` does not exist.
    """
    found: dict[Path, RawFile] = {}
    for given in raw:
        if not given.exists():
            raise FileMissing(path=str(given))
        for path in sorted(given.rglob("*")) if given.is_dir() else [given]:
            if path.is_file() and not path.name.startswith((".", "~$")):
                name = path.relative_to(given).as_posix() if given.is_dir() else path.name
                found.setdefault(path.resolve(), RawFile(path, name))
    return sorted(found.values(), key=lambda file: (file.name, str(file.path)))


def read_by(mapping: Mapping | None, files: Sequence[RawFile]) -> list[RawFile]:
    """The same files, each read by what the mapping says of it where there is one."""
    return [replace(file, find=mapping.find) if mapping else file for file in files]


def kind(file: RawFile) -> Kind:
    """What its first bytes say; whatever is none of the others is text."""
    start = file.content.read_at(0, 32)
    if start.startswith(b"PAR1"):
        return "parquet"
    if start.startswith((SEVEN, _EMPTY_ZIP)):
        return "archive"
    if start.startswith(ZIP):
        return "archive" if _is_archive(file) else "workbook"
    if start.startswith(OLE):
        return "workbook"
    if start.startswith(FOREIGN):
        return "foreign"
    return "dbase" if _is_dbase(start) else "text"


def _is_archive(file: RawFile) -> bool:
    """A workbook is a ZIP too, with a list of its parts."""
    if file.claims_workbook:
        return False
    try:
        with file.open() as opened, zipfile.ZipFile(opened) as parts:
            names = {part.filename for part in parts.infolist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return file.suffix == ".zip"
    return not names & {"[Content_Types].xml", "mimetype"}


def _is_dbase(start: bytes) -> bool:
    # Version, month and day of the last change, and a header of whole 32-byte entries.
    if len(start) < 32 or start[0] not in _DBASE or not 1 <= start[2] <= 12:
        return False
    header = int.from_bytes(start[8:10], "little")
    return 1 <= start[3] <= 31 and header >= 65 and start[12:14] == b"\0\0"


def encodings(start: bytes) -> tuple[str, ...]:
    """The encodings a text that begins with `start` may be in."""
    marked = _MARKED.get(start[:2])
    return (marked,) if marked else ENCODINGS


def head(file: RawFile) -> str | None:
    """The first megabyte as text, or None where it is no text in any encoding we read."""
    block = file.content.read_at(0, HEAD)
    for encoding in encodings(block):
        try:
            text = codecs.getincrementaldecoder(encoding)("strict").decode(block)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text.removeprefix("\ufeff")
    return None


def encoding_of(file: RawFile) -> str | None:
    """The first encoding that reads the whole file without one fault, or None."""
    start = file.content.read_at(0, 2)
    return next((encoding for encoding in encodings(start) if _reads(file, encoding)), None)


def _reads(file: RawFile, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    try:
        for block in blocks(file.content):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def literal_path(path: Path) -> str:
    """A path that DuckDB does not take for a pattern."""
    whole = str(path.resolve())
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in whole)


def blocks(content: Content) -> Iterator[bytes]:
    """The bytes of a file, a megabyte at a time."""
    position = 0
    while block := content.read_at(position, HEAD):
        yield block
        position += len(block)
