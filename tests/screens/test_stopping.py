"""Esc stops a report that is being made and a bundle that is being sent; nothing is half done."""

from pathlib import Path
from threading import Event

import pytest

from inspector.errors import InspectorError
from inspector.outbox import Progress
from inspector.steps import Sent, make_report, open_desk
from inspector.steps.report import PARTS
from tests.screens.conftest import RealCase
from tests.screens.driving import at_the_desk
from tests.screens.made_up import MadeUpSteps


async def test_a_report_that_is_stopped_is_not_made_and_one_begun_again_is() -> None:
    steps = MadeUpSteps()
    steps.going = Event()
    async with at_the_desk(steps) as desk:
        await desk.press("8")
        await desk.pilot.press("r")
        await desk.told("正在出具报告 …… （1/4 汇总数字）（Esc 停止）")
        await desk.pilot.press("r")
        await desk.until(lambda: any("还没有做完" in told for told in desk.notices()))
        await desk.pilot.press("escape")
        await desk.told("正在停止")
        steps.going.set()
        await desk.told("已停止")
        await desk.settle()
        assert not steps.acts
        await desk.press("r")
        assert steps.acts == [("report",)]


class Slow(MadeUpSteps):
    """The cable is long: every byte waits for a person."""

    def submit(self, to: str, timestamp: str, progress: Progress = lambda *told: None) -> Sent:
        self.going = Event()
        for done in range(3):
            progress("bundle", done, 3)
            self.going.wait(60)
        return super().submit(to, timestamp)


async def test_a_bundle_on_its_way_tells_how_far_it_is_and_is_stopped() -> None:
    steps = Slow()
    async with at_the_desk(steps) as desk:
        await desk.press("9", "s")
        await desk.pilot.press("tab", "enter")
        await desk.told("[....................] 0/3")
        await desk.pilot.press("escape")
        assert steps.going is not None
        steps.going.set()
        await desk.told("已停止")
        await desk.settle()
        assert not steps.acts


class Left(Exception):
    pass


@pytest.mark.heavy
@pytest.mark.xdist_group("real-case")
@pytest.mark.parametrize("part", PARTS)
def test_a_report_left_at_any_part_leaves_nothing_behind(checked: RealCase, part: str) -> None:
    def going(begun: str) -> None:
        if begun == part:
            raise Left

    def files() -> set[Path]:
        return {one for one in (checked.folder / "reports").rglob("*") if one.is_file()}

    with open_desk(checked.folder, checked.lead) as desk:
        before = files()
        events = len(desk.journal.events())
        with pytest.raises(Left):
            make_report(desk, None, "zh", going=going)
        assert files() == before and len(desk.journal.events()) == events
        assert not issubclass(Left, InspectorError)
