"""A rule whose cases do not hold is found out before it sees anybody's data."""

from pathlib import Path

import pytest

from inspector.rules import load_pack, try_rule
from inspector.workspace import blank_engine
from tests.rooms.rules_made_up import CASES, RULE, write_pack


def results(folder: Path, rule: str = RULE, cases: str = CASES) -> list[tuple[str, str, bool]]:
    pack = load_pack(write_pack(folder, rule=rule, cases=cases))
    return [(r.expected, r.got, r.ok) for r in try_rule(pack.rules[0], pack, blank_engine)]


def test_sound_cases_hold(tmp_path: Path) -> None:
    assert results(tmp_path) == [
        ("1", "1", True),
        ("0", "0", True),
        ("0", "0", True),
        ("0", "0", True),
        ("not_run", "not_run", True),
    ]


@pytest.mark.parametrize(
    ("rule", "broken"),
    [
        (RULE.replace("f.cnt > ", "f.cnt >= "), [1, 2, 3]),
        (RULE.replace("f.cnt - k.limit_cnt", "f.cnt"), [0]),
        (RULE.replace("f.cnt > ", "f.cnt > 99 + "), [0]),
        (RULE.replace("f.cnt AS cnt", "f.nothing AS cnt"), [0, 1, 2, 3]),
        (RULE.replace("AS amount", "AS money"), [0]),
    ],
)
def test_a_broken_rule_fails_its_own_cases(tmp_path: Path, rule: str, broken: list[int]) -> None:
    done = results(tmp_path, rule)
    assert [number for number, (_, _, ok) in enumerate(done) if not ok] == broken


def test_as_many_rows_of_another_content_do_not_pass_for_the_promised_ones(tmp_path: Path) -> None:
    expected, got, ok = results(tmp_path, cases=CASES.replace("20.00", "20.01"))[0]
    assert (expected, got, ok) == ("1", "1*", False)


def test_a_case_that_should_not_run_and_runs_is_broken(tmp_path: Path) -> None:
    lines = CASES.replace(
        'missing = ["fee_list_d"]',
        "fee_list_d = '''\nbkkp_sn | mdtrt_id | med_list_codg | cnt\nF1 | M1 | A1 | 1\n'''",
    )
    assert results(tmp_path, cases=lines)[-1] == ("not_run", "0", False)


def test_a_case_may_bring_its_own_knowledge_and_parameters(tmp_path: Path) -> None:
    own = """
[[case]]
name = "a limit of two, one more forgiven"
kind = "hit"
params = { spare = 1 }
limit_per_day = '''
med_list_codg | limit_cnt | source
A1            | 2         | case
'''
fee_list_d = '''
bkkp_sn | mdtrt_id | med_list_codg | fee_ocur_time | cnt | det_item_fee_sumamt
F1      | M1       | A1            | 2024-03-01    | 3   | 30.00
F2      | M2       | A1            | 2024-03-01    | 4   | 40.00
'''
hits = '''
bkkp_sn | cnt_allowed | amount | occurred_on
F2      | 2           | 20.00  | 2024-03-01
'''
"""
    assert results(tmp_path, cases=own) == [("1", "1", True)]
