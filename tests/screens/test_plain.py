"""Without a screen: lines are printed, numbers are typed, and the same steps are done."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from decimal import Decimal

import pytest

from inspector.i18n import speak
from inspector.tui.plain import open_plain
from inspector.tui.plain.desk import sit
from inspector.tui.plain.talk import Talk
from tests.screens.conftest import RealCase
from tests.screens.made_up import MadeUpSteps


def typed(answers: Sequence[str]) -> Callable[[str], str]:
    left: Iterator[str] = iter(answers)

    def read(prompt: str) -> str:
        told = next(left, None)
        if told is None:
            raise EOFError
        return told

    return read


def read_out(answers: str, steps: MadeUpSteps | None = None) -> tuple[MadeUpSteps, str]:
    """What is printed when these answers are typed, one a word (`.` is Enter alone)."""
    steps = steps or MadeUpSteps()
    told: list[str] = []
    words = ["" if word == "." else word for word in answers.split()]
    with suppress(EOFError):
        sit(Talk(told.append, typed(words)), steps)
    return steps, "\n".join(told)


def test_the_overview_is_read_first_with_what_to_do_next() -> None:
    _, told = read_out("0")
    assert "康宁康复医院" in told and "按 3 到疑点页" in told
    assert "结算  setl_d: 38,112" in told
    assert told.endswith("1. 总览\n2. 规则\n3. 疑点\n4. 发现\n0. 返回")


def test_a_hit_is_confirmed_at_another_amount_by_the_article_that_was_picked() -> None:
    steps, told = read_out("3 1 1 50 2 checked 0 0 4 0 0")
    [(act, hits, amount, basis, note)] = steps.acts
    assert (act, len(hits), amount, note) == ("confirm", 1, Decimal("50.00"), "checked")
    assert basis == "2021年版项目规范 运动疗法"
    assert "同一患者同一天收了 2 次" in told
    assert "属实 JC-02 收取天数超过住院天数的床位费 50.00 元" in told


def test_a_hit_is_excluded_for_a_reason_and_one_that_wants_a_note_is_not_without() -> None:
    steps, told = read_out("3 2 2 3 . 2 1 . 0 0 0")
    assert [act[0] for act in steps.acts] == ["reject"]
    assert "这个理由须写明说明。" in told and "已经退费" in told


def test_a_note_is_kept_and_the_next_hit_is_one_number_away() -> None:
    steps, _ = read_out("3 1 6 3 seen 0 0 0")
    assert steps.acts == [("annotate", (f"{38:016x}",), "seen")]


def test_a_long_list_is_read_page_by_page_and_a_wrong_number_is_told() -> None:
    _, told = read_out("3 . . 99 0 0")
    assert "第 21 到 30 条，共 40 条" in told
    assert "请输入 0 到 40 之间的数字。" in told


def test_the_hits_of_a_rule_and_the_lines_and_the_person_of_a_hit_are_read() -> None:
    steps, told = read_out("2 1 1 1 1 4 5 0 0 0 0 0")
    assert "- 发生时间 2024-03-" in told and "运动疗法" in told
    assert not steps.acts or steps.acts[0][0] == "person"


def test_a_case_open_for_reading_is_not_written_to() -> None:
    steps, told = read_out("3 1 1 0 0 0", MadeUpSteps(writes=False))
    assert not steps.acts and "案卷是只读打开的" in told


def test_a_refusal_is_told_and_the_hit_is_still_there() -> None:
    steps, told = read_out("3 1 1 . 1 . 0 0 0", MadeUpSteps(role="contractor"))
    assert not steps.acts and told.count("要做什么") == 2


def test_no_line_holds_a_control_character_or_a_cursor_movement() -> None:
    speak("en")
    _, told = read_out("2 1 1 0 0 3 1 0 0 4 0 0", MadeUpSteps(institution="\x1b[2J医院"))
    assert all(line.isprintable() for line in told.split("\n"))


@pytest.mark.heavy
@pytest.mark.xdist_group("real-case")
def test_a_real_case_is_read_out_and_a_hit_confirmed(checked: RealCase) -> None:
    told: list[str] = []
    answers = ["3", "1", "1", "", "1", "", "0", "0", "4", "0", "0"]
    assert open_plain(checked.folder, lambda: checked.lead, told.append, typed(answers)) == 0
    assert any(line.startswith("1. 属实 ") for line in told)
