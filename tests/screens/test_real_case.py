"""The screens over the real steps and a real case: what a person does in one sitting."""

from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from threading import Event

import pytest

from inspector.steps import CheckSummary, open_desk, outcomes, packs
from inspector.tui.beginning import bound
from inspector.tui.bound import BoundSteps
from inspector.tui.needs import Progress
from inspector.tui.screens.overview import OverviewScreen
from inspector.tui.screens.rules import RulesScreen
from tests.screens.conftest import RealCase
from tests.screens.driving import Desk, at_the_desk
from tests.screens.settling import MOST
from tests.screens.terminal import Terminal

pytestmark = [pytest.mark.heavy, pytest.mark.xdist_group("real-case")]
FOREVER = "SELECT count(*) FROM range(100000000000) a, range(1000000) b"


async def run_the_rules(desk: Desk) -> None:
    await desk.press("2")
    await desk.pilot.press("r")
    await desk.settle()


async def go_to(desk: Desk, rule: str) -> tuple[str, ...]:
    """Put the cursor on the rule; what its row says of hits and 元."""
    at = next(row for row in range(len(desk.table.rows)) if desk.cells(row)[0] == rule)
    await desk.press(*["down"] * at)
    return desk.cells(at)[3:]


async def test_from_an_unchecked_case_to_a_confirmed_finding_and_a_question(
    case: RealCase,
) -> None:
    with closing(bound(case.folder, case.lead, True)) as steps:
        async with at_the_desk(opener=lambda write: steps) as desk:
            assert isinstance(desk.app.screen, OverviewScreen)
            assert "20,002" in desk.text("#tables")
            assert "按 2 到规则页" in desk.text("#next")
            await run_the_rules(desk)
            with open_desk(case.folder, case.lead, write=False) as beside:
                outcomes_kept = outcomes(beside)
            hit = sum(row.status == "hit" for row in outcomes_kept)
            assert desk.text("#told").startswith(f"{len(outcomes_kept)} 条规则 | 命中 {hit}")
            assert await go_to(desk, "DQ-03") == ("8", "264.00")

            await desk.press("enter")
            assert desk.app.current_mode == "hits"
            assert len(desk.table.rows) == 8
            await desk.press("enter")
            for part in ("出院", "第三十八条", "出院记录", "还没有认定"):
                assert part in desk.text("#about")
            await desk.press("c", "enter")
            assert "认定：属实" in desk.text("#about")

            await desk.press("escape", "4")
            assert len(desk.table.rows) == 1
            assert desk.cells(0)[0] == "属实"
            await desk.press("n")
            await desk.type("asked the ward")
            await desk.press("enter")
            assert desk.cells(0)[-1] == "asked the ward"
            assert "备注  asked the ward" in desk.text("#about")

            await desk.press("5", "f5")
            assert desk.text("#told").startswith("共 43 行")
        [finding] = steps.findings().values()
        assert (finding.state, finding.amount_confirmed) == ("confirmed", Decimal("85.00"))


async def test_a_question_that_writes_is_refused_and_one_without_end_is_stopped(
    case: RealCase,
) -> None:
    with closing(bound(case.folder, case.lead, True)) as steps:
        async with at_the_desk(opener=lambda write: steps) as desk:
            await desk.press("5")
            desk.app.screen.query_one("#sql").text = "DROP TABLE fee_list_d"  # type: ignore[attr-defined]
            await desk.press("f5")
            assert desk.text("#told").startswith("这条查询不能运行")
            assert len(desk.table.rows) == 0
            desk.app.screen.query_one("#sql").text = FOREVER  # type: ignore[attr-defined]
            await desk.pilot.press("f5")
            await desk.told("正在查询")
            await desk.pilot.press("escape")
            await desk.told("已放弃这次查询。")


class Held(BoundSteps):
    """The real steps; their check waits, once two rules are done, for a person to press a key."""

    def __init__(self, case: RealCase) -> None:
        super().__init__(case.folder, case.lead, True)
        self.reached, self.pressed = Event(), Event()

    def check(self, progress: Progress) -> CheckSummary:
        def told(rule: str, done: int, of: int) -> None:
            if not self.reached.is_set() and done >= 2:
                self.reached.set()
                self.pressed.wait(MOST)
            progress(rule, done, of)

        return super().check(told)


async def test_a_check_stopped_half_way_keeps_the_rules_that_are_done(case: RealCase) -> None:
    with closing(Held(case)) as steps:
        async with at_the_desk(opener=lambda write: steps) as desk:
            await desk.press("2")
            await desk.pilot.press("r")
            screen = desk.app.screen
            assert isinstance(screen, RulesScreen)
            await desk.until(steps.reached.is_set)
            await desk.pilot.press("escape")
            steps.pressed.set()
            # A worker told to stop counts as over while its thread still ends its rule.
            await desk.until(lambda: not screen.running)
            await desk.settle()
            assert desk.text("#told").startswith("已停止")
    with open_desk(case.folder, case.lead, write=False) as desk_again:
        done = {row.rule_id for row in outcomes(desk_again)}
    every = {rule.id for pack in packs() for rule in pack.rules}
    assert len(done) >= 2 and done < every


async def test_a_reason_that_wants_a_note_is_not_taken_without_one(checked: RealCase) -> None:
    with closing(bound(checked.folder, checked.lead, True)) as steps:
        async with at_the_desk(opener=lambda write: steps) as desk:
            await desk.press("3", "x", "0", "enter")
            assert desk.text("#wrong") == "这个理由须写明说明。"
            assert steps.findings() == {}
            await desk.type("as the ward says")
            await desk.press("enter")
            assert desk.cells(0)[0] == "已排除"


async def test_a_case_somebody_writes_in_can_be_looked_at_and_not_written_to(
    checked: RealCase,
) -> None:
    with closing(bound(checked.folder, checked.lead, True)) as writer:
        with closing(bound(checked.folder, checked.lead, False)) as reader:
            async with at_the_desk(opener=lambda write: reader) as desk:
                for keys in (("2", "r"), ("3", "c"), ("3", "x"), ("3", "n"), ("5", "f5")):
                    await desk.press(*keys)
                    assert desk.notices()[-1].startswith("案卷是只读打开的")
        assert writer.findings() == {}


@pytest.fixture
def terminal(case: RealCase) -> Iterator[Terminal]:
    told = {
        "INSPECTOR_HOME": str(case.home),
        "INSPECTOR_IDENTITY": str(case.identity),
        "INSPECTOR_PASSPHRASE": "made for the sample",
        "INSPECTOR_LANG": "zh",
    }
    with closing(Terminal(["--case", str(case.folder)], told)) as terminal:
        yield terminal


def test_the_installed_program_is_driven_by_keys_from_opening_to_leaving(
    terminal: Terminal,
) -> None:
    terminal.wait_for("按 2 到规则页")
    terminal.keys("2")
    terminal.wait_for("还没有检查过")
    terminal.keys("r")
    every = sorted(rule.id for pack in packs() for rule in pack.rules)
    terminal.wait_for(f"{len(every)} 条规则 | 命中")
    terminal.keys(*["Down"] * every.index("DQ-03"), "Enter")
    terminal.wait_for("8 个疑点")
    terminal.keys("c")
    terminal.wait_for("认定属实：1 条")
    terminal.keys("Enter")
    terminal.wait_for("已立案 1 个")
    terminal.keys("F1")
    terminal.wait_for("每行一个")
    terminal.keys("Escape")
    terminal.wait_for("每行一个", gone=True)
    terminal.keys("4")
    terminal.wait_for("1 条，属实合计 85.00 元")
    terminal.keys("5")
    terminal.wait_for("F6 列出表和字段")
    terminal.keys("F5")
    terminal.wait_for("共 43 行")
    terminal.keys("q")
    terminal.wait_for("left with 0")
