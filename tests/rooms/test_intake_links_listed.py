"""What cannot be bridged is listed with its evidence; what can be is bridged without a guess."""

import json
from pathlib import Path

import pytest

from inspector.i18n.catalogue import catalogue
from inspector.intake.links.unlinked import KINDS
from tests.rooms.intake_exports import (
    VISITS,
    ask,
    converted,
    fees,
    rows,
    total,
    write_csv,
    write_workbook,
)

SESSION = {
    "session_id": "T0",
    "med_list_codg": "003402000200000",
    "begntime": "2024-03-02 08:00:00",
    "endtime": "2024-03-02 08:45:00",
    "certno": "990x",
    "ipt_otp_no": "Z001",
}
SETTLED = """
setl_id | mdtrt_id | psn_no | certno | medfee_sumamt | fund_pay_sumamt | medins_setl_id | setl_time           | begndate   | enddate
S1      | M1       | P1     | 990X   | 10.00         | 5.00            | J1             | 2024-03-09 11:00:00 | 2024-03-01 | 2024-03-09
S2      | M1       | P1     | 990X   | 20.00         | 5.00            |                | 2024-03-09 11:00:00 | 2024-03-01 | 2024-03-09
"""  # noqa: E501
HEADER = {
    "certno": "990x",
    "ipt_otp_no": "Z001",
    "begndate": "2024-03-01",
    "enddate": "2024-03-09",
    "setl_time": "2024-03-09",
    "fund_pay_sumamt": "5",
}
STOCK = {
    "medins_list_codg": "KN1",
    "loc_name": "中心药房",
    "pack_unit": "盒",
    "split_unit": "片",
    "chg_type": "门诊销售",
    "chg_unit": "盒",
    "chg_cnt": "-1",
    "biz_time": "2024-03-05",
}
LISTED = "SELECT table_name, kind, row_count, codes FROM link_problem ORDER BY ALL"


def headers(tmp_path: Path, *made: dict[str, str]) -> Path:
    """Visits, settlements and the hospital's own inpatient settlements in one folder."""
    write_csv(tmp_path / "v.csv", rows(VISITS))
    write_csv(tmp_path / "s.csv", rows(SETTLED))
    write_workbook(tmp_path / "h.xlsx", "3.1", [{**HEADER, **row} for row in made])
    return tmp_path


@pytest.mark.parametrize(
    ("said", "kind", "codes"),
    [
        ({"ipt_otp_no": "Z9", "certno": "1"}, "visit-unlinked", None),
        ({"certno": "991"}, "visit-other-person", None),
        ({"begntime": "2024-06-01", "endtime": "2024-06-01"}, "visit-ambiguous", "M1#M2"),
    ],
)
def test_a_row_without_its_one_visit_is_listed_with_its_evidence(
    tmp_path: Path, said: dict[str, str], kind: str, codes: str | None
) -> None:
    visits = rows(VISITS)
    again = {"mdtrt_id": "M2", "begntime": "2024-04-01", "endtime": "2024-04-09"}
    write_csv(tmp_path / "v.csv", [*visits, {**visits[0], **again}])
    row = {**SESSION, **said}
    write_workbook(tmp_path / "s.xlsx", "6.1", [SESSION, {**row, "session_id": "T1"}])
    with converted(tmp_path) as (con, _):
        ((table, found, count, candidates, key),) = ask(
            con, "SELECT table_name, kind, row_count, codes, row_key FROM link_problem"
        )
        assert (table, found, count, candidates) == ("trt_session", kind, 1, codes)
        assert json.loads(str(key))["certno"] == row["certno"].upper()


def test_rows_with_the_same_evidence_are_one_entry_over_their_days(tmp_path: Path) -> None:
    write_csv(tmp_path / "v.csv", rows(VISITS))
    made = [
        {
            **SESSION,
            "session_id": f"T{n}",
            "certno": "1",
            "ipt_otp_no": "Z9",
            "begntime": f"2024-03-0{n + 1} 08:00:00",
            "endtime": f"2024-03-0{n + 1} 08:45:00",
        }
        for n in range(3)
    ]
    write_workbook(tmp_path / "s.xlsx", "6.1", made)
    with converted(tmp_path) as (con, account):
        days = "SELECT row_count, first_day::VARCHAR, last_day::VARCHAR FROM link_problem"
        assert ask(con, days) == [(3, "2024-03-01", "2024-03-03")]
        assert total(account, "linked-to-visit").problem_rows == 3


def test_a_settlement_number_of_the_hospitals_own_is_tied_by_person_day_and_amount(
    tmp_path: Path,
) -> None:
    mine = {"medins_setl_id": "内1", "medfee_sumamt": "20.00"}
    with converted(headers(tmp_path, mine)) as (con, account):
        assert ask(con, "SELECT mdtrt_id, setl_id FROM ipt_mdtrt") == [("M1", "S2")]
        assert total(account, "linked-to-settlement").rule == "DQ-09"
        assert total(account, "hospital-settlements").problem_rows == 0
        assert ask(con, LISTED) == []


def test_fee_lines_follow_their_settlement_number_to_the_platform(tmp_path: Path) -> None:
    headers(tmp_path, {"medins_setl_id": "内1", "medfee_sumamt": "20.00"})
    line = {
        "ipt_otp_no": "Z001",
        "medins_setl_id": "内1",
        "cnt": "1",
        "pric": "20",
        "det_item_fee_sumamt": "20",
        "fee_ocur_time": "2024-03-02",
    }
    write_workbook(tmp_path / "f.xlsx", "3.2", [line])
    with converted(tmp_path) as (con, account):
        assert ask(con, "SELECT mdtrt_id, psn_no, setl_id FROM ipt_fee") == [("M1", "P1", "S2")]
        assert total(account, "hospital-lines").problem_rows == 0


@pytest.mark.parametrize(
    ("made", "listed"),
    [
        ([{"medins_setl_id": "内1", "medfee_sumamt": "20.01"}], ("settlement-unlinked", None)),
        (
            [{"medins_setl_id": n, "medfee_sumamt": "20"} for n in ("内1", "内2")],
            ("settlement-ambiguous", "S2"),
        ),
        ([{"medins_setl_id": "内1", "medfee_sumamt": "10"}], ("settlement-unlinked", None)),
    ],
)
def test_a_settlement_that_fits_none_or_several_is_listed_not_tied(
    tmp_path: Path, made: list[dict[str, str]], listed: tuple[str, str | None]
) -> None:
    known = {"medins_setl_id": "J1", "medfee_sumamt": "10"}
    with converted(headers(tmp_path, known, *made)) as (con, account):
        tied = ask(con, "SELECT DISTINCT setl_id FROM ipt_mdtrt WHERE medins_setl_id <> 'J1'")
        assert tied == [(None,)]
        assert {(row[1], row[3]) for row in ask(con, LISTED)} == {listed}
        assert total(account, "linked-to-settlement").problem_rows == len(made)


def test_a_header_without_a_number_is_tied_by_what_it_says(tmp_path: Path) -> None:
    with converted(headers(tmp_path, {"medfee_sumamt": "20"})) as (con, _):
        assert ask(con, "SELECT medins_setl_id, setl_id FROM ipt_mdtrt") == [(None, "S2")]


def test_the_hospitals_amounts_are_held_against_the_platforms(tmp_path: Path) -> None:
    other = {"medins_setl_id": "J1", "medfee_sumamt": "12", "fund_pay_sumamt": "5"}
    with converted(headers(tmp_path, other)) as (_, account):
        held = total(account, "hospital-settlements")
        assert (held.numerator, held.denominator, held.problem_rows) == ("12.00", "10.00", 1)
        assert total(account, "hospital-funds").problem_rows == 0


def test_without_visits_those_that_were_settled_tie_by_person_and_day(tmp_path: Path) -> None:
    write_csv(tmp_path / "s.csv", rows(SETTLED))
    write_workbook(tmp_path / "t.xlsx", "6.1", [SESSION])
    with converted(tmp_path) as (con, made):
        assert ask(con, "SELECT mdtrt_id, psn_no FROM trt_session") == [("M1", "P1")]
        assert "mdtrt_id" in made.supplied["trt_session"]


def test_a_hospital_code_with_two_national_codes_is_listed_and_fills_nothing(
    tmp_path: Path,
) -> None:
    lines = """
    bkkp_sn | medins_list_codg | med_list_codg
    1       | KN1              | A
    2       | KN1              | B
    """
    write_csv(tmp_path / "f.csv", fees(lines))
    write_workbook(tmp_path / "m.xlsx", "5.4", [STOCK])
    with converted(tmp_path) as (con, made):
        assert ask(con, "SELECT med_list_codg FROM inv_move") == [(None,)]
        listed = [row for row in ask(con, LISTED) if row[1] == "item-two-codes"]
        assert [(row[0], row[3]) for row in listed] == [
            ("fee_list_d", "A#B"),
            ("fee_list_d", "A#B"),
            ("inv_move", "A#B"),
        ]
        assert total(made, "items-linked", "inv_move").problem_rows == 1


def test_a_stock_row_gets_the_one_national_code_its_hospital_code_has(tmp_path: Path) -> None:
    write_csv(tmp_path / "f.csv", fees("bkkp_sn | medins_list_codg | med_list_codg\n1 | KN1 | A"))
    own = {**STOCK, "med_list_codg": "B", "medins_list_codg": "KN2"}
    write_workbook(tmp_path / "m.xlsx", "5.4", [STOCK, own])
    with converted(tmp_path) as (con, made):
        assert ask(con, "SELECT med_list_codg FROM inv_move ORDER BY 1") == [("A",), ("B",)]
        assert "med_list_codg" in made.supplied["inv_move"]
        found = total(made, "items-linked", "inv_move")
        assert (found.numerator, found.denominator, found.note) == ("1", "2", "1")
        assert ("inv_move", "item-not-charged", 1, "B") in ask(con, LISTED)


def test_a_row_without_a_ratio_takes_the_one_the_others_agree_on(tmp_path: Path) -> None:
    write_workbook(tmp_path / "m.xlsx", "5.4", [STOCK, {**STOCK, "pack_cnt": "28"}])
    with converted(tmp_path) as (con, _):
        moved = "SELECT chg_cnt_min::INT FROM inv_move"
        assert ask(con, moved) == [(-28,), (-28,)]


def test_two_ratios_of_one_item_are_listed_and_nobody_takes_one(tmp_path: Path) -> None:
    ratios = [{**STOCK, "pack_cnt": "28"}, {**STOCK, "pack_cnt": "14"}]
    write_workbook(tmp_path / "m.xlsx", "5.4", [STOCK, *ratios])
    with converted(tmp_path) as (con, made):
        moved = "SELECT chg_cnt_min::INT FROM inv_move ORDER BY 1"
        assert ask(con, moved) == [(-28,), (-14,), (None,)]
        kinds = {row[1] for row in ask(con, LISTED)}
        assert {"ratio-two", "unit-unknown"} <= kinds
        assert total(made, "ratios-agreed").problem_rows == 1


def test_every_kind_has_words_in_both_languages() -> None:
    for lang in (catalogue("zh"), catalogue("en")):
        assert {f"intake.link.{kind}" for kind in KINDS} <= lang.keys()
