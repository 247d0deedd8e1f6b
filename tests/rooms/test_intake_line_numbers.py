"""A line number counts within its visit: two visits that use one are two lines, and it is told."""

import json
from pathlib import Path

import pytest

from tests.rooms.intake_exports import ask, converted, fees, total, write_csv

TWO_VISITS = """
bkkp_sn | mdtrt_id | cnt | det_item_fee_sumamt | init_feedetl_sn
1       | M1       | 2   | 20                  |
2       | M1       | 1   | 10                  |
1       | M2       | 3   | 30                  |
2       | M2       | -3  | -30                 | 1
"""
NET = "SELECT bkkp_sn, net_cnt::INT, reversed_by FROM fee_list_d ORDER BY 1"


def test_two_visits_that_use_one_number_are_two_lines_and_none_is_refused(tmp_path: Path) -> None:
    write_csv(tmp_path / "x.csv", fees(TWO_VISITS))
    with converted(tmp_path) as (con, made):
        assert ask(con, "SELECT count(*) FROM quarantine") == [(0,)]
        assert ask(con, NET) == [
            ("M1/1", 2, None),
            ("M1/2", 1, None),
            ("M2/1", 0, "M2/2"),
            ("M2/2", 0, None),
        ]
        apart = total(made, "numbers-apart")
        assert (apart.numerator, apart.denominator, apart.note) == ("4", "4", "2")
        assert apart.problem_rows == 0


def test_the_numbers_that_several_visits_use_are_listed_with_their_visits(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", fees("bkkp_sn | mdtrt_id\n1 | M1\n7 | M1"))
    write_csv(tmp_path / "b.csv", fees("bkkp_sn | mdtrt_id\n1 | M2\n8 | M2"))
    with converted(tmp_path) as (con, made):
        found = ask(con, "SELECT kind, row_key, row_count, codes FROM link_problem")
        assert found == [
            ("number-shared", json.dumps({"bkkp_sn": "1"}, separators=(",", ":")), 2, "M1#M2")
        ]
        assert total(made, "numbers-apart").numerator == "2"
        # A number nobody shares gets its visit too: one table, one way of numbering.
        assert ("M2/8",) in ask(con, "SELECT bkkp_sn FROM fee_list_d")


def test_a_line_said_twice_in_one_visit_is_refused_beside_shared_numbers(tmp_path: Path) -> None:
    write_csv(tmp_path / "x.csv", fees("bkkp_sn | mdtrt_id\n1 | M1\n1 | M2\n1 | M1"))
    with converted(tmp_path) as (con, made):
        refused = ask(con, "SELECT row_no, column_name, reason FROM quarantine")
        assert refused == [(4, "bkkp_sn", "repeated-key")]
        assert ask(con, "SELECT bkkp_sn FROM fee_list_d ORDER BY 1") == [("M1/1",), ("M2/1",)]
        assert total(made, "keys-repeated").problem_rows == 1


@pytest.mark.parametrize("numbers", ["1 | M1\n2 | M1\n3 | M2", "1 | M1\n1 | M1\n2 | M2"])
def test_numbers_that_no_other_visit_uses_stay_as_they_are(tmp_path: Path, numbers: str) -> None:
    write_csv(tmp_path / "x.csv", fees(f"bkkp_sn | mdtrt_id\n{numbers}"))
    with converted(tmp_path) as (con, made):
        assert ask(con, "SELECT count(*) FROM fee_list_d WHERE contains(bkkp_sn, '/')") == [(0,)]
        assert "intake.total.numbers-apart" not in {one.name for one in made.totals}
