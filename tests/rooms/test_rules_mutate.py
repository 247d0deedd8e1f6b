"""A change to a rule that its cases do not notice is listed, with where it stands."""

from pathlib import Path

import pytest

from inspector.errors import RuleFileInvalid
from inspector.rules import Score, load_pack, mutate
from inspector.workspace import blank_engine
from tests.rooms.rules_made_up import CASES, write_pack

TWO_CASES = "[[case]]".join(CASES.split("[[case]]")[:2])


def score(folder: Path) -> Score:
    pack = load_pack(folder)
    return mutate(pack.rules[0], pack, blank_engine)


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
