"""Tables as workbooks: rows of any Arrow table, and sheets of figures.

Cells hold text or numbers, never a formula, and no row is left out; the same rows give the same
bytes. Rows wait in memory, because a temporary file would put patients on the disk in the clear.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal
from io import BytesIO
from itertools import count
from typing import Any

import pyarrow as pa
import xlsxwriter

Cell = str | int | Decimal | None
_ROWS = 1_048_575
"""Rows a sheet holds under its headings."""
_LONGEST = 32_767
_EXACT = 15
"""Digits a workbook's number keeps; a longer one is written as text."""
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_NO_DAY = date(1980, 1, 1)


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, its headings, its rows; `widths` in characters, by column number."""

    name: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    widths: dict[int, int] = field(default_factory=dict)


def table_xlsx(table: pa.Table, sheet: str = "hits") -> bytes:
    """`table` as a workbook: money as numbers with two decimals, identity numbers as exact text.

    What one sheet cannot hold goes on in the next.
    """
    return workbook([Sheet(sheet, table.column_names, _cells(table))])


def workbook(sheets: Iterable[Sheet], title: str = "", made_on: date = _NO_DAY) -> bytes:
    """A workbook of `sheets`, each with a bold first row that stays in sight."""
    sink = BytesIO()
    book = xlsxwriter.Workbook(sink, {"in_memory": True, "strings_to_urls": False})
    made = datetime.combine(made_on, time(), UTC).replace(tzinfo=None)
    book.set_properties({"title": title, "created": made, "author": "inspector"})
    formats = _formats(book)
    for sheet in sheets:
        _write(book, sheet, formats)
    book.close()
    return sink.getvalue()


def _formats(book: Any) -> dict[str, Any]:
    head = {"bold": True, "bg_color": "#1F4E79", "font_color": "#FFFFFF", "text_wrap": True}
    return {
        "head": book.add_format({**head, "valign": "vcenter", "border": 1}),
        "text": book.add_format({"num_format": "@"}),
        "quoted": book.add_format({"num_format": "@", "quote_prefix": True}),
        "money": book.add_format({"num_format": "#,##0.00"}),
        "count": book.add_format({"num_format": "#,##0"}),
        "number": book.add_format({"num_format": "General"}),
    }


def _write(book: Any, sheet: Sheet, formats: dict[str, Any]) -> None:
    rows = iter(sheet.rows)
    row = next(rows, None)
    for number in count(1):
        name = sheet.name if number == 1 else f"{sheet.name} {number}"
        page, last = book.add_worksheet(name), 0
        _write_headings(page, sheet, formats)
        while row is not None and last < _ROWS:
            last += 1
            for at, cell in enumerate(row):
                _write_cell(page, (last, at), cell, formats)
            row = next(rows, None)
        if sheet.headings:
            page.autofilter(0, 0, max(last, 1), len(sheet.headings) - 1)
        if row is None:
            return


def _write_headings(page: Any, sheet: Sheet, formats: dict[str, Any]) -> None:
    if sheet.headings:
        page.set_row(0, 30)
    for at, heading in enumerate(sheet.headings):
        page.set_column(at, at, sheet.widths.get(at, 14))
        page.write_string(0, at, _clean(heading), formats["head"])
    page.freeze_panes(1, 0)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _write_cell(page: Any, at: tuple[int, int], cell: Cell, formats: dict[str, Any]) -> None:
    match cell:
        case None:
            return
        case Decimal() | int() if _exact(cell):
            page.write_number(*at, cell, formats[_kind(cell)])
        case _:
            safe = _clean(str(cell))
            quoted = safe.startswith(_FORMULA_STARTS)
            page.write_string(*at, safe, formats["quoted" if quoted else "text"])


def _exact(number: Decimal | int) -> bool:
    told = Decimal(number)
    return told.is_finite() and len(told.normalize().as_tuple().digits) <= _EXACT


def _kind(number: Decimal | int) -> str:
    if isinstance(number, int):
        return "count"
    return "money" if number.as_tuple().exponent == -2 else "number"


def _clean(text: str) -> str:
    return _UNWRITABLE.sub("", text)[:_LONGEST]


def _cells(table: pa.Table) -> Iterator[tuple[Cell, ...]]:
    for batch in table.to_batches(max_chunksize=10_000):
        yield from zip(*(map(_cell, column.to_pylist()) for column in batch.columns), strict=True)


def _cell(value: object) -> Cell:
    match value:
        case None | str() | Decimal():
            return value
        case bool():
            return str(value).lower()
        case int():
            return value
        case bytes():
            return value.hex()
        case _:
            return str(value)
