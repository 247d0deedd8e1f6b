"""Handing in at the screens: a dry run that does nothing, receipts, colleagues' laptops."""

from pathlib import Path

from textual.widgets import Static

from inspector.outbox import Entry
from tests.screens.driving import Desk, at_the_desk
from tests.screens.made_up import MadeUpSteps


def page(desk: Desk) -> str:
    return " ".join(str(one.content) for one in desk.app.screen.query(Static))


async def test_a_dry_run_tells_what_would_be_sealed_and_does_nothing() -> None:
    async with at_the_desk() as desk:
        await desk.press("9", "d")
        await desk.type("/media/usb")
        await desk.press("enter")
        assert desk.steps.acts == [("plan", "/media/usb")]
        assert "将封成上报包" in page(desk) and "reports/001" in page(desk)


async def test_an_exchange_tells_what_came_in_and_who_disagrees() -> None:
    async with at_the_desk() as desk:
        await desk.press("9", "y")
        await desk.type("/media/usb")
        await desk.press("enter")
        assert desk.steps.acts == [("sync", Path("/media/usb"))]
        assert "ffffffffffff" in page(desk) and "12" in page(desk)
        assert "李检查" in page(desk) and "9 / 12" in page(desk)
        assert any("收到记录 12 条" in told for told in desk.notices())


async def test_every_bundle_says_whether_it_was_sent_and_who_signed_for_it() -> None:
    steps = MadeUpSteps()
    steps.sent = (
        Entry("sha256:aa", Path("a"), "waiting", ()),
        Entry("sha256:bb", Path("b"), "received", ("/media/usb",)),
        Entry("sha256:cc", Path("c"), "sent", ("/media/usb",)),
    )
    async with at_the_desk(steps, (160, 48)) as desk:
        await desk.press("9")
        assert "待送 1" in desk.text("#told")
        assert "还没有送出" in desk.text("#about")
        await desk.press("down")
        assert "周督导 2024-07-03" in desk.text("#about")
        await desk.press("down")
        assert "还没有回执" in desk.text("#about")
