"""Any table as a workbook, read back by another program."""

import tempfile
import zipfile
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pyarrow as pa
import pytest

from inspector.report import export, table_xlsx


def read(data: bytes, sheet: str = "hits") -> Any:
    return openpyxl.load_workbook(BytesIO(data))[sheet]


def test_money_is_a_number_with_two_decimals_and_identity_numbers_are_exact_text() -> None:
    table = pa.table(
        {
            "psn_no": ["000123456789012345"],
            "amount": pa.array([Decimal("1234.50")], pa.decimal128(16, 2)),
            "cnt": pa.array([Decimal("1.5000")], pa.decimal128(16, 4)),
            "occurred_on": pa.array([datetime(2024, 3, 1, 10, 30)], pa.timestamp("us")),
            "rows": pa.array([7], pa.int64()),
        }
    )
    _, (person, amount, times, when, rows) = read(table_xlsx(table)).iter_rows()
    assert (person.value, person.data_type) == ("000123456789012345", "s")
    assert (amount.value, amount.number_format) == (1234.5, "#,##0.00")
    assert (times.value, rows.value) == (1.5, 7)
    assert when.value == "2024-03-01 10:30:00"


def test_a_number_longer_than_a_workbook_keeps_is_text() -> None:
    amounts = pa.array([Decimal("12345678901234.56")], pa.decimal128(16, 2))
    table = pa.table({"amount": amounts, "id": pa.array([2**60], pa.int64())})
    _, row = read(table_xlsx(table)).iter_rows(values_only=True)
    assert row == ("12345678901234.56", str(2**60))


def test_the_first_row_is_bold_and_stays_in_sight() -> None:
    sheet = read(table_xlsx(pa.table({"rule_id": ["XY2-03"]})))
    assert sheet["A1"].value == "rule_id" and sheet["A1"].font.bold
    assert sheet.freeze_panes == "A2"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")'])
def test_text_that_looks_like_a_formula_stays_text(text: str) -> None:
    sheet = read(table_xlsx(pa.table({text: [text]})))
    assert [cell.data_type for row in sheet.iter_rows() for cell in row] == ["s", "s"]
    assert sheet["A2"].value == text and sheet["A2"].quotePrefix


def test_what_no_cell_can_hold_is_cleaned_and_cut() -> None:
    table = pa.table({"note": ["甲\x00\x07乙\uffff", "长" * 40_000], "n": [None, None]})
    _, first, second = read(table_xlsx(table)).iter_rows(values_only=True)
    assert first == ("甲乙", None)
    assert len(second[0]) == 32_767


def test_values_of_every_other_type_are_written_as_text() -> None:
    table = pa.table({"a": [True], "b": [b"\x01\xff"], "c": [1.25], "d": [["x"]]})
    _, row = read(table_xlsx(table)).iter_rows(values_only=True)
    assert row == ("true", "01ff", "1.25", "['x']")


def test_rows_one_sheet_cannot_hold_go_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "_ROWS", 3)
    book = openpyxl.load_workbook(BytesIO(table_xlsx(pa.table({"n": list(range(7))}))))
    assert book.sheetnames == ["hits", "hits 2", "hits 3"]
    told = [row[0] for sheet in book for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert told == list(range(7))
    assert all(sheet["A1"].value == "n" for sheet in book)


@pytest.mark.parametrize("rows", [0, 3])
def test_a_full_sheet_is_not_followed_by_an_empty_one(
    monkeypatch: pytest.MonkeyPatch, rows: int
) -> None:
    monkeypatch.setattr(export, "_ROWS", 3)
    table = pa.table({"n": pa.array(range(rows), pa.int64())})
    assert openpyxl.load_workbook(BytesIO(table_xlsx(table))).sheetnames == ["hits"]


def test_the_same_table_gives_the_same_bytes_and_no_file_is_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*args: Any, **named: Any) -> None:
        raise AssertionError("a temporary file would hold patients in the clear")

    for name in ("mkstemp", "NamedTemporaryFile", "TemporaryFile", "mkdtemp"):
        monkeypatch.setattr(tempfile, name, refuse)
    table = pa.table({"psn_no": ["P1", "P2"]})
    data = table_xlsx(table)
    assert table_xlsx(table.slice(0)) == data
    with zipfile.ZipFile(BytesIO(data)) as book:
        assert {entry.date_time[0] for entry in book.infolist()} == {1980}
