"""A workbook that came back: the tables in it whose headings we know, cell by cell with its place.

Nothing in it is trusted: it is looked at before it is unpacked, read as a stream, and a formula is
no more than the value it was saved with.
"""

import csv
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO
from pathlib import Path
from typing import Any

from inspector.errors import FileMissing, FileUnreadable, NothingRecognised
from inspector.replies.columns import known_headings, plain

_MOST_BYTES = 128 << 20
_HEADER_WITHIN = 30
_OLD_BOOK = bytes.fromhex("d0cf11e0a1b11ae1")
"""How a workbook of before 2007 begins, as WPS still writes."""
Lines = tuple[str, Iterator[tuple[int, list[str]]]]
"""A sheet's name, and its rows with their numbers."""


@dataclass(frozen=True)
class Row:
    """One row below a heading: texts by column, and where each stands (`B7`)."""

    sheet: str
    number: int
    cells: dict[str, str]
    places: dict[str, str]

    def get(self, column: str) -> str:
        """The text of a column; empty where it is blank or the column is gone."""
        return self.cells.get(column, "")

    def place(self, column: str) -> str:
        """Where the column's cell stands, or the row where the column is gone."""
        return f"{self.sheet}!{self.places.get(column, self.number)}"


def read_tables(path: Path, columns: tuple[str, ...], wanted: Sequence[str]) -> list[Row]:
    """The rows of every sheet whose heading row has all columns `wanted`; blank rows left out.

    Columns may stand in any order and rows may be hidden by a filter.

    Raises:
        FileMissing, FileUnreadable: nothing has been read.
        NothingRecognised: no sheet has such headings.
    """
    if not path.is_file():
        raise FileMissing(path=str(path))
    _check_size(path)
    known, rows, found = known_headings(columns), [], False
    for sheet, lines in _sheets(path):
        heading: dict[int, str] = {}
        for number, cells in lines:
            if not heading:
                if number > _HEADER_WITHIN:
                    break
                heading = _heading(cells, known, wanted)
                found = found or bool(heading)
                continue
            row = _row(sheet, number, cells, heading)
            if row.cells:
                rows.append(row)
    if not found:
        raise NothingRecognised(path=str(path))
    return rows


def _check_size(path: Path) -> None:
    try:
        size = path.stat().st_size
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                size = sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, OSError):
        raise FileUnreadable(path=str(path), problem="workbook") from None
    if size > _MOST_BYTES:
        raise FileUnreadable(path=str(path), problem="too-large")


def _sheets(path: Path) -> Iterator[Lines]:
    """Whatever it was saved as: the workbook it was, an older one (XLS, ET), or CSV."""
    if zipfile.is_zipfile(path) or path.suffix.lower() == ".xlsx":
        return _of_workbook(path)
    with path.open("rb") as file:
        old = file.read(len(_OLD_BOOK)) == _OLD_BOOK
    return _of_old_book(path) if old else _of_csv(path)


def _of_old_book(path: Path) -> Iterator[Lines]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_path(path)
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            yield name, ((at, [_text(cell) for cell in row]) for at, row in enumerate(rows, 1))
    except CalamineError:
        raise FileUnreadable(path=str(path), problem="workbook") from None


def _of_csv(path: Path) -> Iterator[Lines]:
    data = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            rows = list(csv.reader(StringIO(data.decode(encoding), newline="")))
        except (UnicodeDecodeError, csv.Error):
            continue
        yield path.stem, ((at, [_text(cell) for cell in row]) for at, row in enumerate(rows, 1))
        return
    raise FileUnreadable(path=str(path), problem="workbook")


def _of_workbook(path: Path) -> Iterator[Lines]:
    from openpyxl import load_workbook

    try:
        with closing(load_workbook(path, read_only=True, data_only=True)) as book:
            for sheet in book.worksheets:
                yield sheet.title, _lines(sheet)
    except (KeyError, ValueError, TypeError, IndexError, SyntaxError, EOFError) as broken:
        raise FileUnreadable(path=str(path), problem="workbook") from broken
    except (zipfile.BadZipFile, OSError) as broken:
        raise FileUnreadable(path=str(path), problem="workbook") from broken


def _lines(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    sheet.reset_dimensions()  # What a sheet claims of its size may be a lie in either direction.
    for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
        yield number, [_text(cell) for cell in cells]


def _heading(cells: Sequence[str], known: dict[str, str], wanted: Sequence[str]) -> dict[int, str]:
    found: dict[int, str] = {}
    for at, cell in enumerate(cells):
        column = known.get(plain(cell))
        if column and column not in found.values():
            found[at] = column
    return found if set(wanted) <= set(found.values()) else {}


def _row(sheet: str, number: int, cells: Sequence[str], heading: dict[int, str]) -> Row:
    from openpyxl.utils import get_column_letter

    told = {heading[at]: cell for at, cell in enumerate(cells) if at in heading and cell}
    places = {column: f"{get_column_letter(at + 1)}{number}" for at, column in heading.items()}
    return Row(sheet, number, told, places)


def _text(cell: object) -> str:
    """A cell as a person reads it: 14.0 is 14, a date is ISO."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, (datetime, date)):
        return cell.isoformat(sep=" ") if isinstance(cell, datetime) else cell.isoformat()
    return "" if cell is None else str(cell).strip()
