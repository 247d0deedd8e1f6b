"""Workbooks: each sheet with a header row we know, its values as text, never its formulas."""

import datetime
import zipfile
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any

import duckdb
import pyarrow as pa
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from inspector.errors import FileUnreadable
from inspector.intake.files import RawFile
from inspector.intake.recognise import HEADER_ROWS, find_header
from inspector.intake.sheet import Scan, Sheet

_EXACT = 1e15
"""From here on a cell's number, a float, no longer keeps every digit."""
_BATCH = 20_000
_UNPACKED, _RATIO, _SMALL = 2 << 30, 200, 64 << 20


def read_workbook(file: RawFile) -> Iterator[Sheet]:
    """The sheets of a workbook that are tables we know; empty and other sheets are passed over.

    Raises:
        FileUnreadable: it is no workbook, asks for a password, or unpacks to an absurd size.
    """
    _refuse_bomb(file)
    try:
        with CalamineWorkbook.from_path(str(file.path)) as workbook:
            for name in workbook.sheet_names:
                sheet = _sheet(file, name, workbook.get_sheet_by_name(name))
                if sheet is not None:
                    yield sheet
    except PasswordError as error:
        raise FileUnreadable(path=file.name, problem="password") from error
    except (CalamineError, OSError) as error:
        raise FileUnreadable(path=file.name, problem="workbook") from error


def _refuse_bomb(file: RawFile) -> None:
    if not zipfile.is_zipfile(file.path):
        return
    with zipfile.ZipFile(file.path) as parts:
        unpacked = sum(part.file_size for part in parts.infolist())
        packed = sum(part.compress_size for part in parts.infolist())
    if unpacked > _UNPACKED or (unpacked > _SMALL and unpacked > _RATIO * packed):
        raise FileUnreadable(path=file.name, problem="too-big")


def _sheet(file: RawFile, name: str, cells: CalamineSheet) -> Sheet | None:
    if cells.start is None:
        return None
    rows: Iterator[list[Any]] = iter(cells.iter_rows())
    first = list(islice(rows, HEADER_ROWS))
    found = find_header(first, name, file.name)
    if found is None:
        return None
    position, fit = found
    headers = tuple(str(header) for header in first[position])
    data = enumerate(chain(first[position + 1 :], rows), start=position + 2)
    return Sheet(file, name, headers, position + 1, fit, rows=data)


def open_workbook_sheet(con: duckdb.DuckDBPyConnection, sheet: Sheet, number: int) -> Scan:
    """The sheet's rows as a table of text in the connection; blank rows are no rows."""
    width = len(sheet.headers)
    table = f"intake.raw_{number}"
    columns = ", ".join(f"c{n} VARCHAR" for n in range(width))
    con.execute(f"CREATE TABLE {table} (row_no BIGINT, {columns})")
    names = ["row_no", *(f"c{n}" for n in range(width))]
    while batch := list(islice(_filled(sheet.rows, width), _BATCH)):
        con.register("batch", pa.table(list(map(list, zip(*batch, strict=True))), names))
        con.execute(f"INSERT INTO {table} SELECT * FROM batch")
        con.unregister("batch")
    rows = f"SELECT {', '.join(names[1:])}"
    return Scan(sheet, f"{rows} FROM {table}", f"{rows}, row_no FROM {table}", ("VARCHAR",) * width)


def _filled(
    rows: Iterator[tuple[int, list[object]]], width: int
) -> Iterator[tuple[int | str | None, ...]]:
    for number, row in rows:
        cells = [cell_text(cell) for cell in row[:width]]
        if any(cells):
            yield (number, *cells, *([None] * (width - len(cells))))


def cell_text(cell: object) -> str | None:
    """A cell as text: whole numbers without a point, moments as ISO, nothing as None.

    A number too long for a float comes out as 3.3E+17, so that `values` sees the loss.
    """
    match cell:
        case bool():
            return str(int(cell))
        case int() | float() if abs(cell) >= _EXACT:
            return f"{cell:E}"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime.datetime():
            return cell.isoformat(" ")
        case datetime.timedelta():
            minutes, seconds = divmod(round(cell.total_seconds()), 60)
            return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"
    return str(cell) or None
