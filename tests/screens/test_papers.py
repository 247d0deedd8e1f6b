"""Evidence, reports, handing in and the log: what a person does there, key by key."""

from pathlib import Path

from rich.text import Text
from textual.widgets import Input, Static

from inspector.evidence import Taken
from inspector.steps import Noted
from tests.screens.driving import at_the_desk
from tests.screens.made_up import MadeUpSteps
from tests.screens.made_up_papers import noted


async def test_every_step_has_a_number_a_letter_and_a_line_that_shows_where_one_is() -> None:
    async with at_the_desk() as desk:
        for number, letter, step in (("7", "e", "evidence"), ("8", "p", "report")):
            await desk.press(number)
            assert desk.app.current_mode == step
            await desk.press("1", "g")
            await desk.press(letter)
            assert desk.app.current_mode == step
        await desk.press("g", "escape")
        assert desk.app.current_mode == "report"
        await desk.press("0")
        assert desk.app.current_mode == "log"
        await desk.press("g", "u")
        assert desk.app.current_mode == "outbox"


async def test_g_twice_is_the_first_row() -> None:
    async with at_the_desk() as desk:
        await desk.press("3", "G")
        assert desk.table.cursor == 39
        await desk.press("g", "g")
        assert desk.table.cursor == 0


async def test_a_piece_of_evidence_is_kept_and_listed() -> None:
    async with at_the_desk() as desk:
        await desk.press("7")
        assert "按 a" in desk.table.empty
        await desk.press("a")
        await desk.type("ab12")
        await desk.press("tab")
        await desk.type("p.jpg")
        await desk.press("tab")
        await desk.type("ward 3")
        await desk.press("enter")
        (_, finding, files, taken) = desk.steps.acts[-1]
        assert (finding, files, taken.place) == ("ab12", (Path("p.jpg"),), "ward 3")
        assert desk.cells(0)[:4] == ("p.jpg", "ab12", "一致", "ward 3")
        assert "sha256:p.jpg" in desk.text("#about")


async def test_a_photograph_is_looked_at_in_coloured_cells_and_a_list_is_told_to_be_none() -> None:
    made = MadeUpSteps()
    async with at_the_desk(made) as desk:
        made.attach("ab12", [Path("p.jpg"), Path("list.xlsx")], Taken())
        await desk.press("7", "v")
        seen = desk.app.screen.query_one("#photo", Static).content
        assert isinstance(seen, Text) and seen.plain == "  "
        assert [str(span.style) for span in seen.spans] == ["on #ff0000", "on #0000ff"]
        await desk.press("escape", "down", "v")
        assert "JPEG" in desk.text("#photo")
        await desk.press("escape")
        assert desk.app.current_mode == "evidence" and desk.table.cursor == 1


async def test_from_a_report_over_two_signatures_to_what_is_handed_in() -> None:
    async with at_the_desk() as desk:
        await desk.press("9", "s", "enter")
        assert any("签名" in told for told in desk.notices())
        await desk.press("8", "r")
        assert desk.cells(0) == ("第 001 号报告", "-", "待签 0/2")
        await desk.press("s", "escape")
        assert desk.cells(0)[1] == "-"
        await desk.press("s", "enter")
        assert desk.cells(0)[1:] == ("王检", "待签 1/2")
        await desk.press("o")
        await desk.type("li.identity")
        await desk.press("enter")
        await desk.type("secret")
        assert [line.password for line in desk.app.screen.query(Input)] == [False, True]
        await desk.press("enter")
        assert desk.steps.acts[-1] == ("sign-as", Path("li.identity"), "secret")
        assert desk.cells(0)[1:] == ("王检、李检", "签名齐（2）")
        await desk.press("9", "s")
        await desk.type("inbox")
        await desk.press("enter")
        assert desk.cells(0) == ("已送，待回执", "0011", "inbox")
        assert desk.text("#told") == "1 个上报包，待送 0 个"


async def test_forms_are_filled_and_a_refusal_is_put_on_record() -> None:
    async with at_the_desk() as desk:
        await desk.press("8", "r", "d", "down", "enter")
        assert desk.steps.acts[-1] == ("document", "interview")
        assert desk.cells(1)[0] == "interview-001"
        await desk.press("x", "enter")
        assert desk.steps.acts[-1][0] == "document"
        await desk.press("x")
        await desk.type("no")
        await desk.press("enter")
        assert desk.steps.acts[-1] == ("sign", "no")


async def test_the_log_has_the_latest_first_and_what_was_typed_narrows_it() -> None:
    async with at_the_desk() as desk:
        desk.steps.events = (*desk.steps.events, noted("exported", "hits", "clock-back"))
        await desk.press("0")
        assert desk.text("#told") == "3 条，1 人，签名与日志链逐条核对无误 | ! 1 条须留意"
        assert desk.cells(0)[2:] == ("导出", "", "! hits")
        assert "往回走了" in desk.text("#about")
        assert "sha256:head" in desk.text("#about")
        await desk.press("slash")
        await desk.type("select")
        await desk.press("enter")
        assert len(desk.table.rows) == 1 and desk.cells(0)[2] == "查询"
        await desk.press("escape")
        assert len(desk.table.rows) == 3


async def test_what_a_role_may_not_do_is_said_and_noted() -> None:
    async with at_the_desk(MadeUpSteps(role="contractor")) as desk:
        await desk.press("3", "c")
        assert len(desk.notices()) == 1
        await desk.press("8", "r", "9", "s")
        assert desk.steps.acts == []
        await desk.press("0")
        told = [desk.cells(row)[4].split()[0] for row in range(3)]
        assert told == ["submit", "report", "confirm"]
        assert isinstance(desk.steps.events[-1], Noted)
