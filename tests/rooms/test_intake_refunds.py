"""Refunds are netted once: by the line they name, else by the nearest earlier like one."""

from pathlib import Path

import pytest

from tests.rooms.intake_exports import ask, converted, fees, total, write_csv

NET = "SELECT bkkp_sn, net_cnt::INT, net_amt::INT, reversed_by FROM fee_list_d ORDER BY bkkp_sn"

CASES = {
    "no refund: what was charged remains": (
        """
        bkkp_sn | cnt | det_item_fee_sumamt
        1       | 3   | 30
        """,
        [("1", 3, 30, None)],
    ),
    "a named refund takes part of its line": (
        """
        bkkp_sn | cnt | det_item_fee_sumamt | init_feedetl_sn
        1       | 5   | 50                  |
        2       | -2  | -20                 | 1
        """,
        [("1", 3, 30, "2"), ("2", 0, 0, None)],
    ),
    "several refunds of one line take from it in turn": (
        """
        bkkp_sn | cnt | det_item_fee_sumamt | init_feedetl_sn
        1       | 5   | 50                  |
        2       | -2  | -20                 | 1
        3       | -3  | -30                 | 1
        """,
        [("1", 0, 0, "2#3"), ("2", 0, 0, None), ("3", 0, 0, None)],
    ),
    "no more is refunded than was charged": (
        """
        bkkp_sn | cnt | det_item_fee_sumamt | init_feedetl_sn
        1       | 2   | 20                  |
        2       | -2  | -20                 | 1
        3       | -2  | -20                 | 1
        """,
        [("1", 0, 0, "2"), ("2", 0, 0, None), ("3", 0, 0, None)],
    ),
    "a name counts only within its visit": (
        """
        bkkp_sn | mdtrt_id | cnt | det_item_fee_sumamt | init_feedetl_sn
        1       | M1       | 2   | 20                  |
        2       | M2       | -2  | -20                 | 1
        """,
        [("1", 2, 20, None), ("2", 0, 0, None)],
    ),
    "a nameless refund takes the nearest line before it": (
        """
        bkkp_sn | fee_ocur_time | cnt | det_item_fee_sumamt
        1       | 2024-03-01    | 1   | 10
        2       | 2024-03-02    | 1   | 10
        3       | 2024-03-03    | -1  | -10
        4       | 2024-03-04    | 1   | 10
        """,
        [("1", 1, 10, None), ("2", 0, 0, "3"), ("3", 0, 0, None), ("4", 1, 10, None)],
    ),
    "one refund takes one line, the next one the line before": (
        """
        bkkp_sn | fee_ocur_time | cnt | det_item_fee_sumamt
        1       | 2024-03-01    | 1   | 10
        2       | 2024-03-02    | 1   | 10
        3       | 2024-03-03    | -1  | -10
        4       | 2024-03-04    | -1  | -10
        5       | 2024-03-05    | -1  | -10
        """,
        [
            ("1", 0, 0, "4"),
            ("2", 0, 0, "3"),
            ("3", 0, 0, None),
            ("4", 0, 0, None),
            ("5", 0, 0, None),
        ],
    ),
    "a refund before any charge takes none that comes later": (
        """
        bkkp_sn | fee_ocur_time | cnt | det_item_fee_sumamt
        1       | 2024-03-01    | -1  | -10
        2       | 2024-03-02    | 1   | 10
        3       | 2024-03-03    | 1   | 10
        4       | 2024-03-04    | -1  | -10
        """,
        [("1", 0, 0, None), ("2", 1, 10, None), ("3", 0, 0, "4"), ("4", 0, 0, None)],
    ),
    "a charge and its refund at one moment belong together": (
        """
        bkkp_sn | cnt | det_item_fee_sumamt
        2       | 1   | 10
        1       | -1  | -10
        """,
        [("1", 0, 0, None), ("2", 0, 0, "1")],
    ),
    "another quantity, price or item is no likeness": (
        """
        bkkp_sn | cnt | pric | med_list_codg | det_item_fee_sumamt
        1       | 2   | 10   | A             | 20
        2       | -1  | 10   | A             | -10
        3       | -2  | 11   | A             | -22
        4       | -2  | 10   | B             | -20
        """,
        [("1", 2, 20, None), ("2", 0, 0, None), ("3", 0, 0, None), ("4", 0, 0, None)],
    ),
    "a line that a name took from is not taken again by likeness": (
        """
        bkkp_sn | cnt | det_item_fee_sumamt | init_feedetl_sn
        1       | 2   | 20                  |
        2       | -2  | -20                 | 1
        3       | -2  | -20                 |
        """,
        [("1", 0, 0, "2"), ("2", 0, 0, None), ("3", 0, 0, None)],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_refund(tmp_path: Path, case: str) -> None:
    text, expected = CASES[case]
    write_csv(tmp_path / "x.csv", fees(text))
    with converted(tmp_path) as (con, _):
        assert ask(con, NET) == expected


def test_refunds_that_find_no_charge_are_counted_with_their_money(tmp_path: Path) -> None:
    text, _ = CASES["no more is refunded than was charged"]
    write_csv(tmp_path / "x.csv", fees(text))
    with converted(tmp_path) as (_, made):
        paired = total(made, "refunds-paired")
        assert (paired.numerator, paired.denominator, paired.problem_rows) == ("1", "2", 1)
        assert paired.note == "-20.00"
