"""Lint finds every problem of a pack at once, each on its line."""

from pathlib import Path

import pytest

from inspector.errors import RuleFileInvalid
from inspector.rules import lint, load_pack
from tests.rooms.rules_made_up import CASES, RULE, write_pack

ORDER = "ORDER BY mdtrt_id, med_list_codg, bkkp_sn\n"


def checks(folder: Path) -> list[tuple[str, int]]:
    return [(problem.check, problem.line) for problem in lint(load_pack(folder))]


def test_a_sound_pack_has_no_problem(tmp_path: Path) -> None:
    assert checks(write_pack(tmp_path)) == []


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ('basis    = ["《条例》第三十八条"]', "basis    = []", [("no-basis", 6)]),
        ('evidence  = ["order"]', "evidence  = []", [("no-evidence", 13)]),
        ('title.en = "More than allowed a day"', 'title.en = " "', [("no-title", 3)]),
        (" + $spare", "", [("param-unused", 23)]),
        ("$spare", "$spare + $more", [("param-unknown", 30)]),
        ("   # how many more are forgiven, times; made up", "", [("param-bare", 23)]),
        ("FROM fee_net AS", "FROM fee_list_d AS", None),
        ('knowledge = ["limit_per_day"]\n', "", [("table-undeclared", 18)]),
        ('["bkkp_sn", "mdtrt_id"', '["bkkp_sn", "colour"', [("column-unknown", 20)]),
        (ORDER, "", [("no-order", 30)]),
        (ORDER, "ORDER BY mdtrt_id, bkkp_sn\n", [("order-partial", 31)]),
        (ORDER, "ORDER BY mdtrt_id, med_list_codg\n", [("order-partial", 31)]),
        ("{med_list_codg} 多收", "{colour} 多收", [("placeholder", 16)]),
        ("f.cnt > ", "date_diff('day', f.a, f.b) > ", [("not-portable", 30)]),
        ("f.cnt > ", "f.cnt // 2 > ", [("not-portable", 30)]),
        ("f.cnt > ", "f.mdtrt_id ~ 'x' AND f.cnt > ", [("not-portable", 30)]),
        ("f.cnt > ", "isodow(f.fee_ocur_time) > 1 AND f.cnt > ", [("not-portable", 30)]),
        ("f.cnt > ", "now() > f.fee_ocur_time AND f.cnt > ", [("not-portable", 30)]),
        ("f.cnt > ", "jaccard(f.mdtrt_id, f.bkkp_sn) > 0 AND f.cnt > ", [("not-portable", 30)]),
        (
            "f.cnt > ",
            "strptime(f.mdtrt_id, f.bkkp_sn) < f.fee_ocur_time AND f.cnt > ",
            [("not-portable", 30)],
        ),
        ("f.cnt > ", "f.cnt::INT > ", [("not-portable", 30)]),
        ("FROM fee_net AS f\nJOIN", "FROM fee_net AS f\nASOF JOIN", [("not-portable", 29)]),
    ],
)
def test_each_fault_of_a_rule_is_found_on_its_line(
    tmp_path: Path, old: str, new: str, found: list[tuple[str, int]] | None
) -> None:
    assert old in RULE
    got = checks(write_pack(tmp_path, rule=RULE.replace(old, new)))
    if found is None:
        assert {"raw-fee", "table-undeclared", "table-unused"} == {check for check, _ in got}
    else:
        assert got == found


@pytest.mark.parametrize(
    ("old", "new", "check"),
    [
        ('kind = "border"', 'kind = "hit"', {"no-case", "case-hits-none"}),
        ('clears = "two patients"', 'clears = "x"', {"no-case-for", "case-clears-unknown"}),
        ('kind = "refund"', 'kind = "border"', {"no-case"}),
        ('kind = "hit"', 'kind = "border"', {"no-case", "case-hits-some"}),
    ],
)
def test_each_fault_of_the_cases_is_found(
    tmp_path: Path, old: str, new: str, check: set[str]
) -> None:
    found = checks(write_pack(tmp_path, cases=CASES.replace(old, new)))
    assert {name for name, _ in found} == check


def test_date_diff_over_dates_is_portable_and_comments_are_not_read(tmp_path: Path) -> None:
    dates = (
        "date_diff('day', CAST(f.a AS DATE), CAST(f.b AS DATE)) > 1 -- a // b ~ c\n  AND f.cnt > "
    )
    assert checks(write_pack(tmp_path, rule=RULE.replace("f.cnt > ", dates))) == []


def test_one_id_in_two_files_and_many_faults_are_told_together(tmp_path: Path) -> None:
    write_pack(tmp_path, rule=RULE.replace(" + $spare", "").replace('["order"]', "[]"))
    copy = tmp_path / "charging" / "the_same.sql"
    copy.write_text(RULE, "utf-8")
    found = {check for check, _ in checks(tmp_path)}
    assert {"id-twice", "param-unused", "no-evidence", "no-case", "no-case-for"} <= found


def test_what_a_rule_sees_whole_is_among_what_it_needs(tmp_path: Path) -> None:
    text = RULE.replace("unit      =", 'whole     = ["mdtrt_d"]\nunit      =')
    assert {check for check, _ in checks(write_pack(tmp_path, rule=text))} == {"whole-unneeded"}


def test_a_problem_can_be_raised(tmp_path: Path) -> None:
    folder = write_pack(tmp_path, rule=RULE.replace('["order"]', "[]"))
    (problem,) = lint(load_pack(folder))
    error = problem.as_error()
    assert isinstance(error, RuleFileInvalid)
    assert error.facts["line"] == problem.line == 13
