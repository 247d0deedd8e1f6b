"""Cells merged below the header: filled down and told, or refused with a reason, never blank."""

from pathlib import Path

import pytest
import xlsxwriter
import xlwt

from inspector.errors import FileUnreadable
from inspector.intake import profile
from tests.rooms.intake_exports import ask, converted, total
from tests.rooms.intake_hostile import with_part

HEADERS = ("治疗记录号", "就医号", "国标代码", "治疗开始时间", "治疗结束时间", "治疗师姓名")
DAY = "2024-03-01"
REFUSED = "SELECT row_no, column_name, reason FROM quarantine ORDER BY 1"


def sessions(path: Path, *merged: tuple[int, int, int, int, str], rows: int = 4) -> None:
    """A book of sessions, one a row from row 2; what is merged stands over them."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADERS)
        hidden = {
            (row, column)
            for top, left, bottom, right, _ in merged
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        }
        for n in range(1, rows + 1):
            for at, cell in enumerate([f"T{n}", f"Z{n}", "0034", DAY, DAY, "王某"]):
                if (n, at) not in hidden:
                    sheet.write(n, at, cell)
        for span in merged:
            sheet.merge_range(*span)


def test_a_word_over_several_rows_is_said_by_each_of_them_and_told(tmp_path: Path) -> None:
    sessions(tmp_path / "x.xlsx", (1, 1, 3, 1, "Z9"), (2, 5, 3, 5, "李某"))
    with converted(tmp_path) as (con, made):
        read = "SELECT session_id, ipt_otp_no, staff_name FROM trt_session ORDER BY 1"
        assert ask(con, read) == [
            ("T1", "Z9", "王某"),
            ("T2", "Z9", "李某"),
            ("T3", "Z9", "李某"),
            ("T4", "Z4", "王某"),
        ]
        assert ask(con, REFUSED) == []
        told = total(made, "cells-merged", "trt_session")
        assert (told.numerator, told.denominator, told.problem_rows) == ("3", "4", 0)
    (seen,) = profile([tmp_path]).files
    notices = [one for one in seen.problems if one.key == "intake.notice.merged-filled"]
    assert [one.facts["count"] for one in notices] == [3]


def test_a_required_word_over_several_rows_is_not_missing(tmp_path: Path) -> None:
    sessions(tmp_path / "x.xlsx", (1, 2, 4, 2, "0099"))
    with converted(tmp_path) as (con, _):
        assert ask(con, "SELECT DISTINCT med_list_codg FROM trt_session") == [("0099",)]
        assert ask(con, REFUSED) == []


def test_an_old_workbook_is_read_alike(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("x")
    for at, header in enumerate(HEADERS):
        sheet.write(0, at, header)
    for n in (1, 2):
        for at, cell in enumerate([f"T{n}", "", "0034", DAY, DAY]):
            if at != 1:
                sheet.write(n, at, cell)
    sheet.write_merge(1, 2, 1, 1, "Z9")
    book.save(str(tmp_path / "x.xls"))
    with converted(tmp_path) as (con, _):
        assert ask(con, "SELECT ipt_otp_no FROM trt_session") == [("Z9",), ("Z9",)]


def test_one_number_over_several_rows_is_refused_for_each_of_them(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "x.xlsx")) as book:
        sheet = book.add_worksheet()
        columns = ("mdtrt_id", "setl_id", "psn_no", "bkkp_sn", "fee_ocur_time", "med_list_codg")
        sheet.write_row(0, 0, [*columns, "cnt", "pric", "det_item_fee_sumamt"])
        for n in range(1, 5):
            sheet.write_row(n, 0, ["M1", "S1", "P1", str(n), DAY, "0034", 1, 10, 10])
        sheet.merge_range(1, 8, 2, 8, 20)
    with converted(tmp_path) as (con, made):
        assert ask(con, "SELECT bkkp_sn FROM fee_list_d ORDER BY 1") == [("3",), ("4",)]
        assert ask(con, REFUSED) == [
            (2, "det_item_fee_sumamt", "merged-number"),
            (3, "det_item_fee_sumamt", "merged-number"),
        ]
        assert (made.sources[0].rows_taken, made.sources[0].rows_quarantined) == (2, 2)


def test_a_cell_over_several_columns_is_refused_and_named(tmp_path: Path) -> None:
    sessions(tmp_path / "x.xlsx", (2, 1, 2, 5, "合计"))
    with converted(tmp_path) as (con, _):
        assert ask(con, "SELECT session_id FROM trt_session ORDER BY 1") == [
            ("T1",),
            ("T3",),
            ("T4",),
        ]
        assert ask(con, REFUSED) == [(3, "ipt_otp_no", "merged-across")]


def test_what_is_merged_beside_the_table_or_above_it_refuses_nothing(tmp_path: Path) -> None:
    sessions(tmp_path / "x.xlsx", (1, 8, 3, 9, "备注"), (0, 11, 0, 12, "附"))
    with converted(tmp_path) as (con, made):
        assert ask(con, "SELECT count(*) FROM trt_session") == [(4,)]
        assert "intake.total.cells-merged" not in {one.name for one in made.totals}


def test_merged_cells_without_end_are_refused_not_read_forever(tmp_path: Path) -> None:
    many = b"".join(b'<mergeCell ref="B%d:B%d"/>' % (n, n + 1) for n in range(2, 400_000, 2))
    with_part(
        "xl/worksheets/sheet1.xml",
        lambda part: part.replace(
            b"</sheetData>", b"</sheetData><mergeCells>" + many + many + b"</mergeCells>"
        ),
    )(tmp_path / "x.xlsx")
    with pytest.raises(FileUnreadable) as stopped, converted(tmp_path):
        pass
    assert stopped.value.facts["problem"] == "too-many-merged"
