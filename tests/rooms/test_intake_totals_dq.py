"""The nine data-quality checks of the catalogue, each on exports that hold and that do not."""

import re
from dataclasses import asdict
from pathlib import Path

import pytest

import inspector.intake
from inspector.i18n import say
from inspector.i18n.catalogue import catalogue
from inspector.intake import ControlTotal, Intake
from tests.rooms.intake_exports import converted, fees, rows, total, write_csv, write_workbook

VISIT = """
mdtrt_id | psn_no | begntime   | endtime    | certno | ipt_otp_no
M1       | P1     | 2024-03-01 | 2024-03-09 | 990X   | Z001
"""
SETTLED = {
    "setl_id": "S1",
    "mdtrt_id": "M1",
    "psn_no": "P1",
    "medfee_sumamt": "10",
    "fund_pay_sumamt": "5",
    "gend": "1",
    "age": "40",
}


def numbers(found: ControlTotal) -> tuple[str, str, int]:
    """Numerator, denominator, problems."""
    return found.numerator, found.denominator, found.problem_rows


def checked(tmp_path: Path, name: str, of: str = "") -> ControlTotal:
    """The total `name` over what lies in `tmp_path`; it can be said in both languages."""
    with converted(tmp_path) as (_, made):
        found = total(made, name, of)
        facts = {key: value for key, value in asdict(found).items() if key != "name"}
        assert all(say(found.name, lang, **facts) for lang in ("zh", "en"))
        return found


def names(made: Intake) -> set[str]:
    """The totals there are."""
    return {one.name.removeprefix("intake.total.") for one in made.totals}


@pytest.mark.parametrize(
    ("cnt", "pric", "amount", "off"),
    [
        ("3", "41", "123.00", 0),
        ("3", "41", "125.00", 1),
        ("100", "0.12", "12.34", 0),
        ("100", "0.1234", "12.34", 0),
        ("100", "0.1200", "14.00", 1),
        ("-1", "10", "-10.00", 0),
        ("-1", "10", "10.00", 1),
    ],
)
def test_dq_01_quantity_times_price_is_the_amount_as_far_as_rounding_goes(
    tmp_path: Path, cnt: str, pric: str, amount: str, off: int
) -> None:
    line = {**fees("bkkp_sn\n1")[0], "cnt": cnt, "pric": pric, "det_item_fee_sumamt": amount}
    write_csv(tmp_path / "f.csv", [line])
    found = checked(tmp_path, "amounts-priced")
    assert (found.problem_rows, found.rule) == (off, "DQ-01")


def test_dq_01_a_settlement_may_be_off_by_a_cent_a_line(tmp_path: Path) -> None:
    write_csv(tmp_path / "s.csv", [{**SETTLED, "medfee_sumamt": "30.03"}])
    write_csv(tmp_path / "f.csv", fees("bkkp_sn\n1\n2\n3"))
    assert checked(tmp_path, "lines-of-settlements").problem_rows == 0
    write_csv(tmp_path / "f.csv", fees("bkkp_sn\n1\n2"))
    assert checked(tmp_path, "lines-of-settlements").problem_rows == 1


def test_dq_01_in_scope_amounts_are_held_against_the_settlement(tmp_path: Path) -> None:
    write_csv(tmp_path / "s.csv", [{**SETTLED, "inscp_amt": "8"}])
    write_csv(tmp_path / "f.csv", [{**fees("bkkp_sn\n1")[0], "inscp_amt": "9"}])
    assert numbers(checked(tmp_path, "scope-of-settlements")) == ("9.00", "8.00", 1)


@pytest.mark.parametrize(
    ("name", "parts", "off"),
    [
        ("header-scope", ("1", "2", "3", "4"), 0),
        ("header-scope", ("1", "2", "3", "5"), 1),
        ("header-own", ("3", "2"), 0),
        ("header-own", ("3", "3"), 1),
    ],
)
def test_dq_01_headers_are_held_against_customary_parts(
    tmp_path: Path, name: str, parts: tuple[str, ...], off: int
) -> None:
    scope = ("fulamt_ownpay_amt", "overlmt_selfpay", "preselfpay_amt", "inscp_amt")
    columns = scope if name == "header-scope" else ("acct_pay", "cash_payamt")
    told = dict(zip(columns, parts, strict=True))
    write_csv(tmp_path / "s.csv", [{**SETTLED, "psn_pay": "5", **told}])
    assert checked(tmp_path, name).problem_rows == off


def test_dq_02_a_refund_without_its_charge_is_counted(tmp_path: Path) -> None:
    refund = "bkkp_sn | cnt | det_item_fee_sumamt\n1 | -1 | -10"
    write_csv(tmp_path / "f.csv", fees(refund))
    found = checked(tmp_path, "refunds-paired")
    assert (*numbers(found), found.note, found.rule) == ("0", "1", 1, "-10.00", "DQ-02")


@pytest.mark.parametrize(
    ("line", "off"),
    [
        ({"fee_ocur_time": "2024-03-01 00:00:00"}, 0),
        ({"fee_ocur_time": "2024-03-09 23:59:59"}, 0),
        ({"fee_ocur_time": "2024-02-29 23:59:59"}, 1),
        ({"fee_ocur_time": "2024-03-10 00:00:00"}, 1),
        ({"fee_ocur_time": "2024-03-20 00:00:00", "dscg_tkdrug_flag": "1"}, 0),
        ({"fee_ocur_time": "2024-03-10 08:00:00", "med_list_codg": "C1401010010000100001"}, 0),
        ({"fee_ocur_time": "2024-03-11 08:00:00", "med_list_codg": "C1401010010000100001"}, 1),
    ],
)
def test_dq_03_lines_outside_their_visit_are_counted(
    tmp_path: Path, line: dict[str, str], off: int
) -> None:
    write_csv(tmp_path / "v.csv", rows(VISIT))
    write_csv(tmp_path / "f.csv", [{**fees("bkkp_sn\n1")[0], **line}])
    found = checked(tmp_path, "lines-in-visit")
    assert (found.problem_rows, found.rule) == (off, "DQ-03")


def test_dq_04_lines_uploaded_after_a_day_are_counted(tmp_path: Path) -> None:
    lines = """
    bkkp_sn | crte_time
    1       | 2024-03-02 08:00:00
    2       | 2024-03-02 08:00:01
    3       |
    """
    write_csv(tmp_path / "f.csv", fees(lines))
    found = checked(tmp_path, "lines-in-time")
    assert (*numbers(found), found.rule) == ("1", "2", 1, "DQ-04")


def test_dq_05_and_06_codes_have_their_form_and_fit_the_patient(tmp_path: Path) -> None:
    write_csv(tmp_path / "s.csv", [SETTLED])
    diagnoses = """
    setl_list_diag_id | setl_id | mdtrt_id | diag_type | diag_code
    1                 | S1      | M1       | 1         | I63.900x001
    2                 | S1      | M1       | 1         | 脑梗死
    3                 | S1      | M1       | 2         | 中风
    4                 | S1      | M1       | 1         | O80.900
    5                 | S1      | M1       | 1         | P07.300
    6                 | S1      | M1       | 1         | N40.x00
    """
    write_csv(tmp_path / "d.csv", rows(diagnoses))
    operations = """
    setl_list_oprn_id | setl_id | mdtrt_id | oprn_oprt_code
    1                 | S1      | M1       | 93.3801
    2                 | S1      | M1       | 68.4901
    3                 | S1      | M1       | 93
    """
    write_csv(tmp_path / "o.csv", rows(operations))
    assert numbers(checked(tmp_path, "codes-well-formed", "setl_list_diag_d")) == ("4", "5", 1)
    assert numbers(checked(tmp_path, "codes-well-formed", "setl_list_oprn_d")) == ("2", "3", 1)
    assert numbers(checked(tmp_path, "codes-of-sex-and-age", "setl_list_diag_d")) == ("4", "6", 2)
    found = checked(tmp_path, "codes-of-sex-and-age", "setl_list_oprn_d")
    assert (*numbers(found), found.rule) == ("2", "3", 1, "DQ-06")


@pytest.mark.parametrize(
    ("missing", "gaps"),
    [
        (range(0), 0),
        (range(10, 15), 0),
        (range(10, 16), 1),
        (range(60, 70), 1),
        (range(10, 200), 1),
        ([*range(10, 16), *range(64, 80), *range(300, 306)], 3),
    ],
)
def test_dq_07_long_gaps_in_a_series_are_counted(
    tmp_path: Path, missing: "range | list[int]", gaps: int
) -> None:
    there = [n for n in range(400) if n not in missing]
    lines = [{**fees("bkkp_sn\n1")[0], "bkkp_sn": f"F{n + 1000}"} for n in there]
    write_csv(tmp_path / "f.csv", lines)
    found = checked(tmp_path, "numbers-without-gap")
    assert numbers(found) == (str(len(there)), "400", gaps)
    assert (found.note, found.rule) == ("0", "DQ-07")


def test_dq_07_numbers_drawn_from_a_wider_pool_are_no_series(tmp_path: Path) -> None:
    lines = [{**fees("bkkp_sn\n1")[0], "bkkp_sn": str(n * 1000 + 100_000)} for n in range(40)]
    write_csv(tmp_path / "f.csv", lines)
    with converted(tmp_path) as (_, made):
        assert "numbers-without-gap" not in names(made)


def test_dq_07_an_invoice_used_twice_is_told(tmp_path: Path) -> None:
    made = [
        {**SETTLED, "setl_id": f"S{n}", "invono": f"{max(n, 101)}", "setl_time": "2024-03-01"}
        for n in range(100, 130)
    ]
    write_csv(tmp_path / "s.csv", made)
    assert checked(tmp_path, "numbers-without-gap", "setl_d").note == "1"


@pytest.mark.parametrize(("patients", "records", "found"), [(10, 30, 30), (9, 36, 0), (10, 20, 0)])
def test_dq_08_many_patients_in_one_moment_by_one_hand(
    tmp_path: Path, patients: int, records: int, found: int
) -> None:
    made = [
        {
            "session_id": f"T{n}",
            "certno": f"P{n % patients}",
            "ipt_otp_no": f"Z{n % patients}",
            "med_list_codg": "003402000200000",
            "begntime": "2024-03-02 08:00:01",
            "endtime": "2024-03-02 08:45:00",
            "staff_code": "K1",
        }
        for n in range(records)
    ]
    write_workbook(tmp_path / "t.xlsx", "6.1", made)
    told = checked(tmp_path, "records-one-by-one")
    assert (told.problem_rows, told.rule) == (found, "DQ-08")


def test_dq_09_a_table_that_ends_before_the_fee_lines_lacks_months(tmp_path: Path) -> None:
    write_csv(tmp_path / "v.csv", rows(VISIT))
    write_csv(tmp_path / "f.csv", fees("bkkp_sn | fee_ocur_time\n1 | 2024-02-01\n2 | 2024-05-01"))
    found = checked(tmp_path, "months-with-rows", "mdtrt_d")
    assert (*numbers(found), found.rule) == ("1", "4", 3, "DQ-09")


def test_dq_09_lines_of_unknown_visits_and_empty_columns_are_told(tmp_path: Path) -> None:
    write_csv(tmp_path / "v.csv", rows(VISIT))
    lines = "bkkp_sn | mdtrt_id | setl_id\n1 | M1 | S1\n2 | M7 | \n3 | M7 | "
    write_csv(tmp_path / "f.csv", fees(lines))
    assert numbers(checked(tmp_path, "visits-known", "fee_list_d")) == ("1", "3", 2)
    told = checked(tmp_path, "columns-filled")
    assert "fee_list_d.setl_id" in told.note.split(", ")
    assert "mdtrt_d.certno" not in told.note.split(", ")


def test_every_total_has_a_sentence_in_both_languages() -> None:
    source = "".join(
        path.read_text("utf-8")
        for path in sorted(Path(inspector.intake.__file__).parent.glob("totals/*.py"))
    )
    named = set(
        re.findall(r'(?:total|_lines_of|_tied)\(\s*(?:on, )?(?:owner, )?"([a-z-]+)"', source)
    )
    assert len(named) > 15
    for lang in (catalogue("zh"), catalogue("en")):
        assert {f"intake.total.{name}" for name in named} <= lang.keys()
