"""Control totals say how far the exports agree; what cannot be checked is not claimed."""

from dataclasses import asdict
from pathlib import Path

import pytest

from inspector.i18n import say
from tests.rooms.intake_exports import ask, converted, fees, rows, total, write_csv, write_workbook

SETTLED = """
setl_id | mdtrt_id | psn_no | medfee_sumamt | fund_pay_sumamt | psn_pay | hifp_pay | maf_pay
S1      | M1       | P1     | 30.00         | 20.00           | 10.00   | 18.00    | 2.00
S2      | M1       | P1     | 10.02         | 5.00            | 5.00    | 5.00     | 0
"""
STOCK = {
    "medins_list_codg": "KN1",
    "loc_name": "中心药房",
    "pack_unit": "盒",
    "split_unit": "片",
    "pack_cnt": "28",
}
BALANCE = {
    **STOCK,
    "year_month": "202403",
    "inv_unit": "盒",
    "open_cnt": "1",
    "in_cnt": "2",
    "out_cnt": "1",
    "close_cnt": "2",
}
MOVE = {**STOCK, "chg_type": "门诊销售", "biz_time": "2024-03-05"}


def exports(tmp_path: Path, lines: str) -> Path:
    """Settlements and fee lines in one folder."""
    write_csv(tmp_path / "s.csv", rows(SETTLED))
    write_csv(tmp_path / "f.csv", fees(lines))
    return tmp_path


def test_lines_are_held_against_their_settlement(tmp_path: Path) -> None:
    lines = """
    bkkp_sn | setl_id | det_item_fee_sumamt
    1       | S1      | 10
    2       | S1      | 20
    3       | S2      | 10
    4       |         | 7
    5       | S9      | 1
    """
    with converted(exports(tmp_path, lines)) as (_, made):
        held = total(made, "lines-of-settlements")
        assert (held.numerator, held.denominator, held.problem_rows) == ("40.00", "40.02", 1)
        settled = total(made, "lines-settled")
        assert (settled.numerator, settled.denominator, settled.problem_rows) == (
            "40.00",
            "48.00",
            2,
        )


def test_headers_are_held_against_their_shares_and_funds(tmp_path: Path) -> None:
    with converted(exports(tmp_path, "bkkp_sn\n1")) as (_, made):
        assert total(made, "header-shares").problem_rows == 1
        assert total(made, "header-funds").problem_rows == 0


def test_a_month_without_lines_between_others_is_told(tmp_path: Path) -> None:
    lines = "bkkp_sn | fee_ocur_time\n1 | 2023-12-05\n2 | 2024-03-01"
    with converted(exports(tmp_path, lines)) as (_, made):
        months = total(made, "months-with-rows", "fee_list_d")
        assert (months.numerator, months.denominator, months.problem_rows) == ("2", "4", 2)
        assert made.period == ("2023-12-05", "2024-03-01")


@pytest.mark.parametrize(
    ("unit", "split", "cnt", "converted_to"),
    [
        ("盒", "片", "-2", "-56.0000"),
        ("片", "片", "-2", "-2.0000"),
        ("箱", "片", "-2", None),
        ("", "片", "-2", None),
        ("盒", "盒", "-2", None),
    ],
)
def test_packs_become_split_units_or_are_counted(
    tmp_path: Path, unit: str, split: str, cnt: str, converted_to: str | None
) -> None:
    move = {**MOVE, "chg_unit": unit, "split_unit": split, "chg_cnt": cnt}
    sure = {**MOVE, "chg_unit": "片", "chg_cnt": "1", "medins_list_codg": "KN2"}
    write_workbook(tmp_path / "m.xlsx", "5.4", [move, sure])
    with converted(tmp_path) as (con, made):
        held = "SELECT chg_cnt_min::VARCHAR FROM inv_move WHERE medins_list_codg = 'KN1'"
        assert ask(con, held) == [(converted_to,)]
        assert total(made, "units-converted").problem_rows == (converted_to is None)


def test_moves_are_held_against_opening_and_closing_stock(tmp_path: Path) -> None:
    other = {**BALANCE, "medins_list_codg": "KN2", "out_cnt": "2"}
    write_workbook(tmp_path / "b.xlsx", "5.2", [BALANCE, other])
    moves = [
        {**MOVE, "chg_unit": "盒", "chg_cnt": "2"},
        {**MOVE, "chg_unit": "片", "chg_cnt": "-28"},
        {**MOVE, "chg_unit": "盒", "chg_cnt": "5", "biz_time": "2024-04-01"},
    ]
    write_workbook(tmp_path / "m.xlsx", "5.4", moves)
    with converted(tmp_path) as (_, made):
        explained = total(made, "moves-explain-stock")
        assert (explained.numerator, explained.denominator, explained.problem_rows) == ("1", "2", 1)
        assert total(made, "balance-carried").problem_rows == 1


def test_what_was_not_handed_over_is_not_reconciled(tmp_path: Path) -> None:
    write_workbook(tmp_path / "b.xlsx", "5.2", [BALANCE])
    with converted(tmp_path) as (_, made):
        names = {t.name.removeprefix("intake.total.") for t in made.totals}
        assert names == {
            "rows-taken",
            "keys-repeated",
            "months-with-rows",
            "columns-filled",
            "items-linked",
            "units-converted",
            "ratios-agreed",
            "balance-carried",
        }
        assert made.period is None


def test_without_fee_lines_the_period_is_that_of_what_happened(tmp_path: Path) -> None:
    other = {**MOVE, "chg_cnt": "1", "biz_time": "2024-06-30"}
    write_workbook(tmp_path / "m.xlsx", "5.4", [{**MOVE, "chg_cnt": "1"}, other])
    with converted(tmp_path) as (_, made):
        assert made.period == ("2024-03-05", "2024-06-30")


def test_the_institution_is_the_one_most_settlements_name(tmp_path: Path) -> None:
    named = [{**row, "fixmedins_code": "H1", "fixmedins_name": "康宁"} for row in rows(SETTLED)]
    write_csv(tmp_path / "s.csv", [*named, {**named[0], "setl_id": "S3", "fixmedins_code": "H2"}])
    with converted(tmp_path) as (_, made):
        assert made.institution == ("H1", "康宁")


def test_every_total_is_a_sentence_in_both_languages(tmp_path: Path) -> None:
    write_workbook(tmp_path / "b.xlsx", "5.2", [BALANCE])
    with converted(exports(tmp_path, "bkkp_sn\n1")) as (_, made):
        for found in made.totals:
            assert say(found.name, "zh", **asdict(found))
            assert say(found.name, "en", **asdict(found))
