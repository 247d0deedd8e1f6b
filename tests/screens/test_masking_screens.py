"""On the screens everybody is a pseudonym; one person is named on a page that covers them again."""

from contextlib import closing
from typing import Any

import pytest

from inspector.steps import hits, open_desk
from inspector.steps.hits import one_row_each
from inspector.tui.beginning import bound
from inspector.tui.screens.record import RecordScreen
from inspector.tui.screens.revealing import ReasonDialog, first_pseudonym
from inspector.tui.widgets.lines import CaseLine
from tests.screens.conftest import RealCase
from tests.screens.driving import Desk, at_the_desk
from tests.screens.made_up import MadeUpSteps, hit_rows

PERSON = "人-7F3K2QXA"


class Masked(MadeUpSteps):
    """Its hits name nobody, as the real ones."""

    def hits(self) -> Any:
        import pyarrow as pa

        rows = [row | {"psn_no": PERSON} for row in hit_rows(0, 4)]
        return one_row_each(pa.Table.from_pylist(rows))


def header(desk: Desk) -> str:
    return str(desk.app.screen_stack[0].query_one(CaseLine).render())


async def test_a_person_is_named_for_a_reason_and_covered_again_when_the_page_is_left() -> None:
    steps = Masked()
    async with at_the_desk(steps, size=(140, 40)) as desk:
        await desk.press("3")
        assert PERSON in desk.cells(0)
        assert "已脱敏" in header(desk)
        await desk.press("p")
        assert isinstance(desk.app.screen, ReasonDialog)
        await desk.type("check")
        assert steps.acts == []
        await desk.press("enter")
        assert steps.acts == [("reveal", PERSON, "check")]
        page = desk.app.screen
        assert isinstance(page, RecordScreen)
        assert ("姓名", "张三丰") in page.values
        assert "已显示" in header(desk)
        await desk.press("escape")
        assert "已脱敏" in header(desk)
        assert not any("张三丰" in cell for cell in desk.cells(0))


@pytest.mark.parametrize("keys", [("p", "enter"), ("p", "escape")])
async def test_without_a_reason_nobody_is_named(keys: tuple[str, ...]) -> None:
    steps = Masked()
    async with at_the_desk(steps) as desk:
        await desk.press("3", *keys)
        assert steps.acts == []
        assert desk.app.current_mode == "hits"


async def test_a_hired_expert_is_told_that_naming_is_not_theirs() -> None:
    async with at_the_desk(Masked(role="contractor")) as desk:
        await desk.press("3", "p")
        assert not isinstance(desk.app.screen, RecordScreen)
        assert "已脱敏" in header(desk)
        assert len(desk.notices()) == 1


@pytest.mark.heavy
@pytest.mark.xdist_group("real-case")
async def test_hits_answers_and_exports_show_one_pseudonym_for_one_person(case: RealCase) -> None:
    with closing(bound(case.folder, case.lead, True)) as steps:
        steps.check(lambda rule, done, total: None)
        async with at_the_desk(opener=lambda write: steps, size=(160, 40)) as desk:
            await desk.press("3")
            shown = desk.cells(0)
            person = first_pseudonym(dict(enumerate(shown)))  # type: ignore[arg-type]
            visit = shown[6]
            await desk.press("5")
            asked = f"SELECT psn_no, psn_name FROM mdtrt_d WHERE mdtrt_id = '{visit}'"
            desk.app.screen.query_one("#sql").text = asked  # type: ignore[attr-defined]
            await desk.press("f5")
            assert desk.cells(0)[0] == person
            assert desk.cells(0)[1].endswith("**")
            await desk.press("p")
            await desk.type("compare")
            await desk.press("enter")
            assert isinstance(desk.app.screen, RecordScreen)
    with open_desk(case.folder, case.lead, write=False) as again:
        people = hits(again)["psn_no"].to_pylist()
        kinds = [event.kind for event in again.journal.events()]
    assert person in people
    assert kinds.count("revealed") == 1
