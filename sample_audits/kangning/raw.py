"""The hospital as an inspection receives it: five CSV extracts and sixteen workbooks.

The extracts differ in encoding and quotes as they do in life: `mdtrt_d` is GB18030, `setl_d` has a
byte order mark, `setl_list_diag_d` is quoted with '. Bytes depend on the rows alone.
"""

import csv
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

import xlsxwriter

from inspector.schema import FORMS, TABLES, Form
from sample_audits.kangning.spelling import cell, text
from sample_audits.kangning.tables_platform import Columns, Value

_ENCODING = {"mdtrt_d": "gb18030", "setl_d": "utf-8-sig"}
_SINGLE = "setl_list_diag_d"
_MADE = datetime(2025, 1, 6, 9, 0, 0)

Row = list[Value]


def rows(columns: Columns, names: Iterable[str | None]) -> Iterator[Row]:
    """The rows of a table in the order of `names`; a column nobody filled is empty."""
    count = len(next(iter(columns.values())))
    empty: list[Value] = [None] * count
    picked = [columns.get(name, empty) if name else empty for name in names]
    return (list(row) for row in zip(*picked, strict=True))


def write_extract(folder: Path, name: str, columns: Columns, spoilt: list[list[str]]) -> None:
    """One platform table as CSV, the spoilt rows at the end of it."""
    listed = TABLES[name].received
    single = name == _SINGLE
    with (folder / f"{name}.csv").open(
        "w", encoding=_ENCODING.get(name, "utf-8"), newline=""
    ) as file:
        writer = csv.writer(
            file,
            quotechar="'" if single else '"',
            quoting=csv.QUOTE_ALL if single else csv.QUOTE_MINIMAL,
            lineterminator="\r\n",
        )
        writer.writerow([column.name for column in listed])
        kinds = [column.type for column in listed]
        for row in rows(columns, [column.name for column in listed]):
            writer.writerow([text(kind, one) for kind, one in zip(kinds, row, strict=True)])
        writer.writerows(spoilt)


def form_columns(form: Form) -> list[str | None]:
    """The canonical column under each header; None for 序号."""
    found = form.columns
    return [found.get(header) for header in form.headers]


def write_workbook(folder: Path, form: Form, columns: Columns, spoilt: list[list[str]]) -> None:
    """One table as the hospital's workbook: instructions, types, headers, data."""
    names = form_columns(form)
    kinds = [TABLES[form.table].by_name[name].type if name else "" for name in names]
    dated = [kind == "日期型" for kind in form.types]
    book = xlsxwriter.Workbook(folder / f"{form.workbook}.xlsx", {"constant_memory": True})
    book.set_properties({"created": _MADE, "author": "康宁康复医院信息科"})
    sheet = book.add_worksheet(form.sheet)
    line = 0
    for parts in form.instructions:
        sheet.write_row(line, 0 if len(parts) > 1 else 1, parts)
        line += 1
    sheet.write_row(line, 0, form.types)
    sheet.write_row(line + 1, 0, form.headers)
    line += 2
    numbered = names and names[0] is None
    for number, row in enumerate(rows(columns, names), start=1):
        cells = [cell(*one) for one in zip(kinds, row, dated, strict=True)]
        if numbered:
            cells[0] = number
        sheet.write_row(line, 0, cells)
        line += 1
    for spoilt_row in spoilt:
        sheet.write_row(line, 0, spoilt_row)
        line += 1
    book.close()


def form_of(table: str, place: str = "") -> Form:
    """The hospital's form of a table, of one place where there are two."""
    return next(
        form
        for form in FORMS
        if form.table == table and form.constants.get("loc_type", "") == place
    )


def head(form: Form) -> int:
    """Rows above the data of a workbook."""
    return len(form.instructions) + 2
