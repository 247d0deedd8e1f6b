"""Blank workbooks are those teams send out, keep leading zeros, and come back recognised."""

import hashlib
from pathlib import Path

import openpyxl
import pytest

from inspector.errors import FileExists
from inspector.intake import profile, write_blanks
from inspector.schema import FORMS, TABLES, Form, codes
from tests.rooms.test_schema_forms import cells, form_of, originals, trimmed

FILLED = {"DATE": "2024-03-01", "TIMESTAMP": "2024-03-01 08:30:00", "TIME": "08:00"}


@pytest.fixture(scope="session")
def blanks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("blank")
    write_blanks(folder, FORMS)
    return folder


def fill(blank: Path, form: Form) -> None:
    """One row below the headers, as a hospital types it in, codes with leading zeros."""
    book = openpyxl.load_workbook(blank)
    sheet = book[form.sheet]
    row = sheet.max_row + 1
    for at, header in enumerate(form.headers, start=1):
        column = TABLES[form.table].by_name.get(form.columns.get(header, ""))
        kind = column.type if column else "INTEGER"
        number = kind.startswith(("DECIMAL", "INTEGER"))
        coded = next(iter(codes(column.dictionary))) if column and column.dictionary else "007"
        sheet.cell(row, at).value = 1 if number else FILLED.get(kind, coded)
    book.save(blank)


@pytest.mark.parametrize("path", originals(), ids=lambda path: path.stem)
def test_a_blank_is_the_original_row_by_row(blanks: Path, path: Path) -> None:
    made = blanks / path.name
    for sheet in range(2 if form_of(path).sql_sheet else 1):
        theirs, ours = cells(path, sheet), cells(made, sheet)
        assert list(map(trimmed, ours)) == list(map(trimmed, filter(any, theirs)))


@pytest.mark.parametrize("form", FORMS, ids=lambda form: str(form.workbook))
def test_a_filled_in_blank_is_recognised(blanks: Path, tmp_path: Path, form: Form) -> None:
    path = tmp_path / f"{form.workbook}.xlsx"
    path.write_bytes((blanks / path.name).read_bytes())
    fill(path, form)
    (seen,) = profile([path]).files
    assert (seen.form, seen.table, seen.rows) == (form.workbook, form.table, 1)
    required = {column.name for column in TABLES[form.table].columns if column.need == "required"}
    assert required.isdisjoint(seen.missing)
    # What is filled in is no month, and names no list that is known.
    told = {
        "year_month": "intake.reason.date-unreadable",
        "dict_name": "intake.problem.lists-unknown",
    }
    expected = [key for name, key in told.items() if name in form.columns.values()]
    assert [problem.key for problem in seen.problems] == expected


@pytest.mark.parametrize("form", FORMS, ids=lambda form: str(form.workbook))
def test_codes_are_text_cells_and_the_headers_stay_in_sight(blanks: Path, form: Form) -> None:
    sheet = openpyxl.load_workbook(blanks / f"{form.workbook}.xlsx")[form.sheet]
    assert sheet.freeze_panes == f"A{sheet.max_row + 1}"
    ranges = sheet.column_dimensions.values()
    for at, header in enumerate(form.headers, start=1):
        (wide,) = [one for one in ranges if (one.min or 0) <= at <= (one.max or 0)]
        column = TABLES[form.table].by_name.get(form.columns.get(header, ""))
        assert wide.width >= 10
        if column is not None and column.type == "VARCHAR":
            assert wide.number_format == "@"


def test_the_same_request_is_the_same_bytes(blanks: Path, tmp_path: Path) -> None:
    for path in write_blanks(tmp_path, FORMS):
        again = (blanks / path.name).read_bytes()
        assert hashlib.sha256(path.read_bytes()).digest() == hashlib.sha256(again).digest()


def test_a_workbook_that_is_there_is_not_written_over_and_nothing_else_is(tmp_path: Path) -> None:
    last = tmp_path / f"{FORMS[-1].workbook}.xlsx"
    last.write_bytes(b"filled in")
    with pytest.raises(FileExists):
        write_blanks(tmp_path, FORMS)
    assert [path.name for path in tmp_path.iterdir()] == [last.name]
    assert last.read_bytes() == b"filled in"
