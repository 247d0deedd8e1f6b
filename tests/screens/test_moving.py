"""Findings taken on from the findings screen: what is offered, what is asked, and taking back."""

from decimal import Decimal

from textual.widgets import Input, OptionList

from inspector.i18n import say
from inspector.tui.needs import MoveWords
from tests.screens.driving import at_the_desk
from tests.screens.made_up import MadeUpFinding, MadeUpSteps


def steps(*states: str) -> MadeUpSteps:
    found = {
        f"{number:016x}": MadeUpFinding(f"{number:016x}", "RB4-01", Decimal("41.00"), state)
        for number, state in enumerate(states)
    }
    return MadeUpSteps(found=found)


async def test_a_finding_tells_its_state_and_what_can_be_done_now() -> None:
    async with at_the_desk(steps("suspected"), size=(120, 40)) as desk:
        await desk.press("4")
        assert say("findings.state.suspected") in desk.cells(0)[0]
        assert say("findings.act.take-up") in desk.text("#about")
        assert say("findings.act.transfer") not in desk.text("#about")


async def test_m_offers_the_next_states_by_number_and_takes_the_marked_findings_there() -> None:
    made = steps("suspected", "suspected")
    async with at_the_desk(made) as desk:
        await desk.press("4", "space", "down", "space", "m", "2")
        assert desk.app.screen.query_one(OptionList).highlighted == 1
        desk.app.screen.query_one("#note", Input).value = "先看病历"
        await desk.press("enter")
        words = MoveWords(note="先看病历", voucher="先看病历")
        assert made.acts == [("move", tuple(sorted(made.found)), "verifying", words)]
        assert say("findings.state.verifying") in desk.cells(0)[0]


async def test_in_part_asks_for_the_amount_and_unfounded_for_the_reason() -> None:
    made = steps("suspected")
    async with at_the_desk(made) as desk:
        await desk.press("4", "m", "3", "enter")
        desk.app.screen.query_one("#amount", Input).value = "20"
        await desk.press("enter")
        [(_, _, state, words)] = made.acts
        assert (state, words.amount) == ("partly", Decimal("20.00"))
    made = steps("suspected")
    async with at_the_desk(made) as desk:
        await desk.press("4", "m", "4", "enter", "2", "enter")
        [(_, _, state, words)] = made.acts
        assert (state, words.reason) == ("unfounded", "clinically-justified")


async def test_u_takes_back_and_where_nothing_can_be_done_nothing_is_asked() -> None:
    made = steps("closed")
    async with at_the_desk(made) as desk:
        await desk.press("4", "m")
        assert not desk.app.screen.query(OptionList)
        await desk.press("u")
        assert made.acts == [("undo",)]
