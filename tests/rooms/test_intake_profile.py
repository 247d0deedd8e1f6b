"""A profile says what the exports look like, also of files that cannot be packed."""

from datetime import date
from pathlib import Path

from inspector.i18n import say
from inspector.intake import profile
from inspector.schema import TABLES
from tests.rooms.intake_exports import VISITS, fees, rows, write_csv, write_workbook


def test_a_file_is_shown_with_its_table_columns_rows_and_days(tmp_path: Path) -> None:
    lines = fees("bkkp_sn | fee_ocur_time | 自编\n1 | 2024-03-01 | x\n2 | 2024/4/2 8:00 | y")
    path = write_csv(tmp_path / "x.csv", lines, "gb18030")
    (seen,) = profile([tmp_path]).files
    assert (seen.path, seen.table, seen.rows, seen.encoding) == (path, "fee_list_d", 2, "GB18030")
    assert seen.mapped["fee_ocur_time"] == "fee_ocur_time"
    assert seen.unknown == ("自编",)
    assert (seen.first, seen.last) == (date(2024, 3, 1), date(2024, 4, 2))
    assert seen.problems == ()


def test_the_days_are_those_of_the_rows_not_of_birth(tmp_path: Path) -> None:
    write_csv(tmp_path / "x.csv", [{**row, "brdy": "1950-01-01"} for row in rows(VISITS)])
    (seen,) = profile([tmp_path]).files
    assert seen.first == date(2024, 3, 1)


def test_missing_columns_are_listed_required_ones_first_and_said(tmp_path: Path) -> None:
    (line,) = fees("bkkp_sn\n1")
    del line["pric"]
    write_csv(tmp_path / "x.csv", [line])
    (seen,) = profile([tmp_path]).files
    assert seen.missing[0] == "pric"
    assert len(seen.missing) == len(TABLES["fee_list_d"].received) - len(line)
    assert [problem.facts for problem in seen.problems] == [
        {"path": "x.csv", "table": "fee_list_d", "column": "pric"}
    ]


def test_rows_that_would_be_refused_are_counted_by_reason(tmp_path: Path) -> None:
    write_csv(tmp_path / "x.csv", fees("bkkp_sn | cnt\n1 | 一\n2 | 二\n | 1"))
    (seen,) = profile([tmp_path]).files
    assert [(problem.key, problem.facts) for problem in seen.problems] == [
        ("intake.reason.number-unreadable", {"column": "cnt", "count": 2}),
        ("intake.reason.missing", {"column": "bkkp_sn", "count": 1}),
    ]


def test_what_cannot_be_read_or_known_does_not_hide_the_rest(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04 no such thing")
    (tmp_path / "b.txt").write_text("hello")
    write_workbook(tmp_path / "c.xlsx", "6.3", [{"staff_code": "K1", "shift_date": "2024-03-01"}])
    seen = profile([tmp_path]).files
    assert [file.table for file in seen] == [None, None, "staff_shift"]
    for file in seen:
        for problem in file.problems:
            assert say(problem.key, "zh", **problem.facts)
            assert say(problem.key, "en", **problem.facts)
    assert [bool(file.problems) for file in seen] == [True, True, False]
