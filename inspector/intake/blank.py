"""The request: blank workbooks for a hospital or an office to fill, as `recognise` will read them.

The same forms give the same bytes. Columns of codes and numbers are text cells, so that a
spreadsheet keeps leading zeros and every digit of an identity number.
"""

import unicodedata
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from inspector.errors import FileExists
from inspector.schema import TABLES, Form

_MADE = datetime(2024, 1, 1)
_FORMATS = {
    "DATE": {"num_format": "yyyy-mm-dd"},
    "TIMESTAMP": {"num_format": "yyyy-mm-dd hh:mm:ss"},
    "DECIMAL(16,2)": {"num_format": "0.00"},
}
# The built-in format "@": what is typed stays as typed.
_TEXT = {"num_format": 49}
_HEAD = {"bold": True, "bg_color": "#DDEBF7", "border": 1}
_TYPE = {"font_color": "#7F7F7F", "italic": True}
_WIDTHS = {"DATE": 12, "TIMESTAMP": 20}
_IDENTITY_WIDTH = 21
_NARROWEST = 10


def write_blanks(folder: Path, forms: Sequence[Form]) -> tuple[Path, ...]:
    """Write one blank workbook a form into `folder`, made if need be; the files in order.

    Raises:
        FileExists: one of them is there already, perhaps filled in; nothing has been written.
    """
    paths = tuple(folder / f"{form.workbook}.xlsx" for form in forms)
    for path in paths:
        if path.exists():
            raise FileExists(path=str(path))
    folder.mkdir(parents=True, exist_ok=True)
    for path, form in zip(paths, forms, strict=True):
        _write(path, form)
    return paths


def _write(path: Path, form: Form) -> None:
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"title": form.workbook, "created": _MADE, "author": "inspector"})
        sheet = book.add_worksheet(form.sheet)
        _shape(book, sheet, form)
        above = [*form.instructions, *([form.types] if form.types else [])]
        styles = [None] * len(form.instructions) + [book.add_format(_TYPE)]
        for row, cells in enumerate(above):
            _write_row(sheet, row, cells, styles[row])
        _write_row(sheet, len(above), form.headers, book.add_format(_HEAD))
        sheet.freeze_panes(len(above) + 1, 0)
        if form.sql_sheet:
            book.add_worksheet(form.sql_sheet)


def _write_row(sheet: Any, row: int, cells: Sequence[str], style: Any) -> None:
    for at, cell in enumerate(cells):
        if cell:
            sheet.write_string(row, at, cell, style)


def _shape(book: Any, sheet: Any, form: Form) -> None:
    """Widths, and the format each column's cells will have when they are filled."""
    known = TABLES[form.table].by_name
    formats: dict[str, Any] = {}
    for at, header in enumerate(form.headers):
        column = known.get(form.columns.get(header, ""))
        kind = column.type if column else "INTEGER"
        if kind not in formats:
            style = _TEXT if kind in ("VARCHAR", "TIME") else _FORMATS.get(kind, {})
            formats[kind] = book.add_format(style)
        identifies = column is not None and column.sensitive == "certno"
        width = _IDENTITY_WIDTH if identifies else _WIDTHS.get(kind, _NARROWEST)
        sheet.set_column(at, at, max(width, _cells_wide(header) + 2), formats[kind])


def _cells_wide(header: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in header)
