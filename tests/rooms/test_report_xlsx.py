"""The annex, read back by another program."""

import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from inspector.findings import EXCLUSIONS
from inspector.report.xlsx import write_annex
from tests.rooms.report_sample import finding, line, sample


def rows(path: Path, sheet: str) -> list[dict[str, Any]]:
    book = openpyxl.load_workbook(path)
    head, *body = book[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in body]


def test_each_fee_line_of_each_finding_has_its_row(tmp_path: Path) -> None:
    path = tmp_path / "annex.xlsx"
    write_annex(path, sample(), "zh")
    found = [(row["问题编号"][-4:], row["记账流水号"]) for row in rows(path, "违规明细")]
    expected = [("0003", 2), ("0004", 4), ("0001", 1), ("0001", 2), ("0002", 3)]
    assert found == [(name, f"B{number:06}") for name, number in expected]


def test_the_column_counted_once_adds_up_to_the_total(tmp_path: Path) -> None:
    path = tmp_path / "annex.xlsx"
    write_annex(path, sample(), "zh")
    counted = sum(Decimal(str(row["计入违规金额"] or 0)) for row in rows(path, "违规明细"))
    total = rows(path, "问题汇总")[-1]
    assert total["规则"] == "合计"
    assert counted == Decimal(str(total["计入违规金额"])) == sample().confirmed.total


def test_a_rejected_finding_says_why(tmp_path: Path) -> None:
    path = tmp_path / "annex.xlsx"
    write_annex(path, sample(), "zh")
    rejected = next(row for row in rows(path, "违规明细") if row["状态"] == "已排除")
    assert rejected["排除原因"] == EXCLUSIONS["refunded"].title("zh")
    assert rejected["计入违规金额"] is None


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    path = tmp_path / "annex.xlsx"
    write_annex(path, sample(), "zh")
    book = openpyxl.load_workbook(path)
    cells = [cell for row in book["违规明细"].iter_rows() for cell in row]
    note = next(cell for cell in cells if str(cell.value).startswith("=1+1"))
    assert note.data_type == "s" and note.quotePrefix
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_characters_no_workbook_can_hold_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "annex.xlsx"
    found = finding("f1", "XY2-03", (line(1, "1.00", "1.00", "\x07\x00甲"),), note="长" * 40_000)
    write_annex(path, sample(findings={"f1": found}), "zh")
    row = rows(path, "违规明细")[0]
    assert row["项目名称"] == "运动疗法甲"
    assert len(row["说明"]) == 32_767


@pytest.mark.parametrize(
    ("lang", "sheets"), [("zh", ["问题汇总", "违规明细"]), ("en", ["Summary", "Fee lines"])]
)
def test_two_sheets_in_either_language(tmp_path: Path, lang: Any, sheets: list[str]) -> None:
    path = tmp_path / "annex.xlsx"
    write_annex(path, sample(), lang)
    assert openpyxl.load_workbook(path).sheetnames == sheets


def test_no_clock_is_in_the_file_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "annex.xlsx"
    write_annex(path, sample(), "zh")
    assert [file.name for file in tmp_path.iterdir()] == ["annex.xlsx"]
    with zipfile.ZipFile(path) as book:
        assert {entry.date_time[0] for entry in book.infolist()} == {1980}
        assert b"2024-11-20T00:00:00Z" in book.read("docProps/core.xml")


def test_names_and_identity_numbers_have_no_column(tmp_path: Path) -> None:
    path = tmp_path / "annex.xlsx"
    write_annex(path, sample(), "zh")
    columns = rows(path, "违规明细")[0].keys()
    assert not [name for name in columns if "姓名" in name or "证件" in name]
