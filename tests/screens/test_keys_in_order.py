"""Keys given faster than the screen follows take effect one by one, in the order given."""

from decimal import Decimal

from textual.events import Key
from textual.widgets import Input, OptionList

from tests.screens.driving import Desk, at_the_desk
from tests.screens.made_up import MadeUpSteps


async def burst(desk: Desk, *keys: str) -> None:
    """All of them before the program has looked at the first."""
    for key in keys:
        desk.app.post_message(Key(key, key if len(key) == 1 else None))
    await desk.settle()


async def test_enter_right_behind_an_amount_records_the_whole_amount() -> None:
    made = MadeUpSteps()
    async with at_the_desk(made) as desk:
        await desk.press("3", "c")
        desk.app.screen.query_one("#amount", Input).value = ""
        await burst(desk, *"12", "backspace", *"3.5", "enter")
        assert [act[2] for act in made.acts] == [Decimal("13.50")]


async def test_keys_behind_enter_belong_to_the_screen_below_not_to_the_amount() -> None:
    made = MadeUpSteps()
    async with at_the_desk(made) as desk:
        await desk.press("3", "c")
        desk.app.screen.query_one("#amount", Input).value = ""
        await burst(desk, *"1", "enter", "5")
        assert [act[2] for act in made.acts] == [Decimal("1.00")]
        assert desk.app.current_mode == "query"


async def test_a_dialog_and_its_answer_can_be_typed_ahead() -> None:
    made = MadeUpSteps()
    async with at_the_desk(made) as desk:
        await desk.press("3")
        await burst(desk, "x", "2", "enter")
        assert [act[2] for act in made.acts] == [made.reasons()[1].code]
        assert not desk.app.screen.query(OptionList)


async def test_keys_go_on_after_a_screen_left_with_one_under_way() -> None:
    async with at_the_desk() as desk:
        await desk.press("3")
        await burst(desk, *["c", "escape"] * 3, "2")
        assert desk.app.current_mode == "rules"
