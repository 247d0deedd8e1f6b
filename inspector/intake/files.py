"""The files that were handed over, and what kind of thing each one is.

A file is what its first bytes say, not what its name says.
"""

import codecs
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from inspector.errors import FileMissing

Kind = Literal["workbook", "parquet", "text"]
ENCODINGS = ("utf-8-sig", "gb18030")
HEAD = 1 << 20
"""How many bytes are looked at to tell what a text is."""
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
CLAIMS = (".xlsx", ".xls", ".xlsm", ".csv", ".parquet")
"""Names that claim to be an export: one that cannot be read is refused, not passed over."""


@dataclass(frozen=True)
class RawFile:
    """A file as listed: `name` is relative to the folder it was handed over in."""

    path: Path
    name: str

    @property
    def claims(self) -> bool:
        """Whether its name says that it is an export."""
        return self.path.suffix.lower() in CLAIMS


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


def kind(path: Path) -> Kind:
    """What the first bytes of `path` say; whatever is neither workbook nor Parquet is text."""
    with path.open("rb") as file:
        start = file.read(8)
    if start.startswith(b"PAR1"):
        return "parquet"
    return "workbook" if start.startswith((_ZIP, _OLE)) else "text"


def head(path: Path) -> str | None:
    """The first megabyte as text, or None where it is no text in any encoding we read."""
    with path.open("rb") as file:
        block = file.read(HEAD)
    for encoding in ENCODINGS:
        try:
            text = codecs.getincrementaldecoder(encoding)("strict").decode(block)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text
    return None


def encoding_of(path: Path) -> str | None:
    """The first encoding that reads the whole file without one fault, or None."""
    return next((encoding for encoding in ENCODINGS if _reads(path, encoding)), None)


def _reads(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    try:
        for block in blocks(path):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def literal_path(path: Path) -> str:
    """A path that DuckDB does not take for a pattern."""
    whole = str(path.resolve())
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in whole)


def blocks(path: Path) -> Iterator[bytes]:
    """The bytes of a file, a megabyte at a time."""
    with path.open("rb") as file:
        while block := file.read(HEAD):
            yield block
