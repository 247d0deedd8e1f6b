"""The screens of samples and persons over the real steps and a real case."""

from contextlib import closing

import pytest
from openpyxl import load_workbook
from textual.widgets import TextArea

from inspector.tui.beginning import bound
from inspector.tui.screens.person import PersonScreen
from tests.screens.conftest import RealCase
from tests.screens.driving import at_the_desk

pytestmark = [pytest.mark.heavy, pytest.mark.xdist_group("real-case")]


async def test_a_sample_is_drawn_of_a_real_hospital_and_its_seed_is_kept_first(
    case: RealCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(case.folder.parent)
    with closing(bound(case.folder, case.lead, True)) as steps:
        async with at_the_desk(opener=lambda write: steps) as desk:
            await desk.press("6", "n", "enter")
            assert desk.cells(0)[-1].strip() == "已计划"
            await desk.press("d")
            await desk.type("426135")
            await desk.press("enter")
            assert [cell.strip() for cell in desk.cells(0)[2:]] == ["1,602", "60", "已抽"]
            await desk.press("v")
            assert any(told.strip().startswith("一致") for told in desk.notices())
            await desk.press("w", "enter")
            [sheet] = case.folder.parent.glob("*.xlsx")
            assert load_workbook(sheet).worksheets[0].max_row == 61
            await desk.press("5")
            question = "SELECT psn_no FROM trt_session LIMIT 1"
            desk.app.screen.query_one(TextArea).text = question
            await desk.press("f5", "escape", "t")
            assert isinstance(desk.app.screen, PersonScreen)
            kinds = {desk.cells(at)[2].strip() for at in range(len(desk.table.rows))}
            assert {"就诊", "收费", "治疗", "结算"} <= kinds
        [sample] = steps.samples()
        assert sample.seeds == ("426135",) and sample.source == "given"
