"""Questions of one's own at the screens: fields by their Chinese names, kept with parameters."""

from pathlib import Path

import pytest
from textual.widgets import Input, OptionList

from inspector.tui.completing import candidates
from inspector.tui.screens.questions import QuestionsDialog
from inspector.tui.screens.schema_panel import SchemaPanel
from inspector.tui.widgets.paged_table import PagedTable
from inspector.tui.widgets.sql_area import SqlArea
from tests.screens.driving import Desk, at_the_desk
from tests.screens.made_up_asking import TABLES


def area(desk: Desk) -> SqlArea:
    return desk.app.screen.query_one(SqlArea)


async def write(desk: Desk, sql: str) -> None:
    area(desk).text = sql
    area(desk).move_cursor(area(desk).document.end)
    area(desk).focus()
    await desk.settle()


@pytest.mark.parametrize(
    ("before", "first"),
    [
        ("SELECT 科室", "bilg_dept_name"),
        ("SELECT net", "net_amt"),
        ("SELECT dept", "bilg_dept_name"),
        ("SELECT f.psn", "psn_no"),
        ("SELECT 1 FROM 结算", "setl_d"),
        ("SELECT 1 FROM setl_d wh", "WHERE"),
    ],
)
def test_a_word_becomes_the_field_the_table_or_the_keyword_meant(before: str, first: str) -> None:
    sql = before if "FROM" in before else f"{before} FROM fee_list_d f WHERE 1 = 1"
    assert candidates(before, sql, TABLES)[0].text == first


def test_fields_of_the_tables_named_are_offered_and_no_others() -> None:
    offered = [one.text for one in candidates("SELECT id", "SELECT id FROM fee_list_d", TABLES)]
    assert "setl_id" not in offered
    assert candidates("SELECT x.", "SELECT x. FROM fee_list_d f", TABLES) == []


async def test_tab_puts_in_what_is_offered_and_the_arrows_choose() -> None:
    async with at_the_desk() as desk:
        await desk.press("5")
        await write(desk, "SELECT ")
        await desk.type("me")
        offered = desk.app.screen.query_one("#offered", OptionList)
        assert offered.display and "医疗目录编码" in str(offered.get_option_at_index(0).prompt)
        await desk.press("tab")
        assert area(desk).text == "SELECT med_list_codg"
        assert not offered.display and area(desk).has_focus
        await desk.type(", 人员")
        await desk.press("escape")
        assert not offered.display and area(desk).has_focus
        await desk.press("tab", "tab")
        assert area(desk).text == "SELECT med_list_codg, psn_no"


async def test_a_field_is_found_by_its_chinese_name_and_goes_to_the_editor() -> None:
    async with at_the_desk() as desk:
        await desk.press("5")
        await write(desk, "SELECT ")
        await desk.press("f6")
        panel = desk.app.screen.query_one(SchemaPanel)
        assert panel.display and panel.listed.rows[0][1] == "费用明细 10,053,217"
        panel.query_one(Input).value = "科室"
        await desk.press("enter", "down", "enter")
        assert area(desk).text == "SELECT bilg_dept_name"
        assert area(desk).has_focus and not panel.display


async def test_a_table_opens_to_its_fields_and_shuts_again() -> None:
    async with at_the_desk(size=(160, 48)) as desk:
        await desk.press("5")
        panel = desk.app.screen.query_one(SchemaPanel)
        assert panel.display, "where there is room the tables are always there"
        await desk.press("f6", "enter", "enter")
        assert [row[0] for row in (panel.listed.rows[n] for n in range(3))] == [
            *("fee_list_d", " psn_no", " med_list_codg")
        ]
        await desk.press("enter")
        assert len(panel.listed.rows) == 2


async def test_a_question_is_kept_asked_again_with_other_values_and_dropped() -> None:
    async with at_the_desk() as desk:
        await desk.press("5")
        await write(desk, "SELECT $since AS since")
        await desk.press("f2")
        await desk.type("monthly")
        await desk.press("enter")
        assert desk.steps.questions == {"monthly": "SELECT $since AS since"}
        await write(desk, "SELECT 1")
        await desk.press("f3")
        assert isinstance(desk.app.screen, QuestionsDialog)
        await desk.press("enter")
        assert area(desk).text == "SELECT $since AS since"
        await desk.press("f5")
        await desk.type("2024-03-01")
        await desk.press("enter")
        assert desk.steps.answered[0] == "SELECT '2024-03-01' AS since"
        await desk.press("f3", "f8")
        assert desk.steps.questions == {}
        assert any("日志里仍有" in told for told in desk.notices())


async def test_what_was_asked_before_is_narrowed_by_typing_and_asked_again() -> None:
    async with at_the_desk() as desk:
        await desk.press("5", "f5")
        await write(desk, "SELECT 2 AS second")
        await desk.press("f5", "f3")
        dialog = desk.app.screen
        assert isinstance(dialog, QuestionsDialog) and len(dialog.listed) == 2
        await desk.type("med_list")
        assert len(dialog.listed) == 1
        await desk.press("enter")
        assert "med_list_codg" in area(desk).text


async def test_the_rows_shown_are_written_to_a_file() -> None:
    async with at_the_desk() as desk:
        await desk.press("5", "f5", "f7")
        desk.app.screen.query_one(Input).value = "out/rows.csv"
        await desk.press("enter")
        assert desk.steps.acts == [("write-answer", 500, Path("out/rows.csv"))]


async def test_no_key_waits_for_a_question_that_runs() -> None:
    async with at_the_desk() as desk:
        await desk.press("5")
        await write(desk, "SELECT forever ")
        await desk.pilot.press("f5")
        await desk.pilot.press("a", "b")
        assert area(desk).text == "SELECT forever ab"
        await desk.pilot.press("escape", "escape", "3")
        await desk.settle()
        assert desk.app.current_mode == "hits"
        assert len(desk.app.screen.query_one(PagedTable).rows) == 40
