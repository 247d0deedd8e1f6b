"""Pictures in letters: lined up in Chinese, what is odd seen without colour, numbers at a key."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from wcwidth import wcswidth

from inspector.i18n import speak
from inspector.tui.drawing import Lane, bars, curve, lanes
from inspector.tui.screens.behind import SettlementScreen
from inspector.tui.screens.detail import record
from inspector.tui.screens.hit import HitScreen
from inspector.tui.screens.person import PersonScreen
from inspector.tui.screens.picture import PictureScreen
from tests.screens.driving import at_the_desk


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2024, 3, 1, hour, minute)


@pytest.mark.parametrize("width", [76, 156])
def test_lanes_stand_below_one_axis_and_what_overlaps_is_seen(width: int) -> None:
    drawn = lanes(
        [
            Lane("运动疗法", [(at(8), at(10), "="), (at(9, 30), at(10), "!")]),
            Lane("ab", [(at(9, 30), at(12), "="), (at(9, 30), at(10), "!")]),
        ],
        width,
    )
    assert drawn[0].split() == ["08:00", "09:00", "10:00", "11:00", "12:00"]
    first, second = (line.replace("运动疗法", " " * 8) for line in drawn[2:])
    assert first.index("=") == 9 and len(second) == width
    assert [n for n, c in enumerate(first) if c == "!"] == [
        n for n, c in enumerate(second) if c == "!"
    ]
    assert all(wcswidth(line) <= width for line in drawn)


def test_a_bar_is_as_long_as_its_number_and_numbers_end_below_each_other() -> None:
    drawn = bars([("康复医学科", Decimal(100), "100.00"), ("ICU", Decimal(50), "50.00")], 60)
    assert {wcswidth(line) for line in drawn} == {60}
    long, short = (line.count("#") for line in drawn)
    assert (long, short) == (60 - 10 - 6 - 2, 21)
    assert bars([("none", Decimal(0), "0.00")], 40)[0].count("#") == 0


def test_a_stock_below_zero_is_drawn_below_the_zero_line_with_a_letter_of_its_own() -> None:
    levels = [(date(2024, 3, 1), Decimal(30)), (date(2024, 3, 9), Decimal(-4))]
    levels += [(date(2024, 3, 20), Decimal(40))]
    drawn = curve(levels, 60, 12)
    zero = next(n for n, line in enumerate(drawn) if line.split("|")[0].strip() == "0")
    below = [n for n, line in enumerate(drawn) if "!" in line]
    assert below and min(below) > zero and "*" in drawn[0]
    assert drawn[-1].split()[-1] == "2024-03-20"
    assert all(len(line) <= 60 for line in drawn)


def test_nothing_to_draw_is_no_picture() -> None:
    assert (lanes([], 80), bars([], 80), curve([], 80, 10)) == ([], [], [])


async def test_enter_goes_from_the_hit_to_its_settlement_to_the_person_to_the_therapists_day() -> (
    None
):
    async with at_the_desk() as desk:
        await desk.press("3", "enter", "enter")
        screen = desk.app.screen
        assert isinstance(screen, SettlementScreen)
        assert "1,234.50" in desk.text("#facts")
        assert desk.table.cursor == 1 and desk.table.marks == {1, 2}
        await desk.press("enter")
        assert isinstance(desk.app.screen, PersonScreen)
        await desk.press("enter")
        assert isinstance(desk.app.screen, PictureScreen)
        assert "2 次与别的治疗时间重叠" in desk.text("#told")
        assert "!" in desk.text("#picture")
        await desk.press("v")
        assert desk.cells(1)[:2] == ("09:30", "10:00")
        await desk.press("v", "escape", "escape", "escape")
        assert isinstance(desk.app.screen, HitScreen)


async def test_behind_a_charge_of_the_person_stands_its_stock_and_behind_the_rest_the_row() -> None:
    async with at_the_desk() as desk:
        await desk.press("3", "enter", "enter", "enter", "down", "enter")
        assert isinstance(desk.app.screen, PictureScreen)
        assert "KN100037" in desk.text("#told")
        assert "2024-03-09 起账面低于零" in desk.text("#told")
        await desk.press("escape", "i")
        assert ("内容", "胰岛素 × 2") in desk.app.screen.values  # type: ignore[attr-defined]
        await desk.press("escape", "down", "enter")
        assert ("内容", "转科") in desk.app.screen.values  # type: ignore[attr-defined]


def test_a_whole_row_is_told_by_the_chinese_names_of_its_columns() -> None:
    row = {"bkkp_sn": "1", "own": 2, "cnt": None}
    assert record(row) == [("记账流水号  bkkp_sn", "1"), ("own", "2")]
    speak("en")
    assert record(row) == [("bkkp_sn", "1"), ("own", "2")]


async def test_a_picture_is_picked_by_name_and_says_since_when_stock_is_below_zero() -> None:
    async with at_the_desk() as desk:
        await desk.press("3", "enter", "v", "down", "enter")
        assert "2024-03-09 起账面低于零" in desk.text("#told")
        assert desk.text("#picture").count("!") > 2
        await desk.press("escape", "v", "down", "down", "enter", "v")
        assert desk.cells(1) == ("09:31", "12", "11", "900.00", "")
        await desk.press("escape", "v", "enter")
        assert "治疗" in desk.text("#picture")


async def test_what_is_listed_is_drawn_by_month_and_by_department() -> None:
    async with at_the_desk() as desk:
        await desk.press("3", "v", "enter")
        assert "2024-03" in desk.text("#picture") and "###" in desk.text("#picture")
        await desk.press("escape", "v", "down", "enter", "v")
        assert desk.cells(0)[:2] == ("康复医学科", "40")
