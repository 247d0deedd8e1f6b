"""Sheets of a published workbook as rows of text, merged cells filled.

Row numbers are those a person sees. Nothing is computed: a formula is its saved value.
"""

import csv
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from inspector.errors import FileMissing, FileUnreadable

_BOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".et")
_MOST_BYTES = 1 << 30


@dataclass(frozen=True)
class Sheet:
    """A sheet's rows as texts without outer spaces, from row 1 on; all of one width."""

    name: str
    rows: list[list[str]]


def read_sheets(path: Path) -> list[Sheet]:
    """The sheets of a workbook, or the one of a CSV file, in order.

    Raises:
        FileMissing, FileUnreadable: nothing has been read.
    """
    if not path.is_file():
        raise FileMissing(path=str(path))
    try:
        if path.suffix.lower() not in _BOOKS:
            return [_from_csv(path)]
        _refuse_swelling(path)
        book = CalamineWorkbook.from_path(path)
        return [Sheet(name, _rows(book.get_sheet_by_name(name))) for name in book.sheet_names]
    except (CalamineError, UnicodeDecodeError, csv.Error, zipfile.BadZipFile):
        raise FileUnreadable(path=str(path), problem="workbook") from None


def _refuse_swelling(path: Path) -> None:
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            if sum(part.file_size for part in archive.infolist()) > _MOST_BYTES:
                raise FileUnreadable(path=str(path), problem="too-large")


def _from_csv(path: Path) -> Sheet:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return Sheet("", [[text(cell) for cell in row] for row in csv.reader(file)])


def _rows(sheet: Any) -> list[list[str]]:
    rows = [[text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        for row, column in _inside(top, left, min(bottom, len(rows) - 1), right):
            if column < len(rows[row]):
                rows[row][column] = rows[top][left]
    return rows


def _inside(top: int, left: int, bottom: int, right: int) -> Iterator[tuple[int, int]]:
    return ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))


def text(cell: object) -> str:
    """A cell as a person reads it: 14.0 is 14, a date is ISO."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell if cell is not None else "").strip()
