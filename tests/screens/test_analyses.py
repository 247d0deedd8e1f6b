"""Analyses at the screens: run with changed values, kept, and never more than a clue."""

from tests.screens.driving import at_the_desk
from tests.screens.made_up_studies import USE


async def test_an_analysis_is_run_with_changed_values_and_shown_with_what_it_may_be_used_for() -> (
    None
):
    async with at_the_desk() as desk:
        await desk.press("6", "c", "enter", "tab", "end", "backspace")
        await desk.type("9")
        await desk.press("enter")
        assert desk.steps.acts == [("analysis", "peers", {"least": "9"})]
        assert desk.cells(0) == ("李**", "3.6")
        told = desk.text("#about")
        for part in (USE["zh"], "比较 42 名", "中位数 12.5", "z = …", "7"):
            assert part in told
        assert any("已记入案卷" in one for one in desk.notices())


async def test_what_was_run_before_is_listed_and_opens_again() -> None:
    async with at_the_desk() as desk:
        await desk.press("6", "c", "enter", "enter", "escape")
        assert desk.cells(1) == ("- 与同行[b]相比", "42", "1")
        await desk.press("down", "enter")
        assert len(desk.steps.acts) == 1
        assert desk.cells(0) == ("李**", "3.6")
        await desk.press("enter", "escape", "escape", "escape")
        assert desk.app.current_mode == "sampling"
