"""What a person does at the screens, key by key."""

from decimal import Decimal
from threading import Event

from textual.command import CommandList
from textual.widgets import Static

from inspector.errors import CaseLocked, PassphraseWrong
from inspector.i18n import explain
from inspector.tui.app import InspectorApp
from inspector.tui.needs import Steps
from inspector.tui.screens.hit import HitScreen
from inspector.tui.screens.opening import OpeningScreen
from inspector.tui.screens.overview import OverviewScreen
from inspector.tui.screens.welcome import WelcomeScreen
from inspector.tui.widgets.lines import CaseLine
from inspector.tui.widgets.paged_table import PagedTable
from tests.screens.driving import at_the_desk
from tests.screens.made_up import MadeUpSteps, hit_rows
from tests.screens.settling import settled, until


def header(app: InspectorApp) -> str:
    return str(app.screen.query_one(CaseLine).render())


def paragraph(app: InspectorApp) -> str:
    return str(app.screen.query_one("#paragraph", Static).content)


async def test_the_overview_comes_first_and_the_header_tells_whose_case_it_is() -> None:
    async with at_the_desk() as desk:
        assert isinstance(desk.app.screen, OverviewScreen)
        assert "10,053,217" in desk.text("#tables")
        assert "! 治疗记录：201,801 行中 201,774 行对应到就诊" in desk.text("#totals")
        assert "按 3 到疑点页" in desk.text("#next")
        told = header(desk.app)
        for part in ("康宁康复医院", "2024-01至12", "已检查", "王检 检查员", "已脱敏", "待报0"):
            assert part in told


async def test_running_the_rules_fills_the_table_and_says_so_when_it_is_kept() -> None:
    async with at_the_desk(MadeUpSteps(checked=False)) as desk:
        await desk.press("2")
        assert len(desk.table.rows) == 0
        assert "按 r 运行" in desk.table.empty
        await desk.press("r")
        assert len(desk.table.rows) == 5
        assert any("1,900.00" in told for told in desk.notices())
        assert "已检查" in header(desk.app)


async def test_a_rule_that_did_not_run_shows_its_reason_and_no_zero() -> None:
    async with at_the_desk() as desk:
        await desk.press("2")
        row = next(n for n in range(5) if desk.cells(n)[0] == "JX-05")
        assert desk.cells(row)[2:5] == ("未运行", "-", "-")
        desk.table.go(row)
        await desk.settle()
        result = desk.text("#about").partition("为什么")[0]
        assert "缺少表 drug_trace" in result
        assert "0" not in result
        await desk.press("enter")
        assert desk.app.current_mode == "rules"


async def test_a_run_can_be_stopped_and_leaves_the_last_outcomes() -> None:
    async with at_the_desk(MadeUpSteps(checked=False, slow=Event())) as desk:
        await desk.pilot.press("2", "r")
        await desk.told("0/5")
        await desk.pilot.press("escape")
        assert desk.steps.slow is not None
        desk.steps.slow.set()
        await desk.told("其余仍是上一次的")
        await desk.settle()
        assert not desk.steps.checked


async def test_from_a_rule_to_its_hits_to_one_hit_and_on_to_the_next() -> None:
    async with at_the_desk() as desk:
        await desk.press("2", "enter")
        assert desk.app.current_mode == "hits"
        assert len(desk.table.rows) == 20
        assert desk.cells(0)[3] == "79.00"
        await desk.press("enter")
        assert isinstance(desk.app.screen, HitScreen)
        assert "第 1 个，共 20 个" in desk.text("#title")
        about = desk.text("#about")
        for part in ("收了 2 次，按规定最多 1 次", "第三十八条", "治疗室监控", "涉及 79.00 元"):
            assert part in about
        await desk.press("j")
        assert "涉及 77.00 元" in desk.text("#about")
        await desk.press("escape")
        assert desk.table.cursor == 1
        await desk.press("a")
        assert len(desk.table.rows) == 40


async def test_confirming_a_hit_is_written_first_and_shown_after() -> None:
    async with at_the_desk() as desk:
        await desk.press("3", "c", "enter")
        [(act, hits, amount, basis, note)] = desk.steps.acts
        assert (act, amount, note) == ("confirm", Decimal("80.00"), "")
        assert hits == (f"{39:016x}",)
        assert basis.startswith("《医疗保障基金使用监督管理条例》")
        assert desk.cells(0)[0] == "属实"
        assert any("已记入案卷" in told for told in desk.notices())
        await desk.press("4")
        assert desk.cells(0)[0] == "属实"
        assert desk.cells(0)[3] == "80.00"


async def test_an_amount_above_the_suspected_one_is_not_taken() -> None:
    async with at_the_desk() as desk:
        await desk.press("3", "c")
        await desk.press("end", *["backspace"] * 5)
        await desk.type("80.01")
        await desk.press("enter")
        assert "不超过 80.00 元" in desk.text("#wrong")
        assert desk.steps.acts == []
        await desk.press("escape")
        assert desk.steps.found == {}


async def test_several_marked_hits_are_excluded_with_one_reason() -> None:
    async with at_the_desk() as desk:
        await desk.press("3", "space", "space", "x", "2", "enter")
        [(act, hits, reason, note)] = desk.steps.acts
        assert (act, len(hits), reason, note) == ("reject", 2, "clinically-justified", "")
        assert [desk.cells(n)[0] for n in range(3)] == ["已排除", "已排除", "待核"]


async def test_a_note_goes_to_the_finding() -> None:
    async with at_the_desk() as desk:
        await desk.press("3", "n")
        await desk.type("ask the ward")
        await desk.press("enter", "4")
        assert desk.cells(0)[-1] == "ask the ward"


async def test_a_refused_act_is_told_with_its_next_step_and_changes_nothing() -> None:
    async with at_the_desk(MadeUpSteps(role="contractor")) as desk:
        await desk.press("3", "c")
        assert desk.steps.found == {}
        assert desk.cells(0)[0] == "待核"
        assert len(desk.notices()) == 1


async def test_the_list_is_narrowed_by_what_a_person_types() -> None:
    async with at_the_desk() as desk:
        await desk.press("3", "slash")
        await desk.type("ZY2024000007")
        await desk.press("enter")
        assert [desk.cells(n)[6] for n in range(len(desk.table.rows))] == ["ZY2024000007"]
        await desk.press("escape")
        assert len(desk.table.rows) == 40


async def test_an_answer_that_was_cut_says_so_and_people_stay_covered() -> None:
    async with at_the_desk() as desk:
        await desk.press("5", "f5")
        assert "只取了前 500 行，后面还有" in desk.text("#told")
        assert desk.cells(0) == ("[/b]张三", "33****00", "0", "12,345.60")
        await desk.press("enter")
        await desk.press("escape", "2")
        assert desk.app.current_mode == "rules"


async def test_a_refused_question_is_a_sentence_where_the_rows_would_be() -> None:
    async with at_the_desk() as desk:
        await desk.press("5")
        desk.app.screen.query_one("#sql").text = "DROP TABLE fee_list_d"  # type: ignore[attr-defined]
        await desk.press("f5")
        assert "[query.refused]" not in desk.text("#told")
        assert len(desk.text("#told")) > 8
        assert desk.notices() == []


async def test_a_question_that_runs_too_long_is_given_up_with_escape() -> None:
    async with at_the_desk() as desk:
        await desk.press("5")
        desk.app.screen.query_one("#sql").text = "SELECT forever"  # type: ignore[attr-defined]
        await desk.pilot.press("f5")
        await desk.told("正在查询")
        await desk.pilot.press("escape")
        await desk.told("已放弃")


async def test_the_language_changes_everywhere_at_once() -> None:
    async with at_the_desk() as desk:
        await desk.press("3", "ctrl+l")
        assert "Exclusive items" in desk.cells(1)[1]
        assert "40 hits" in desk.text("#told")
        assert "inspector" in header(desk.app)
        await desk.press("1")
        assert desk.text("#tables").startswith("Data received")


async def test_help_lists_the_keys_of_the_screen_in_front() -> None:
    async with at_the_desk() as desk:
        await desk.press("3", "f1")
        told = " ".join(str(part.content) for part in desk.app.screen.query(Static))
        assert "每行一个" in told
        assert "属实" in told and "筛选" in told
        await desk.press("escape")
        assert desk.app.current_mode == "hits"


async def test_the_palette_runs_an_action_by_its_chinese_name() -> None:
    async with at_the_desk() as desk:
        await desk.press("ctrl+p")
        await desk.pilot.press(*"到疑点")
        found = desk.app.screen.query_one(CommandList)
        await desk.until(lambda: found.option_count == 1)
        await desk.pilot.press("enter")
        await desk.until(lambda: desk.app.current_mode == "hits")


async def test_a_case_somebody_else_writes_in_can_be_read() -> None:
    def opener(write: bool) -> Steps:
        if write:
            raise CaseLocked(path="case", holder="李四", since="09:00")
        return MadeUpSteps(writes=False)

    app = InspectorApp(opener)
    told = explain(CaseLocked(path="case", holder="李四", since="09:00")).what
    async with app.run_test() as pilot:
        await until(pilot, lambda: told in paragraph(app))
        assert isinstance(app.screen, OpeningScreen)
        await pilot.press("o")
        await until(pilot, lambda: "只读" in header(app))


async def test_a_case_that_does_not_open_is_left_with_the_status_of_the_refusal() -> None:
    def opener(write: bool) -> Steps:
        raise PassphraseWrong(path="zhang.identity")

    app = InspectorApp(opener)
    told = explain(PassphraseWrong(path="zhang.identity")).what
    async with app.run_test() as pilot:
        await until(pilot, lambda: told in paragraph(app))
        await pilot.press("q")
    assert app.return_code == PassphraseWrong.exit_status != 0


async def test_without_a_case_the_commands_that_make_one_are_told() -> None:
    app = InspectorApp(None)
    async with app.run_test() as pilot:
        await settled(pilot)
        assert isinstance(app.screen, WelcomeScreen)
        for command in ("inspector demo", "inspector identity new", "inspector open"):
            assert command in paragraph(app)


def test_two_rows_of_a_hit_carry_its_money_once() -> None:
    assert sum(row["amount"] for row in hit_rows(0, 1)) == Decimal("41.00")


async def test_hits_are_grouped_and_one_group_is_looked_at() -> None:
    async with at_the_desk() as desk:
        await desk.press("3", "b", "enter")
        groups = desk.app.screen.query_one("#groups", PagedTable)
        assert groups.rows[0] == ("康复医学科", "40", "2,420.00")
        await desk.press("escape", "b", "down", "enter")
        groups = desk.app.screen.query_one("#groups", PagedTable)
        assert sum(int(groups.rows[at][1]) for at in range(3)) == 40
        wanted = groups.rows[0]
        await desk.press("enter")
        assert len(desk.table.rows) == int(wanted[1])
        assert f"组 {wanted[0]}" in desk.text("#told")
        await desk.press("space", "space", "c", "enter")
        assert len(desk.steps.acts[-1][1]) == 2
        await desk.press("escape")
        assert len(desk.table.rows) == 40


async def test_each_press_puts_the_hits_in_another_order() -> None:
    async with at_the_desk() as desk:
        await desk.press("3")
        assert desk.cells(0)[3] == "80.00"
        await desk.press("s", "s")
        days = [desk.cells(at)[2] for at in range(40)]
        assert days == sorted(days) and "按日期" in desk.text("#told")
        await desk.press("s", "s", "s")
        assert desk.cells(0)[3] == "80.00"
