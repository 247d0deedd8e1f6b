"""One picture a screen, drawn as SVG from made-up data: columns line up, nothing is clipped."""

import re
from xml.etree import ElementTree

import pytest
from wcwidth import wcswidth

from inspector.i18n import speak
from inspector.tui.widgets.lines import STEPS, CaseLine, KeyLine, StepLine
from inspector.tui.widgets.paged_table import PagedTable
from tests.screens.driving import Desk, at_the_desk
from tests.screens.show import with_papers

WORDS = {
    "overview": ("疑点与金额", "康宁康复医院"),
    "rules": ("RB4-01", "命中"),
    "hits": ("同日重复收取", "涉及金额"),
    "findings": ("这里列出", "F1"),
    "query": ("SELECT", "F5"),
    "sampling": ("抽样", "F1"),
    "evidence": ("治疗记录单第一页", "一致"),
    "report": ("第 001 号报告", "签名齐"),
    "outbox": ("已送", "/media/usb"),
    "log": ("日志", "F1"),
}
BEHIND = {
    "hit": (("3", "enter"), ("第 1 个，共 40 个", "为什么")),
    "settlement": (("3", "enter", "enter"), ("1,234.50", "床位费")),
    "person": (("3", "enter", "enter", "enter"), ("人-7F3K2QXA", "运动疗法")),
    "timeline": (("3", "enter", "enter", "enter", "v"), ("经过", "======")),
    "stock": (("3", "enter", "v", "down", "enter"), ("账面低于零", "!!!")),
    "months": (("3", "v", "enter"), ("2024-03", "####")),
}


def drawn(desk: Desk) -> str:
    """The words of the SVG, checked to be one whole picture."""
    svg = desk.app.export_screenshot()
    root = ElementTree.fromstring(svg)
    assert root.tag.endswith("svg")
    texts = (text for one in root.iter() if one.tag.endswith("text") for text in one.itertext())
    return re.sub(r"\s+", " ", " ".join(texts).replace("\xa0", " "))


def check(desk: Desk, words: tuple[str, ...]) -> None:
    told = drawn(desk).replace(" ", "")
    assert all(word.replace(" ", "") in told for word in words), told
    for table in desk.app.screen.query(PagedTable):
        if table.display:
            wide = {wcswidth(table.render_line(y).text) for y in range(table.size.height)}
            # A header ends before the scrollbar.
            assert wide <= {table.size.width, table.scrollable_content_region.width}
    for line in desk.app.screen.query("CaseLine, StepLine, KeyLine"):
        assert isinstance(line, (CaseLine, StepLine, KeyLine))
        assert wcswidth(str(line.render())) <= line.size.width


@pytest.mark.parametrize("step", STEPS)
async def test_a_step_is_drawn_whole(step: str) -> None:
    async with at_the_desk(with_papers()) as desk:
        await desk.press(str((STEPS.index(step) + 1) % 10))
        check(desk, WORDS[step])


@pytest.mark.parametrize("screen", list(BEHIND))
async def test_what_stands_behind_a_hit_is_drawn_whole(screen: str) -> None:
    keys, words = BEHIND[screen]
    async with at_the_desk() as desk:
        await desk.press(*keys)
        check(desk, words)


@pytest.mark.parametrize("size", [(80, 24), (160, 48)])
async def test_in_english_every_step_is_drawn_whole(size: tuple[int, int]) -> None:
    speak("en")
    async with at_the_desk(with_papers(), size) as desk:
        for number in "1234567890":
            await desk.press(number, *(["escape"] if number == "5" else []))
            check(desk, ("Overview", "Findings"))
