"""Merged cells of .ods and .xlsb are filled and told, or refused, as those of .xlsx are."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from inspector.intake import profile
from tests.rooms.intake_exports import ask, converted, total
from tests.rooms.test_intake_merged import DAY, HEADERS, REFUSED
from tests.rooms.workbooks_other import Span, write_ods, write_xlsb

Write = Callable[..., None]
WRITERS = {".ods": write_ods, ".xlsb": write_xlsb}
GROUPS = ("记录", "", "项目", "时间", "", "人员")


@pytest.fixture(params=WRITERS)
def write(request: pytest.FixtureRequest, tmp_path: Path) -> Write:
    def written(rows: Sequence[Sequence[str]], *merged: Span) -> None:
        hidden = {
            (row, column)
            for top, bottom, west, east in merged
            for row in range(top, bottom + 1)
            for column in range(west, east + 1)
            if (row, column) != (top, west)
        }
        shown = [
            ["" if (at, column) in hidden else cell for column, cell in enumerate(row)]
            for at, row in enumerate(rows)
        ]
        WRITERS[request.param](tmp_path / f"x{request.param}", shown, *merged)

    return written


def sessions(count: int) -> list[list[str]]:
    return [[f"T{n}", f"Z{n}", "0034", DAY, DAY, "王某"] for n in range(1, count + 1)]


def test_a_word_over_several_rows_is_said_by_each_of_them_and_told(
    write: Write, tmp_path: Path
) -> None:
    write([HEADERS, *sessions(2), [""] * 6, *sessions(4)[2:]], (1, 2, 1, 1), (4, 5, 5, 5))
    with converted(tmp_path) as (con, made):
        read = "SELECT session_id, ipt_otp_no, staff_name FROM trt_session ORDER BY 1"
        assert ask(con, read) == [
            ("T1", "Z1", "王某"),
            ("T2", "Z1", "王某"),
            ("T3", "Z3", "王某"),
            ("T4", "Z4", "王某"),
        ]
        assert ask(con, REFUSED) == []
        assert total(made, "cells-merged", "trt_session").numerator == "2"
    (seen,) = profile([tmp_path]).files
    notices = [one for one in seen.problems if one.key == "intake.notice.merged-filled"]
    assert [one.facts["count"] for one in notices] == [2]


def test_a_cell_over_several_columns_is_refused_and_named(write: Write, tmp_path: Path) -> None:
    write([HEADERS, *sessions(2)], (2, 2, 1, 2))
    with converted(tmp_path) as (con, _):
        assert ask(con, REFUSED) == [(3, "ipt_otp_no", "merged-across")]


def test_a_heading_of_two_rows_is_read_and_its_groups_refuse_nothing(
    write: Write, tmp_path: Path
) -> None:
    write([GROUPS, HEADERS, *sessions(3)], (0, 0, 0, 1), (0, 0, 3, 4))
    with converted(tmp_path) as (con, _):
        assert ask(con, "SELECT count(*), count(ipt_otp_no) FROM trt_session") == [(3, 3)]
        assert ask(con, REFUSED) == []
    (seen,) = profile([tmp_path]).files
    assert (seen.table, len(seen.mapped), seen.problems) == ("trt_session", 6, ())
