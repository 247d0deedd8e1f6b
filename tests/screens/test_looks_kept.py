"""Dark, light and high contrast are chosen by a key or by name, and are there the next time."""

from pathlib import Path

import pytest
from textual.color import Color

from inspector.tui.looks import LOOKS, keep_look, kept_look
from inspector.tui.palette import DeskCommands
from tests.screens.driving import at_the_desk


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("INSPECTOR_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


async def test_a_key_goes_through_the_looks_and_the_last_one_is_kept() -> None:
    async with at_the_desk() as desk:
        assert desk.app.theme == "textual-dark"
        await desk.press("ctrl+t")
        assert desk.app.theme == "textual-light"
        await desk.press("ctrl+t")
        assert desk.app.theme == "high-contrast"
    async with at_the_desk() as desk:
        assert desk.app.theme == "high-contrast"
        await desk.press("ctrl+t")
        assert desk.app.theme == "textual-dark"


async def test_every_look_has_a_name_in_the_palette() -> None:
    async with at_the_desk() as desk:
        commands = DeskCommands(desk.app.screen)
        names = {name for name, _, _ in commands._commands()}
        assert {"外观：深色", "外观：浅色", "外观：高对比度"} <= names


def test_what_is_no_look_is_the_first_one(home: Path) -> None:
    keep_look("contrast")
    assert kept_look() == "contrast"
    (home / "look").write_bytes(b"\xff\xfe")
    assert kept_look() == next(iter(LOOKS))


def luminance(colour: Color) -> float:
    """Of WCAG 2."""
    parts = [part / 255 for part in colour.rgb]
    lit = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * lit[0] + 0.7152 * lit[1] + 0.0722 * lit[2]


async def test_in_high_contrast_every_text_of_a_table_stands_out_at_seven_to_one() -> None:
    keep_look("contrast")
    async with at_the_desk() as desk:
        await desk.press("3")
        for look in ("table--header", "table--cursor", "table--odd", "table--empty"):
            style = desk.table.get_component_rich_style(look)
            assert style.color is not None and style.bgcolor is not None
            ink, ground = (
                luminance(Color.from_rich_color(one)) for one in (style.color, style.bgcolor)
            )
            assert (max(ink, ground) + 0.05) / (min(ink, ground) + 0.05) >= 7, look
