"""What stands on the screen lines up, fits, and never runs a value as markup or as a command."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Static
from wcwidth import wcswidth

from inspector.i18n import speak
from inspector.tui.cells import covered, fit, shown, shown_of
from inspector.tui.screens.dialogs import read_amount
from inspector.tui.widgets.lines import STEPS, CaseLine, KeyLine, key_name
from inspector.tui.widgets.paged_table import Column, PagedTable
from inspector.tui.widgets.rows import Pages, pages_of
from tests.screens.driving import at_the_desk
from tests.screens.made_up import MadeUpSteps

NAMES = ("运动疗法", "Ⅱ级护理", "王𬭎 中频脉冲电治疗（每部位）", "plain", "[red]x[/", "한글", "㎡")


@pytest.mark.parametrize("text", NAMES)
@pytest.mark.parametrize("width", [3, 4, 7, 12, 30])
@pytest.mark.parametrize("right", [True, False])
def test_a_cell_is_exactly_as_wide_as_its_column(text: str, width: int, right: bool) -> None:
    assert wcswidth(fit(text, width, right)) == width


class OneTable(App[None]):
    def __init__(self, rows: Pages) -> None:
        super().__init__()
        self.rows = rows

    def compose(self) -> ComposeResult:
        yield PagedTable()

    def on_mount(self) -> None:
        columns = [Column("名称", 20), Column("金额", 12, right=True), Column("备注", 30)]
        self.query_one(PagedTable).fill(columns, self.rows)


def lines(table: PagedTable) -> Sequence[str]:
    return [table.render_line(y).text for y in range(table.size.height)]


async def test_columns_of_chinese_cells_line_up() -> None:
    rows = pages_of([(name, f"{n},345.60", "康复医学科") for n, name in enumerate(NAMES)])
    app = OneTable(rows)
    async with app.run_test(size=(60, 12)):
        drawn = lines(app.query_one(PagedTable))
        assert {wcswidth(line) for line in drawn} == {60}
        ends = {wcswidth(line[: line.index("5.60") + 4]) for line in drawn[1 : len(NAMES) + 1]}
        assert len(ends) == 1


async def test_the_first_column_stays_while_the_others_scroll() -> None:
    app = OneTable(pages_of([("运动疗法", "41.00", "第一次")]))
    async with app.run_test(size=(50, 8)) as pilot:
        table = app.query_one(PagedTable)
        assert table.render_line(0).text.endswith(">")
        await pilot.press("right", "right", "right")
        assert table.render_line(1).text.startswith("> 运动疗法")
        assert "41.00" not in table.render_line(1).text
        assert {wcswidth(line) for line in lines(table)} == {50}


async def test_a_million_rows_format_only_what_is_looked_at() -> None:
    asked: list[int] = []

    def fetch(start: int, stop: int) -> list[tuple[str, ...]]:
        asked.append(start)
        return [(str(n), "1.00", "") for n in range(start, stop)]

    app = OneTable(Pages(1_000_000, fetch))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("end", "home", "pagedown")
        assert set(asked) <= {0, 999_800}
        assert app.query_one(PagedTable).cursor > 10


def test_a_value_can_neither_move_the_cursor_nor_hide_itself() -> None:
    assert shown("a\x1b[2Jb\u202ec\nd") == "a [2Jb c d"


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (Decimal("12345.60"), "12,345.60"),
        (Decimal("-0.50"), "-0.50"),
        (Decimal("1.0000"), "1"),
        (Decimal("0.5000"), "0.5"),
        (Decimal("41.000000"), "41.00"),
        (Decimal("9.875000"), "9.875"),
        (datetime(2024, 3, 1), "2024-03-01"),
        (datetime(2024, 3, 1, 9, 30), "2024-03-01 09:30"),
        (None, ""),
        (True, "是"),
    ],
)
def test_a_value_looks_as_people_write_it(value: object, told: str) -> None:
    assert shown(value) == told


@pytest.mark.parametrize(
    ("value", "told"),
    [("330102000001", "33****01"), ("王五", "王*"), ("欧阳小五", "欧**五"), ("", ""), ("王", "王")],
)
def test_a_person_is_covered(value: str, told: str) -> None:
    assert covered(value) == told
    assert shown_of("PSN_NO", value) == told
    assert shown_of("mdtrt_id", value) == value


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1,234.5", Decimal("1234.50")),
        ("80", Decimal("80.00")),
        ("1.005", None),
        ("NaN", None),
        ("八十", None),
        ("", None),
    ],
)
def test_an_amount_is_read_as_money_or_not_at_all(typed: str, amount: Decimal | None) -> None:
    assert read_amount(typed) == amount


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("step", STEPS)
async def test_no_key_label_is_cut_on_80_columns(lang: str, step: str) -> None:
    speak(lang)
    async with at_the_desk() as desk:
        await desk.press(str(STEPS.index(step) + 1))
        line = desk.app.screen.query_one(KeyLine)
        told = [label for _, label in line.pieces()]
        assert sum(wcswidth(label) for label in told) <= 80
        assert any(label.startswith(f" {key_name('f1')} ") for label in told)
        shown_line = str(line.render())
        assert all(label.strip() in shown_line for label in told)
        here = [b for b in line.bindings() if not b.action.startswith("app.")]
        assert len([b for b, _ in line.pieces() if b in here]) == len(here)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [80, 120, 200])
async def test_the_header_fits_and_keeps_every_part(lang: str, width: int) -> None:
    speak(lang)
    long = MadeUpSteps(institution="某某市第一人民医院（某某大学附属康复医院）")
    async with at_the_desk(long, (width, 40)) as desk:
        line = desk.app.screen.query_one(CaseLine)
        told = str(line.render())
        assert wcswidth(told) == line.size.width
        assert told.startswith("某某市")
        assert told.rstrip().endswith("0")


async def test_values_that_look_like_markup_do_not_crash_any_screen() -> None:
    async with at_the_desk(MadeUpSteps(institution="[/bold][@click=app.quit]医院")) as desk:
        for step in "12345":
            await desk.press(step)
            assert "[/bold]" in str(desk.app.screen.query_one(CaseLine).render())
        await desk.press("f5", "enter")
        assert "[b]name" in str(desk.app.screen.query(Static).last().content)
