"""Findings referred from the findings screen: what goes is told first, and nothing half filled."""

from contextlib import closing
from pathlib import Path

import pytest
from textual.widgets import Input

from inspector.i18n import say
from inspector.steps import open_referred
from inspector.trust import new_identity
from inspector.tui.beginning import bound
from inspector.tui.papers import Referring
from inspector.tui.screens.asking import AskDialog
from tests.screens.conftest import RealCase
from tests.screens.driving import Desk, at_the_desk
from tests.screens.made_up import MadeUpSteps
from tests.screens.test_moving import steps


def fill(desk: Desk, *values: str) -> None:
    for line, value in zip(desk.app.screen.query(Input), values, strict=True):
        line.value = value


async def test_r_tells_what_the_authority_gets_and_refers_the_marked_findings() -> None:
    made = steps("confirmed", "confirmed")
    async with at_the_desk(made) as desk:
        await desk.press("4", "space", "down", "space", "r", "enter")
        told = desk.text(".title")
        assert "问题编号、结算ID、金额（元）" in told
        assert say("referral.withheld.police") in told
        fill(desk, "p.card", "涉嫌骗保", "1a2b 3c4d", "线索.referral")
        await desk.press("enter")
        asked = Referring(
            "police", Path("p.card"), "涉嫌骗保", ["1a2b", "3c4d"], Path("线索.referral")
        )
        assert made.acts == [("refer", asked, tuple(sorted(made.found)))]
        assert any("已移送 2 条" in one for one in desk.notices())


async def test_what_is_missing_is_asked_for_again_and_what_was_typed_stays() -> None:
    made = steps("confirmed")
    async with at_the_desk(made) as desk:
        await desk.press("4", "r", "down", "down", "enter")
        assert "药品追溯码" in desk.text(".title")
        fill(desk, "d.card", "", "", "x.referral")
        await desk.press("enter")
        assert isinstance(desk.app.screen, AskDialog)
        assert [one.value for one in desk.app.screen.query(Input)] == [
            *("d.card", "", "", "x.referral")
        ]
        assert say("referral.tui.incomplete") in desk.notices()
        await desk.press("escape")
        assert made.acts == []


async def test_where_nothing_was_found_it_says_so() -> None:
    async with at_the_desk(MadeUpSteps()) as desk:
        await desk.press("4", "r")
        assert say("tui.findings.empty") in desk.notices()


@pytest.mark.heavy
@pytest.mark.xdist_group("real-case")
async def test_the_package_opens_for_the_authority(checked: RealCase, tmp_path: Path) -> None:
    police = new_identity("王警官", "institution")
    card, out = tmp_path / "p.card", tmp_path / "p.referral"
    card.write_bytes(police.card.to_bytes())
    with closing(bound(checked.folder, checked.lead, True)) as real:
        async with at_the_desk(opener=lambda write: real) as desk:
            await desk.press("3", "c", "enter", "4", "r", "enter")
            fill(desk, str(card), "涉嫌骗保", "", str(out))
            await desk.press("enter")
            assert any("已移送 1 条" in one for one in desk.notices())
            assert "转公安" in desk.text("#about")
    opened = open_referred(out, police, tmp_path / "clue")
    assert {"letter.pdf", "list.xlsx"} <= set(opened.files)
