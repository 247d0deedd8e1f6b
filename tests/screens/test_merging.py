"""A supervisor at the screen: who disagrees side by side, settled, signed and counted."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from decimal import Decimal
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from inspector.merge import Store, check_bundle
from inspector.steps import OpenTable, open_table
from inspector.tui.merging.app import MergingApp
from inspector.tui.widgets.paged_table import PagedTable
from tests.rooms.merge_made_up import ZHOU, two_teams
from tests.screens.settling import settled, until


@pytest.fixture
def table(tmp_path: Path) -> OpenTable:
    store = Store.open(tmp_path / "store", ZHOU)
    for bundle in two_teams(tmp_path):
        store.keep(check_bundle(bundle))
    return open_table(store.folder, ZHOU)


class Desk:
    def __init__(self, app: MergingApp, pilot: Pilot[None]) -> None:
        self.app, self.pilot = app, pilot

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
            await settled(self.pilot)

    def rows(self, name: str = "#table") -> list[tuple[str, ...]]:
        rows = self.app.screen.query_one(name, PagedTable).rows
        return [rows[at] for at in range(len(rows))]

    def text(self, name: str) -> str:
        return str(self.app.screen.query_one(name, Static).content)


@asynccontextmanager
async def at_the_table(table: OpenTable, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Desk]:
    app = MergingApp(lambda: table)
    async with app.run_test(size=size) as pilot:
        desk = Desk(app, pilot)
        await until(pilot, lambda: bool(app.screen.query(PagedTable)))
        await settled(pilot)
        yield desk


async def test_conflicts_come_first_with_the_opinions_side_by_side(table: OpenTable) -> None:
    async with at_the_table(table) as desk:
        assert "有分歧 1 条" in desk.text("#told")
        assert desk.rows()[0][1:4] == ("R2", "规则 R2", "30.00")
        role, opinion, amount, reason, *_ = desk.rows("#sides")
        assert role == ("身份", "组长", "组长")
        assert "张检查(组长)" in desk.rows()[0][4]
        assert sorted(opinion[1:]) == ["属实", "已排除"]
        assert sorted(amount[1:]) == ["0.00", "30.00"]
        assert "当地政策允许" in reason


async def test_a_conflict_is_settled_in_part_and_is_one_no_more(table: OpenTable) -> None:
    async with at_the_table(table) as desk:
        await desk.press("p", *"31", "enter")
        assert "不超过 30.00 元" in desk.text("#wrong")
        await desk.press("backspace", "backspace", *"12", "enter")
        assert desk.rows() == []
        [event] = table.store.resolutions()
        assert (event.body["verdict"], event.body["amount"]) == ("partly", "12.00")
        await desk.press("2", "slash", *"R2", "enter")
        [row] = desk.rows()
        assert (row[0], row[5]) == ("部分属实", "12.00")
        await desk.press("escape")
        assert len(desk.rows()) == 3


async def test_leaving_the_dialog_settles_nothing(table: OpenTable) -> None:
    async with at_the_table(table) as desk:
        await desk.press("x", "escape")
        assert table.store.resolutions() == []
        await desk.press("x", "enter")
        assert table.store.resolutions()[0].body["reason"] == "refunded"


async def test_lines_claimed_twice_hospitals_and_bundles_left_out_have_their_lists(
    table: OpenTable,
) -> None:
    async with at_the_table(table, (160, 48)) as desk:
        await desk.press("3")
        assert desk.rows()[0][1] == "B1" and "只计一次" in desk.text("#about")
        await desk.press("4")
        assert desk.rows()[0][:4] == ("H1 医院", "张检查、李检查；王检查", "2", "1")
        assert desk.rows()[0][4] == f"{table.store.merged().total:,.2f}"
        await desk.press("c")
        assert len(desk.app.screen_stack) == 2, "only a conflict can be settled"
        await desk.press("5")
        assert desk.rows() == []


async def test_a_list_narrowed_to_nothing_says_so_and_shows_nothing_beside_it(
    table: OpenTable,
) -> None:
    async with at_the_table(table, (160, 48)) as desk:
        await desk.press("2", "slash", *"nobody", "enter")
        assert desk.rows() == [] and desk.text("#about") == ""
        await desk.press("4")
        listed = desk.app.screen.query_one("#table", PagedTable)
        assert desk.rows() == [] and "Esc" in listed.empty
        await desk.press("escape", "slash", "h", "1", "enter")
        assert [row[0] for row in desk.rows()] == ["H1 医院"]


async def test_a_hundred_thousand_findings_are_formatted_as_far_as_they_are_seen(
    table: OpenTable,
) -> None:
    import pyarrow as pa

    few = table.findings()
    table._findings = pa.concat_tables([few] * 40_000)
    async with at_the_table(table) as desk:
        await desk.press("2", "end")
        listed = desk.app.screen.query_one("#table", PagedTable)
        assert listed.cursor == 119_999 and len(listed.rows._pages) < 5
        assert Decimal(listed.rows[listed.cursor][4].replace(",", ""))
