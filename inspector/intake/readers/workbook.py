"""Workbooks and dBASE tables: each sheet with a heading we know, its rows read as text.

They are parsed by a child; here is only what it hands over, its values as text, never formulas.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Literal

import duckdb
import pyarrow as pa

from inspector.intake.mapping.recognise import normalise
from inspector.intake.parser.frames import SHEET
from inspector.intake.readers.files import RawFile
from inspector.intake.readers.guard import Reading
from inspector.intake.readers.headings import Heading, heading
from inspector.intake.readers.merged import settle_merged
from inspector.intake.readers.sheet import Scan, Sheet
from inspector.schema import FORMS, TABLES

_TOGETHER = 16 << 20
"""Bytes of text that are put into the table at once: each time costs something."""
_LONGEST_NAME = 10
"""Bytes a dBASE table keeps of a column's name."""


def read_workbook(
    file: RawFile, kind: Literal["workbook", "dbase"] = "workbook", most: int = 0
) -> Iterator[Sheet]:
    """The sheets of a workbook that are tables we know; empty and other sheets are passed over.

    Each is to be read before the next is asked for; what nobody reads of it is lost. With `most`
    reading ends once there are so many rows.

    Raises:
        FileUnreadable: it is no workbook, asks for a password, or is more than may be parsed.
    """
    with Reading(file, kind) as reading:
        while (heard := reading.hear()) is not None:
            letter, words = heard
            assert letter == SHEET
            name, rows = json.loads(words)
            found = _dbase_heading(file, rows) if kind == "dbase" else _heading(file, rows, name)
            width = len(found.headers) if found else 0
            reading.tell(after=found.row if found else 0, width=width, most=most)
            if found is not None:
                notes: dict[str, int] = {}
                merged: list[pa.RecordBatch] = []
                batches = reading.batches(width, notes, merged)
                heads = (found.headers, found.row, found.found)
                yield Sheet(file, name, *heads, rows=batches, notes=notes, merged=merged)
                for _ in batches:
                    continue


def _heading(file: RawFile, rows: Sequence[Sequence[str]], name: str) -> Heading | None:
    return heading(file, rows, name, file.name)


def _dbase_heading(file: RawFile, rows: Sequence[Sequence[str]]) -> Heading | None:
    """By the names as they are, else by the whole names of which they are the beginnings."""
    names = list(rows[0])
    readings = [names, *(_whole_names(names, words) for words in _vocabularies())]
    found = [fit for said in readings if (fit := file.find([said], file.name)) is not None]
    best = max(found, key=lambda at: (len(at[1].columns), -len(at[1].missing)), default=None)
    return None if best is None else Heading(1, tuple(names), best[1])


def _vocabularies() -> list[list[str]]:
    return [
        *([column.name for column in table.received] for table in TABLES.values()),
        *([normalise(header) for header in form.headers] for form in FORMS),
    ]


def _whole_names(names: Sequence[str], words: Sequence[str]) -> list[str]:
    """Names that were cut off, completed where only one word begins like that."""
    whole = []
    for name in names:
        said = normalise(name)
        cut = len(name.encode("gb18030")) >= _LONGEST_NAME - 1
        begun = {word for word in words if cut and word.startswith(said)}
        whole.append(begun.pop() if len(begun) == 1 else name)
    return whole


def raw_table(number: int) -> str:
    """The table that holds the rows of the sheet opened as `number`."""
    return f"intake.raw_{number}"


def open_workbook_sheet(
    con: duckdb.DuckDBPyConnection,
    sheet: Sheet,
    number: int,
    heard: Callable[[int], None] = lambda rows: None,
) -> Scan:
    """The sheet's rows as a table of text in the connection; blank rows are no rows.

    `heard` is told after each batch how many rows there are so far.
    """
    rows_read = 0
    width = len(sheet.headers)
    table = raw_table(number)
    columns = ", ".join(f"c{n} VARCHAR" for n in range(width))
    con.execute(f"CREATE TABLE {table} (row_no BIGINT, {columns})")
    names = ", ".join(f"c{n}" for n in range(width))
    for batches in _together(sheet.rows):
        con.register("batches", pa.Table.from_batches(batches))
        con.execute(f"INSERT INTO {table} SELECT row_no, {names} FROM batches")
        con.unregister("batches")
        rows_read += sum(batch.num_rows for batch in batches)
        heard(rows_read)
    rows, natives = f"SELECT {names}", ("VARCHAR",) * width
    plain, numbered = f"{rows} FROM {table}", f"{rows}, row_no FROM {table}"
    fault = settle_merged(con, sheet, table) if sheet.merged else ""
    return Scan(sheet, plain, numbered, natives, fault=fault)


def _together(batches: Iterator[pa.RecordBatch]) -> Iterator[list[pa.RecordBatch]]:
    held: list[pa.RecordBatch] = []
    for batch in batches:
        held.append(batch)
        if sum(one.nbytes for one in held) >= _TOGETHER:
            yield held
            held = []
    if held:
        yield held
