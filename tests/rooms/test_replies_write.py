"""问题确认书 as the hospital gets it: what is in it, what is not, and nothing Excel would obey."""

import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from inspector.i18n import say
from tests.rooms.replies_made_up import ABOUT, NAMES, PERSON, findings, sheet_rows, written


def test_every_finding_is_a_row_with_its_money_its_basis_and_empty_cells_for_the_hospital(
    tmp_path: Path,
) -> None:
    rows = sheet_rows(written(tmp_path))
    assert rows[0][0] == "问题确认书"
    assert ABOUT.institution in str(rows[1][0]) and ABOUT.case_id in str(rows[1][0])
    assert rows[3][0] == "编号" and rows[3][8:12] == [
        "医院意见",
        "医院认可金额（元）",
        "理由",
        "证明材料",
    ]
    assert [row[0] for row in rows[4:8]] == list(NAMES)
    for row in rows[4:8]:
        assert row[1:7] == ["CHG-007", "按日计价项目多收", "康复科", 2, 100, 40]
        assert row[7] == "《条例》第三十八条第（三）项\n《条例》第四十条第一款第（三）项"
        assert row[8:12] == [None] * 4


def test_the_lines_are_there_by_settlement_and_visit_and_nobody_is_named(tmp_path: Path) -> None:
    path = written(tmp_path)
    lines = sheet_rows(path, 1)
    assert lines[0][:4] == ["编号", "记账流水号", "结算ID", "就诊ID"]
    assert [row[1] for row in lines[1:3]] == ["B1", "B2"]
    assert [row[-2:] for row in lines[1:3]] == [[82, 60], [40, 40]]
    with zipfile.ZipFile(path) as parts:
        assert all(PERSON.encode() not in parts.read(name) for name in parts.namelist())


def test_a_row_is_as_high_as_what_stands_in_it_whatever_program_prints_it(tmp_path: Path) -> None:
    long = ("《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",) * 3
    plain: dict[str, Any] = {}
    for told, lines in ((plain, 2), ({"basis": long}, 6)):
        sheet = load_workbook(written(tmp_path, **told)).worksheets[0]
        assert sheet.row_dimensions[4].height == 33, "headings of two lines"
        assert sheet.row_dimensions[5].height == lines * 16.5


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_what_looks_like_a_formula_is_text_to_excel(tmp_path: Path, start: str) -> None:
    evil = f"{start}HYPERLINK(1)"
    path = written(tmp_path, title={"zh": evil, "en": evil})
    with zipfile.ZipFile(path) as parts:
        assert all(b"<f>" not in parts.read(name) for name in parts.namelist() if "sheet" in name)
    cell = load_workbook(path).worksheets[0]["C5"]
    assert (cell.data_type, str(cell.value).strip()) == ("s", evil.strip())
    assert cell.quotePrefix, "Excel shows what it says and runs nothing"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_sheet_can_be_used_offers_the_three_answers_and_prints_on_numbered_pages(
    tmp_path: Path, lang: str
) -> None:
    told = "zh" if lang == "zh" else "en"
    path = written(tmp_path, "zh" if lang == "zh" else "en")
    sheet = load_workbook(path).worksheets[0]
    choices, between = sheet.data_validations.dataValidation
    words = [say(f"findings.answer.{one}", told) for one in ("agree", "partly", "disagree")]  # type: ignore[arg-type]
    assert (str(choices.sqref), choices.formula1) == ("I5:I8", f'"{",".join(words)}"')
    assert (str(between.sqref), between.formula1, between.formula2) == ("J5:J8", "0", "$F5")
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B5", "A4:L8")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == "$4:$4" and sheet.page_setup.fitToHeight == 0
    with zipfile.ZipFile(path) as parts:
        footer = parts.read("xl/worksheets/sheet1.xml").partition(b"<oddFooter>")[2]
    assert b"&amp;P" in footer and b"&amp;N" in footer
    assert all(sheet.column_dimensions[name].width > 9 for name in "ABCD")


def test_the_same_findings_give_the_same_bytes(tmp_path: Path) -> None:
    first = written(tmp_path).read_bytes()
    assert written(tmp_path).read_bytes() == first
    assert findings() == findings()
