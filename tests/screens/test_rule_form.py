"""A rule written on site at the screen: pick a template, fill it in, look at it, keep it."""

from textual.widgets import Input

from inspector.i18n import speak
from inspector.rules import Draft, Question
from inspector.tui.screens.query import QueryScreen
from inspector.tui.screens.rule_choice import PresetDialog
from inspector.tui.screens.rule_form import RuleForm
from inspector.tui.screens.rule_question import QuestionForm
from inspector.tui.screens.rules import RulesScreen
from inspector.tui.widgets.sql_area import SqlArea
from tests.screens.driving import Desk, at_the_desk
from tests.screens.made_up import ITEM, MadeUpSteps


async def fill(desk: Desk) -> None:
    """The form of limit-per-period: a title, a limit, and the one item found by its name."""
    await desk.press("2", "n", "down", "down", "down", "enter")
    await desk.type("every day")
    desk.app.screen.query_one("#value-limit", Input).value = "1"
    desk.app.screen.query_one("#search", Input).value = "运动"
    desk.table.focus()
    await desk.settle()
    assert (len(desk.table.rows), desk.cells(0)[1]) == (1, ITEM)
    await desk.press("enter")
    assert desk.cells(0)[0] == "+"


async def test_every_template_is_offered_with_one_sentence() -> None:
    async with at_the_desk() as desk:
        await desk.press("2", "n")
        assert isinstance(desk.app.screen, PresetDialog)
        await desk.press("escape")
        assert isinstance(desk.app.screen, RulesScreen)


async def test_a_form_is_tried_then_kept_as_it_was_tried() -> None:
    steps = MadeUpSteps()
    async with at_the_desk(steps) as desk:
        await fill(desk)
        await desk.press("f5")
        told = desk.text("#told")
        assert "2 个疑点，76.00 元" in told and "种子 7" in told and "康复医学科 2" in told
        await desk.press("f2")
        assert isinstance(desk.app.screen, RulesScreen)
        assert any("现场-01" in note for note in desk.notices())
    tried, kept = steps.acts
    assert (tried[0], kept[0]) == ("dry-run", "keep-rule") and tried[1] == kept[1]
    draft = kept[1]
    assert (draft.preset, draft.title, draft.values) == (
        "limit-per-period",
        "every day",
        {"limit": "1"},
    )
    assert [item.code for item in draft.items] == [ITEM]
    assert draft.slots == {"period": "day", "who": "person", "measure": "count"}


async def test_what_was_not_tried_as_it_stands_is_not_kept() -> None:
    steps = MadeUpSteps()
    async with at_the_desk(steps) as desk:
        await fill(desk)
        await desk.press("f2")
        assert not steps.acts
        await desk.press("f5")
        desk.app.screen.query_one("#value-limit", Input).value = "9"
        await desk.press("f2")
        assert isinstance(desk.app.screen, RuleForm)
    assert [act[0] for act in steps.acts] == ["dry-run"]


async def test_a_rule_that_is_kept_is_changed_in_its_own_form() -> None:
    steps = MadeUpSteps()
    async with at_the_desk(steps) as desk:
        await fill(desk)
        await desk.press("f5", "f2", "n", "end", "enter")
        screen = desk.app.screen
        assert isinstance(screen, RuleForm) and screen.rule == "现场-01"
        assert screen.draft() == steps.written["现场-01"]
        screen.query_one("#value-limit", Input).value = "3"
        await desk.press("f5", "f2")
        assert isinstance(desk.app.screen, RulesScreen)
    assert [act[0] for act in steps.acts[2:]] == ["dry-run", "keep-rule"]
    changed = steps.written["现场-01"]
    assert isinstance(changed, Draft) and changed.values == {"limit": "3"}


async def test_a_rule_is_withdrawn_with_a_reason_and_not_without() -> None:
    steps = MadeUpSteps()
    async with at_the_desk(steps) as desk:
        await fill(desk)
        await desk.press("f8", "f5", "f2", "n", "end", "enter", "f8", "enter")
        assert isinstance(desk.app.screen, RuleForm) and steps.written
        await desk.press("f8")
        await desk.type("a permit")
        await desk.press("enter")
        assert isinstance(desk.app.screen, RulesScreen) and not steps.written
    assert steps.acts[-1] == ("retire-rule", "现场-01", "a permit")


async def test_a_question_is_saved_as_a_rule_and_changed_in_its_own_form() -> None:
    steps = MadeUpSteps()
    async with at_the_desk(steps) as desk:
        await desk.press("5")
        desk.app.screen.query_one(SqlArea).text = "SELECT bkkp_sn, $most AS most FROM fee_net"
        await desk.press("f4")
        await desk.type("3")
        await desk.press("enter")
        screen = desk.app.screen
        assert isinstance(screen, QuestionForm)
        for field, text in (("title", "too many"), ("unit", "bkkp_sn，most"), ("basis", "a; b")):
            screen.query_one(f"#{field}", Input).value = text
        await desk.press("f2")
        assert not steps.acts, "nothing is kept untried"
        await desk.press("f5", "f2")
        assert isinstance(desk.app.screen, QueryScreen)
        saved = Question(
            "",
            "SELECT bkkp_sn, '3' AS most FROM fee_net",
            "too many",
            ("bkkp_sn", "most"),
            basis=("a", "b"),
        )
        assert steps.written == {"现场-01": saved}
        await desk.press("escape", "2", "n", "end", "enter")
        again = desk.app.screen
        assert isinstance(again, QuestionForm) and again.draft() == saved
        again.query_one("#amount", Input).value = "most"
        await desk.press("f5", "f2")
    assert [act[0] for act in steps.acts] == ["dry-run", "keep-rule"] * 2
    changed = steps.written["现场-01"]
    assert isinstance(changed, Question) and changed.amount == "most"


async def test_what_fails_on_the_case_is_not_kept() -> None:
    steps = MadeUpSteps(fails=True)
    async with at_the_desk(steps) as desk:
        await desk.press("5", "f4")
        desk.app.screen.query_one("#title", Input).value = "too many"
        await desk.press("f5", "f2")
        assert isinstance(desk.app.screen, QuestionForm) and "不能写入" in desk.text("#told")
    assert [act[0] for act in steps.acts] == ["dry-run"]


async def test_who_only_reads_is_told_so() -> None:
    steps = MadeUpSteps(writes=False)
    async with at_the_desk(steps) as desk:
        await desk.press("2", "n")
        assert isinstance(desk.app.screen, RulesScreen) and desk.notices()


async def test_the_form_speaks_english_too() -> None:
    speak("en")
    async with at_the_desk() as desk:
        await fill(desk)
        await desk.press("f5")
        assert "2 hits, 76.00 yuan" in desk.text("#told")
