"""Exports for the tests of `intake`: small tables in text, written as a hospital hands them."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
import xlsxwriter

from inspector.intake import ControlTotal, Intake, convert
from inspector.schema import FORMS, Form

Row = Mapping[str, str]

FEE = {
    "mdtrt_id": "M1",
    "setl_id": "S1",
    "psn_no": "P1",
    "fee_ocur_time": "2024-03-01 08:00:00",
    "cnt": "1",
    "pric": "10",
    "det_item_fee_sumamt": "10.00",
    "med_list_codg": "003402000200000",
}
"""What a fee line is where a test does not say."""

VISITS = """
mdtrt_id | psn_no | begntime            | endtime             | certno | ipt_otp_no
M1       | P1     | 2024-03-01 09:00:00 | 2024-03-09 10:00:00 | 990X   | Z001
"""


def rows(text: str, defaults: Row | None = None) -> list[dict[str, str]]:
    """The table in `text` (header and cells parted by "|") as rows, over `defaults`."""
    lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    return [{**(defaults or {}), **dict(zip(lines[0], line, strict=True))} for line in lines[1:]]


def fees(text: str) -> list[dict[str, str]]:
    """Fee lines; what the text leaves out is as in `FEE`."""
    return rows(text, FEE)


def write_csv(
    path: Path, made: Sequence[Row], encoding: str = "utf-8", quote: str = '"', delimiter: str = ","
) -> Path:
    """Rows as a text file with the header of the first; single quotes go round every cell."""
    text = io.StringIO()
    writer = csv.DictWriter(
        text,
        list(made[0]),
        quotechar=quote,
        delimiter=delimiter,
        quoting=csv.QUOTE_ALL if quote == "'" else csv.QUOTE_MINIMAL,
    )
    writer.writeheader()
    writer.writerows(made)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def form(workbook: str) -> Form:
    """The form whose workbook begins with `workbook`, such as "6.1"."""
    return next(form for form in FORMS if form.workbook.startswith(workbook))


def write_workbook(
    path: Path, workbook: str, made: Sequence[Row], headers: Sequence[str] = (), above: bool = True
) -> Path:
    """Rows (by canonical column) as a filled-in workbook: instructions, types, headers, data."""
    asked = form(workbook)
    headers = list(headers or asked.headers)
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet(asked.sheet)
        lines: list[Sequence[str]] = [*asked.instructions, asked.types] if above else []
        lines.append(headers)
        lines += [
            [row.get(asked.columns.get(header, ""), "") for header in headers] for row in made
        ]
        for number, line in enumerate(lines):
            for column, cell in enumerate(line):
                sheet.write_string(number, column, cell)
        book.add_worksheet("SQL")
    return path


@contextmanager
def converted(*raw: Path) -> Iterator[tuple[duckdb.DuckDBPyConnection, Intake]]:
    """A connection with the canonical tables of `raw`, and the account of it."""
    with duckdb.connect(":memory:") as con:
        yield con, convert(raw, con)


def ask(con: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[object, ...]]:
    """All rows of an answer."""
    return con.execute(sql).fetchall()


def total(made: Intake, name: str, of: str = "") -> ControlTotal:
    """The one control total of that name."""
    (found,) = [t for t in made.totals if t.name == f"intake.total.{name}" and of in ("", t.of)]
    return found
