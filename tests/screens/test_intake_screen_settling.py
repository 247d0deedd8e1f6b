"""A column's format, unit, words and 口径 are settled on the screen and kept in the mapping."""

import csv
import tomllib
from pathlib import Path

import pytest
from textual.widgets import Input, Static

from inspector import steps
from inspector.i18n import say
from inspector.tui.intake.way_dialogs import LimitDialog, WritingDialog
from inspector.tui.widgets.paged_table import PagedTable
from tests.screens.test_intake_screen import Desk, intake

MAPPING = """
[[ipt_fee]]
files = ["ZY_FYMX*.csv"]

[ipt_fee.columns]
certno = "SFZH"
ipt_otp_no = "ZYHM"
medins_list_codg = "FYXH"
med_chrgitm_type = "FYLB"
cnt = "FYSL"
pric = "FYDJ_FEN"
det_item_fee_sumamt = "ZJJE_FEN"
fee_ocur_time = "FYRQ"
"""


@pytest.fixture
def fees(tmp_path: Path) -> tuple[Path, Path]:
    """Twenty fee lines in 分, days first, four of them voided; and a plain mapping of theirs."""
    made = [
        {
            **{"SFZH": "99010119900101001X", "ZYHM": "0001", "FYXH": f"K{n}", "FYSL": "1"},
            **{"FYLB": "治疗", "FYDJ_FEN": "4500", "ZJJE_FEN": "4500"},
            **{"FYRQ": f"{n + 1:02}/03/2024 08:05", "JSZT": "作废" if n % 5 == 0 else "有效"},
        }
        for n in range(20)
    ]
    (tmp_path / "raw").mkdir()
    with (tmp_path / "raw" / "ZY_FYMX1.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(made[0]))
        writer.writeheader()
        writer.writerows(made)
    mapping = tmp_path / "his.toml"
    mapping.write_text(MAPPING, "utf-8")
    return tmp_path / "raw", mapping


async def go_to(desk: Desk, header: str) -> None:
    table = desk.screen.query_one("#columns", PagedTable)
    table.focus()
    table.go([row[0] for row in desk.rows("columns")].index(header))
    await desk.settle()


async def fill(desk: Desk, **said: str) -> None:
    for line, text in said.items():
        desk.app.screen.query_one(f"#{line}", Input).value = text
    await desk.press("enter")


async def test_format_unit_words_and_limit_are_settled_written_and_read_again(
    fees: tuple[Path, Path],
) -> None:
    raw, mapping = fees
    async with intake(raw, mapping) as desk:
        await go_to(desk, "FYRQ")
        await desk.press("f")
        await fill(desk, format="%d/%m/%Y %H:%M")
        for header in ("FYDJ_FEN", "ZJJE_FEN"):
            await go_to(desk, header)
            await desk.press("f")
            assert isinstance(desk.app.screen, WritingDialog)
            assert not desk.app.screen.query("#format")
            await fill(desk, unit="分")
        await go_to(desk, "FYLB")
        await desk.press("f")
        await fill(desk, values="治疗 = 治疗费；床位＝床位费")
        await go_to(desk, "JSZT")
        await desk.press("s")
        await fill(desk, without="作废", why="只取有效结算")
        columns = {row[0]: row[1] for row in desk.rows("columns")}
        assert columns["FYDJ_FEN"] == "[分] 单价 pric"
        assert columns["JSZT"] == f"[{say('tui.intake.limited')}] 不取"
        assert desk.rows("files")[0][2] == "16"
        await desk.press("w")
    (said,) = tomllib.loads(mapping.read_text("utf-8"))["ipt_fee"]
    assert said["columns"]["fee_ocur_time"] == {"column": "FYRQ", "format": "%d/%m/%Y %H:%M"}
    assert said["columns"]["med_chrgitm_type"]["values"] == {"治疗": "治疗费", "床位": "床位费"}
    assert said["filter"] == [{"column": "JSZT", "not": ["作废"], "why": "只取有效结算"}]
    trial = steps.try_exports([raw], mapping).intake
    (source,) = trial.sources
    assert (source.rows_taken, source.rows_quarantined, source.rows_outside) == (16, 0, 4)


async def test_days_of_a_limit_are_read_in_the_format_of_their_column(
    fees: tuple[Path, Path],
) -> None:
    raw, mapping = fees
    async with intake(raw, mapping) as desk:
        await go_to(desk, "FYRQ")
        await desk.press("f")
        await fill(desk, format="%d/%m/%Y %H:%M")
        await go_to(desk, "FYRQ")
        await desk.press("s")
        await fill(desk, first="2024-03-05", last="2024-03-08")
        assert desk.rows("files")[0][2] == "4"


async def test_what_the_mapping_would_refuse_stays_in_the_dialog_with_the_reason(
    fees: tuple[Path, Path],
) -> None:
    raw, mapping = fees
    async with intake(raw, mapping) as desk:
        await go_to(desk, "FYDJ_FEN")
        await desk.press("f")
        await fill(desk, unit="文钱")
        assert isinstance(desk.app.screen, WritingDialog)
        assert "文钱" in str(desk.app.screen.query_one("#wrong", Static).content)
        await desk.press("escape")
        await go_to(desk, "FYRQ")
        await desk.press("s")
        await fill(desk, first="三月")
        assert isinstance(desk.app.screen, LimitDialog)
        await desk.press("escape")
        assert not desk.screen.office.dirty


async def test_a_column_that_is_not_taken_has_no_way_of_writing(fees: tuple[Path, Path]) -> None:
    raw, mapping = fees
    async with intake(raw, mapping) as desk:
        await go_to(desk, "JSZT")
        await desk.press("f")
        assert desk.notices() == [say("tui.intake.writing.none")]
