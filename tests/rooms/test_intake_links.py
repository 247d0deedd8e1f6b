"""Hospital rows are tied to visits by number, settlement or person and day; never by guess."""

from pathlib import Path

from tests.rooms.intake_exports import (
    VISITS,
    ask,
    converted,
    rows,
    total,
    write_csv,
    write_workbook,
)

SESSION = {
    "med_list_codg": "003402000200000",
    "begntime": "2024-03-02 08:00:00",
    "endtime": "2024-03-02 08:45:00",
    "certno": "990x",
    "ipt_otp_no": "Z001",
}
TIED = "SELECT session_id, mdtrt_id, psn_no FROM trt_session ORDER BY 1"


def sessions(tmp_path: Path, visits: str, *made: dict[str, str]) -> Path:
    """Visits and sessions in one folder; sessions are numbered T0, T1, …"""
    write_csv(tmp_path / "v.csv", rows(visits))
    numbered = [{**SESSION, "session_id": f"T{n}", **row} for n, row in enumerate(made)]
    write_workbook(tmp_path / "s.xlsx", "6.1", numbered)
    return tmp_path


def test_the_number_ties_a_row_even_outside_the_stay(tmp_path: Path) -> None:
    late = {"begntime": "2024-05-01 08:00:00", "endtime": "2024-05-01 08:45:00"}
    with converted(sessions(tmp_path, VISITS, {}, late)) as (con, _):
        assert ask(con, TIED) == [("T0", "M1", "P1"), ("T1", "M1", "P1")]


def test_a_number_held_by_another_person_ties_nothing(tmp_path: Path) -> None:
    with converted(sessions(tmp_path, VISITS, {"certno": "991"})) as (con, made):
        assert ask(con, TIED) == [("T0", None, None)]
        assert total(made, "linked-to-visit").problem_rows == 1


def test_without_a_known_number_person_and_day_decide(tmp_path: Path) -> None:
    unknown = {"ipt_otp_no": "Z999"}
    away = {**unknown, "begntime": "2024-05-01 08:00:00", "endtime": "2024-05-01 08:45:00"}
    with converted(sessions(tmp_path, VISITS, unknown, away)) as (con, _):
        assert ask(con, TIED) == [("T0", "M1", "P1"), ("T1", None, None)]


def test_two_visits_of_one_number_are_told_apart_by_the_day_or_not_at_all(tmp_path: Path) -> None:
    visits = """
    mdtrt_id | psn_no | begntime   | endtime    | certno | ipt_otp_no
    M1       | P1     | 2024-03-01 | 2024-03-09 | 990X   | Z001
    M2       | P1     | 2024-04-01 | 2024-04-09 | 990X   | Z001
    """
    away = {"begntime": "2024-06-01 08:00:00", "endtime": "2024-06-01 08:45:00"}
    with converted(sessions(tmp_path, visits, {}, away)) as (con, made):
        assert ask(con, TIED) == [("T0", "M1", "P1"), ("T1", None, None)]
        linked = total(made, "linked-to-visit")
        assert (linked.numerator, linked.denominator, linked.note) == ("1", "2", "1")


def test_a_trace_code_finds_its_settlement_and_through_it_its_visit(tmp_path: Path) -> None:
    write_csv(tmp_path / "v.csv", rows(VISITS))
    settled = """
    setl_id | mdtrt_id | psn_no | medfee_sumamt | fund_pay_sumamt | medins_setl_id
    S1      | M1       | P1     | 10            | 5               | J1
    """
    write_csv(tmp_path / "s.csv", rows(settled))
    codes = """
    drug_trac_codg | medins_setl_id | scan_time
    81234          | J1             | 2024-03-05 10:00:00
    81235          | J2             | 2024-03-05 10:00:00
    """
    write_workbook(tmp_path / "t.xlsx", "7.1", rows(codes))
    with converted(tmp_path) as (con, made):
        tied = "SELECT drug_trac_codg, mdtrt_id, setl_id FROM drug_trace ORDER BY 1"
        assert ask(con, tied) == [("81234", "M1", "S1"), ("81235", None, None)]
        assert "setl_id" in made.supplied["drug_trace"]


def test_without_visits_nothing_is_tied_and_nothing_is_claimed(tmp_path: Path) -> None:
    write_workbook(tmp_path / "s.xlsx", "6.1", [{**SESSION, "session_id": "T0"}])
    with converted(tmp_path) as (con, made):
        assert ask(con, TIED) == [("T0", None, None)]
        assert "mdtrt_id" not in made.supplied["trt_session"]
        assert not [t for t in made.totals if t.name.endswith("linked-to-visit")]
