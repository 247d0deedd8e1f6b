"""Samples go from plan to appraisal at the screen; from any row a person is one key away."""

from pathlib import Path
from typing import Any

from inspector.tui.screens.person import PersonScreen
from inspector.tui.screens.record import RecordScreen
from tests.screens.driving import Desk, at_the_desk
from tests.screens.made_up import MadeUpSteps


def last(desk: Desk) -> tuple[Any, ...]:
    """What was called last."""
    return desk.steps.acts[-1]


async def test_a_sample_goes_from_plan_to_appraisal() -> None:
    async with at_the_desk() as desk:
        await desk.press("6")
        assert "按 n" in desk.text("#about") or "（n）" in desk.text("#about")
        await desk.press("n", "enter")
        (_, plan) = last(desk)
        assert (plan.kind, plan.key, plan.size) == ("attribute", "setl_id", 60)
        assert desk.cells(0)[0] == "3fa9c0de" and desk.cells(0)[-1].strip() == "已计划"
        await desk.press("d")
        await desk.type("426135")
        await desk.press("enter")
        assert last(desk) == ("draw", "3fa9c0de", "426135")
        assert desk.cells(0)[-1].strip() == "已抽"
        assert "426135" in desk.text("#about")
        await desk.press("v")
        assert any("一致" in told for told in desk.notices())
        await desk.press("w", "enter")
        assert last(desk) == ("worksheet", "3fa9c0de", Path("3fa9c0de.xlsx"))
        await desk.press("a", "enter")
        assert last(desk) == ("appraise", "3fa9c0de", None)
        assert "处罚须逐笔查实" in desk.text("#about")
        await desk.press("enter")
        assert isinstance(desk.app.screen, RecordScreen)
        assert ("2", "S[b]2") in desk.app.screen.values


async def test_a_supervisor_looks_on() -> None:
    async with at_the_desk(MadeUpSteps(role="supervisor")) as desk:
        await desk.press("6", "n")
        assert desk.steps.acts == []


async def test_everything_about_the_person_of_a_row_is_one_key_away() -> None:
    async with at_the_desk() as desk:
        await desk.press("5", "f5")
        desk.app.screen.answer.rows[0] = ("张**", "人-7F3K2QXA", 1, None)  # type: ignore[attr-defined]
        await desk.press("escape", "t")
        assert isinstance(desk.app.screen, PersonScreen)
        assert last(desk) == ("person", "人-7F3K2QXA")
        assert desk.cells(0)[:3] == ("2024-03-01", "09:30–10:30", "治疗")
        await desk.press("escape")
        assert not isinstance(desk.app.screen, PersonScreen)
