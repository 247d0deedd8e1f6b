"""What LibreOffice writes reads the same whatever form it is written in, and formulas are told.

`tests/vectors/libreoffice` holds one made-up sheet of staff (a date shown in Chinese, a department
merged over three rows, two formulas), made with openpyxl and written by LibreOffice 7.4:
`soffice --headless --convert-to ods|xls|xlsx staff.xlsx`; `locked.ods` is the same, saved by it
with a password.
"""

from datetime import date
from pathlib import Path

import pytest
import xlwt

from inspector.intake import profile
from tests.rooms.intake_exports import ask, converted
from tests.rooms.workbooks_other import write_xlsb

WRITTEN = Path(__file__).parents[1] / "vectors" / "libreoffice"
HEADERS = ["工号", "姓名", "人员类别"]


@pytest.mark.parametrize("form", ["ods", "xls", "xlsx"])
def test_a_workbook_of_libreoffice_reads_the_same_in_every_form(form: str) -> None:
    path = WRITTEN / f"staff.{form}"
    (seen,) = profile([path]).files
    assert {told.key: told.facts["count"] for told in seen.problems} == {
        "intake.notice.formulas": 2,
        "intake.notice.merged-filled": 2,
    }
    with converted(path) as (con, _):
        assert ask(
            con, "SELECT staff_code, dept_name, begndate, enddate FROM staff ORDER BY ALL"
        ) == [
            ("0012", "康复科", date(2023, 1, 5), None),
            ("0013", "康复科", date(2023, 1, 6), None),
            ("0014", "康复科", date(2023, 1, 7), None),
            ("0015", "康复科", date(2023, 1, 8), date(2024, 1, 8)),
        ]


def test_a_locked_workbook_of_libreoffice_asks_for_its_password() -> None:
    (seen,) = profile([WRITTEN / "locked.ods"]).files
    assert [told.key for told in seen.problems] == ["intake.problem.password"]


def test_formulas_of_a_long_old_workbook_are_told_by_sheet(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    for name, formulas in (("说明", 1), ("人员", 3)):
        made = book.add_sheet(name)
        for row, cells in enumerate([HEADERS, *([f"K{n}", "王某", "治疗师"] for n in range(200))]):
            for column, cell in enumerate(cells):
                known = name == "人员" and not (column == 1 and 0 < row <= formulas)
                made.write(row, column, cell if known else xlwt.Formula('"王某"'))
    book.save(str(tmp_path / "x.xls"))
    (seen,) = profile([tmp_path]).files
    assert (seen.sheet, seen.rows) == ("人员", 200)
    assert ("intake.notice.formulas", 3) in [(t.key, t.facts.get("count")) for t in seen.problems]


def test_formulas_of_a_binary_workbook_are_told(tmp_path: Path) -> None:
    write_xlsb(tmp_path / "x.xlsb", [HEADERS, ["K1", "王某", "治疗师"]], formula="王某")
    (seen,) = profile([tmp_path]).files
    assert [(told.key, told.facts["count"]) for told in seen.problems] == [
        ("intake.notice.formulas", 1)
    ]
