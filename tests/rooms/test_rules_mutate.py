"""A change to a rule that its cases do not notice is listed, with where it stands."""

from pathlib import Path

import pytest
import typer

from inspector import shipped
from inspector.cli.rules_written import print_scores
from inspector.errors import RuleFileInvalid
from inspector.rules import Score, load_pack, mutate
from inspector.rules.mutate import mutants
from inspector.workspace import blank_engine
from tests.rooms.rules_made_up import CASES, RULE, write_pack

TWO_CASES = "[[case]]".join(CASES.split("[[case]]")[:2])


def score(folder: Path) -> Score:
    pack = load_pack(folder)
    return mutate(pack.rules[0], pack, blank_engine)


def changes(folder: Path, before: str, after: str) -> set[str]:
    rule = load_pack(write_pack(folder, rule=RULE.replace(before, after))).rules[0]
    return {mutant.change for mutant in mutants(rule)}


def test_cases_that_look_closely_notice_a_flipped_comparison(tmp_path: Path) -> None:
    survived = {mutant.change for mutant in score(write_pack(tmp_path)).survived}
    assert not any(change.startswith("flip: f.cnt >") for change in survived)


def test_without_the_border_case_the_flip_is_listed_with_its_line(tmp_path: Path) -> None:
    folder = write_pack(tmp_path, cases=TWO_CASES)
    found = {mutant.change: mutant.line for mutant in score(folder).survived}
    text = (folder / "charging" / "more_a_day.sql").read_text("utf-8").splitlines()
    line = next(n for n, words in enumerate(text, 1) if words.startswith("WHERE"))
    assert found["flip: f.cnt > k.limit_cnt + $spare => f.cnt >= k.limit_cnt + $spare"] == line


def test_what_cannot_change_an_answer_is_listed_with_its_reason(tmp_path: Path) -> None:
    (first, *_) = score(write_pack(tmp_path / "a", cases=TWO_CASES)).survived
    told = f"\n[[equivalent]]\nchange = '{first.change}'\nreason = 'seen'\n"
    after = score(write_pack(tmp_path / "b", cases=TWO_CASES + told))
    assert first.change not in {mutant.change for mutant in after.survived}
    assert after.equivalent >= 1 and after.stale == ()


def test_a_change_listed_that_a_case_notices_is_stale(tmp_path: Path) -> None:
    told = "\n[[equivalent]]\nchange = 'flip: a => b'\nreason = 'none'\n"
    assert len(score(write_pack(tmp_path, cases=CASES + told)).stale) == 1


def test_a_change_listed_without_a_reason_is_refused(tmp_path: Path) -> None:
    folder = write_pack(tmp_path, cases=CASES + "\n[[equivalent]]\nchange = 'x'\n")
    with pytest.raises(RuleFileInvalid):
        load_pack(folder)


def test_which_of_several_names_stands_for_a_group_is_no_change(tmp_path: Path) -> None:
    line = "f.bkkp_sn AS bkkp_sn,"
    names = "MAX(f.medins_list_name) OVER () AS name, MAX(coalesce(f.setl_id, f.mdtrt_id)) OVER ()"
    assert not any("swap" in change for change in changes(tmp_path, line, f"{line} {names},"))


def test_the_order_of_months_and_whether_there_are_several_are_changes(tmp_path: Path) -> None:
    line, text = "f.bkkp_sn AS bkkp_sn,", "MIN(f.setl_id) OVER () <> MAX(f.setl_id) OVER ()"
    assert "swap: MIN(month) => MAX(month)" in changes(
        tmp_path / "a", line, f"{line} MIN(month) OVER (),"
    )
    assert "swap: MIN(f.setl_id) => MAX(f.setl_id)" in changes(
        tmp_path / "b", line, f"{line} {text},"
    )


def test_what_a_comparison_beside_it_says_too_is_not_left_out(tmp_path: Path) -> None:
    line = "WHERE f.cnt > k.limit_cnt + $spare"
    made = changes(tmp_path, line, f"{line} AND f.cnt IS NOT NULL AND f.setl_id IS NOT NULL")
    assert "drop: NOT f.setl_id IS NULL => " in made
    assert "drop: NOT f.cnt IS NULL => " not in made


def test_the_author_is_told_where_it_stands_and_which_case_is_wanted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_pack(tmp_path, cases=TWO_CASES)
    with pytest.raises(typer.Exit):
        print_scores([folder], ())
    lines = capsys.readouterr().out.splitlines()
    at = next(n for n, line in enumerate(lines) if "flip: f.cnt > k.limit_cnt" in line)
    assert "more_a_day.sql:" in lines[at]
    assert "正好在界上" in lines[at + 1] or "exactly at the limit" in lines[at + 1]


@pytest.mark.heavy
def test_what_a_shipped_rule_names_as_no_change_of_its_answers_is_a_change_still_tried() -> None:
    packs = [
        load_pack(file.parent) for file in sorted(shipped.folder("rulepacks").glob("*/pack.toml"))
    ]
    gone = [
        (rule.id, named.change)
        for pack in packs
        for rule in pack.rules
        if rule.equivalent
        for named in rule.equivalent
        if named.change not in {mutant.change for mutant in mutants(rule)}
    ]
    assert gone == []
