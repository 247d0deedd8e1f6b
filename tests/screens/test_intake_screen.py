"""The intake screen on the sample hospital and on a small folder with a doubtful column."""

import tomllib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static

from inspector import steps
from inspector.i18n import say
from inspector.tui.intake.app import IntakeApp
from inspector.tui.intake.dialogs import PackDialog, PathDialog
from inspector.tui.intake.office import Office
from inspector.tui.intake.screen import IntakeScreen
from inspector.tui.screens.help import HelpScreen
from inspector.tui.widgets.paged_table import PagedTable
from tests.screens.settling import settled, until

RAW = Path(__file__).parents[2] / "sample_audits" / "kangning" / "raw"
DEVICES = "1.3-机构设备台账提取表.xlsx"
DOUBTFUL = "注册证号"
AT = 6
"""Where the doubtful column stands in the workbook of devices."""


class Desk:
    """The running screen, and what can be read off it."""

    def __init__(self, app: IntakeApp, pilot: Pilot[None]) -> None:
        self.app, self.pilot = app, pilot

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def settle(self) -> None:
        await settled(self.pilot)

    @property
    def screen(self) -> IntakeScreen:
        return next(one for one in self.app.screen_stack if isinstance(one, IntakeScreen))

    def rows(self, table: str) -> list[tuple[str, ...]]:
        pages = self.screen.query_one(f"#{table}", PagedTable).rows
        return [pages[at] for at in range(len(pages))]

    def text(self, selector: str) -> str:
        return str(self.screen.query_one(selector, Static).content)

    def notices(self) -> list[str]:
        return [f"{note.title} {note.message}".strip() for note in self.app._notifications]


@asynccontextmanager
async def intake(
    raw: Path, mapping: Path | None = None, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Desk]:
    office = Office.at([raw], mapping)
    app = IntakeApp(office)
    async with app.run_test(size=size) as pilot:
        desk = Desk(app, pilot)
        await desk.settle()
        yield desk
    office.close()


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The workbook of devices: each column is sure but the one for the certificate."""
    folder = tmp_path / "u-disk"
    folder.mkdir()
    (folder / DEVICES).write_bytes((RAW / DEVICES).read_bytes())
    return folder


async def go_to_the_doubtful_column(desk: Desk) -> None:
    await desk.press("enter")
    desk.screen.query_one("#columns", PagedTable).go(AT)
    await desk.settle()
    assert desk.rows("columns")[AT][0] == DOUBTFUL


@pytest.mark.heavy
async def test_every_file_of_a_hospital_is_named_with_its_rows_and_dates() -> None:
    async with intake(RAW) as desk:
        files = {row[0]: row[1:] for row in desk.rows("files")}
        assert len(files) == len(list(RAW.iterdir()))
        assert files["fee_list_d.csv"] == (
            "费用明细", "20,009", "5", "2024-01-02..2024-12-28",
        )  # fmt: skip
        await desk.press("2")
        assert "费用发生时间 fee_ocur_time 不是日期或时间：2 行" in desk.text("#problems")


async def test_a_column_shows_what_it_becomes_how_it_is_written_and_how_sure_that_is(
    small: Path,
) -> None:
    async with intake(small) as desk:
        columns = desk.rows("columns")
        assert columns[1] == ("机构编码", "机构编码 fixmedins_code", "确定", "A00000000000")
        assert columns[AT][:3] == (DOUBTFUL, f"{DOUBTFUL} reg_cert_no", "? 存疑")


async def test_no_value_of_a_cell_is_on_the_screen(small: Path) -> None:
    async with intake(small) as desk:
        assert not any("H33010200001" in cell for row in desk.rows("columns") for cell in row)


async def test_a_doubtful_column_is_settled_and_the_mapping_written_where_it_was_asked_for(
    small: Path, tmp_path: Path
) -> None:
    target = tmp_path / "kangning.toml"
    async with intake(small, target) as desk:
        await go_to_the_doubtful_column(desk)
        await desk.press("enter")
        await desk.press("enter")
        assert {row[2] for row in desk.rows("columns")} == {"已定"}
        assert not target.exists()
        await desk.press("w")
        assert any(str(target) in told for told in desk.notices())
    (block,) = tomllib.loads(target.read_text("utf-8"))["device"]
    assert block["files"] == [DEVICES]
    assert block["columns"]["reg_cert_no"] == {"column": DOUBTFUL}
    (seen,) = steps.profile_exports([small], target).files
    assert seen.mapped[DOUBTFUL] == "reg_cert_no"


async def test_a_file_nobody_recognised_is_taken_once_its_table_and_columns_are_said(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "raw"
    folder.mkdir()
    text = "医院代码,工号,职工,职务,所在科室\nH33010200001,S001,甲某,治疗师,康复科\n"
    (folder / "名册.csv").write_text(text, "utf-8")
    async with intake(folder) as desk:
        assert desk.rows("files")[0][1].startswith("? ")
        await desk.press("b")
        desk.app.screen.query_one(Input).value = "staff"
        await desk.settle()
        options = [one.id for one in desk.app.screen.query_one(OptionList).options]
        await desk.press(*["down"] * options.index("staff"), "enter")
        assert desk.rows("files")[0][1] == "? 人员信息"
        await desk.press("enter")
        headers = [row[0] for row in desk.rows("columns")]
        for header, column in (("工号", "staff_code"), ("职工", "staff_name")):
            desk.screen.query_one("#columns", PagedTable).go(headers.index(header))
            await desk.press("enter")
            desk.app.screen.query_one(Input).value = column
            await desk.settle()
            await desk.press("enter")
        assert desk.rows("files")[0][1:3] == ("人员信息", "1")
        taken = {row[0]: row[1] for row in desk.rows("columns")}
        assert taken["工号"].endswith("staff_code")
        assert taken["职工"].endswith("staff_name")


async def test_columns_are_found_by_letters_and_a_header_may_be_left_out(small: Path) -> None:
    async with intake(small) as desk:
        await go_to_the_doubtful_column(desk)
        await desk.press("enter")
        find = desk.app.screen.query_one(Input)
        find.value = "model"
        await desk.settle()
        options = desk.app.screen.query_one(OptionList)
        assert [str(one.prompt).split()[:2] for one in options.options] == [["型号", "model"]]
        find.value = "不取"
        await desk.settle()
        await desk.press("enter")
        assert desk.rows("columns")[AT][1] == "不取"
        assert "reg_cert_no" not in desk.app.office.text


async def test_asked_where_to_write_it_replaces_no_file_before_a_second_enter(
    small: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.toml"
    other.write_text("# 别人的\n", "utf-8")
    async with intake(small) as desk:
        await go_to_the_doubtful_column(desk)
        await desk.press("enter", "enter", "w")
        assert isinstance(desk.app.screen, PathDialog)
        desk.app.screen.query_one(Input).value = str(other)
        await desk.press("enter")
        assert other.read_text("utf-8") == "# 别人的\n"
        assert "覆盖" in str(desk.app.screen.query_one("#wrong", Static).content)
        await desk.press("enter")
        assert "reg_cert_no" in other.read_text("utf-8")


async def test_a_mapping_that_was_changed_elsewhere_is_not_replaced_without_asking(
    small: Path, tmp_path: Path
) -> None:
    target = tmp_path / "kangning.toml"
    async with intake(small, target) as desk:
        await go_to_the_doubtful_column(desk)
        await desk.press("enter", "enter")
        target.write_text("# 别处写的\n", "utf-8")
        await desk.press("w")
        assert isinstance(desk.app.screen, PathDialog)
        await desk.press("escape")
    assert target.read_text("utf-8") == "# 别处写的\n"


async def test_leaving_with_an_unwritten_mapping_asks_first(small: Path) -> None:
    async with intake(small) as desk:
        await go_to_the_doubtful_column(desk)
        await desk.press("enter", "enter", "q")
        assert desk.app.is_running
        assert say("tui.intake.unwritten") in desk.notices()


async def test_a_trial_tells_what_is_taken_and_what_is_not(tmp_path: Path) -> None:
    folder = tmp_path / "raw"
    folder.mkdir()
    for name in ("6.1-机构治疗记录提取表.xlsx", DEVICES):
        (folder / name).write_bytes((RAW / name).read_bytes())
    async with intake(folder) as desk:
        assert "还没有试转换" in desk.text("#totals")
        await desk.press("t")
        told = desk.text("#totals")
        assert "采用 4,205 行，隔离 3 行" in told
        assert "治疗记录号 session_id 必填而为空：1 行" in told
        assert "! 收到 4,208 行，采用 4,205 行，隔离 3 行" in told


async def test_the_office_packs_from_the_screen(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INSPECTOR_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("INSPECTOR_TEST_SCRYPT", "10")
    monkeypatch.delenv("INSPECTOR_PASSPHRASE", raising=False)
    steps.make_identity(tmp_path / "office.identity", "王数", "authority", "open sesame")
    steps.make_identity(tmp_path / "lead.identity", "李查", "lead", "open sesame")
    out = tmp_path / "kangning.snapshot"
    async with intake(small) as desk:
        await desk.press("p")
        dialog = desk.app.screen
        assert isinstance(dialog, PackDialog)
        for line, said in (
            ("identity", str(tmp_path / "office.identity")),
            ("passphrase", "open sesame"),
            ("recipients", str(tmp_path / "lead.card")),
            ("out", str(out)),
        ):
            dialog.query_one(f"#{line}", Input).value = said
        await desk.press("enter")
        assert "采用 40 行，隔离 0 行" in desk.text("#totals")
    assert steps.verify_file(out).kind == "snapshot"


async def test_a_wrong_passphrase_is_told_and_nothing_is_packed(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INSPECTOR_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("INSPECTOR_TEST_SCRYPT", "10")
    steps.make_identity(tmp_path / "office.identity", "王数", "authority", "open sesame")
    out = tmp_path / "kangning.snapshot"
    async with intake(small) as desk:
        await desk.press("p")
        for line, said in (
            ("identity", str(tmp_path / "office.identity")),
            ("passphrase", "wrong"),
            ("recipients", str(tmp_path / "office.card")),
            ("out", str(out)),
        ):
            desk.app.screen.query_one(f"#{line}", Input).value = said
        await desk.press("enter")
        assert any("口令" in told for told in desk.notices())
    assert not out.exists()


async def test_a_folder_that_is_not_there_is_told_as_a_sentence(tmp_path: Path) -> None:
    async with intake(tmp_path / "gone") as desk:
        assert "找不到" in desk.text("#told")


async def test_a_broken_mapping_is_told_as_a_sentence(small: Path, tmp_path: Path) -> None:
    target = tmp_path / "broken.toml"
    target.write_text("[device\n", "utf-8")
    async with intake(small, target) as desk:
        assert "broken.toml" in desk.text("#told")


async def test_escape_stops_the_looking_between_two_files() -> None:
    office = Office.at([RAW], None)
    app = IntakeApp(office)
    async with app.run_test(size=(80, 24)) as pilot:
        desk = Desk(app, pilot)
        await until(pilot, lambda: desk.screen.job is not None)
        await pilot.press("escape")
        await until(pilot, lambda: desk.screen.job is None)
        await desk.settle()
        assert len(desk.rows("files")) < len(list(RAW.iterdir()))
        assert say("tui.intake.stopped") in desk.notices()


async def test_help_and_language_work_as_on_the_other_screens(small: Path) -> None:
    async with intake(small) as desk:
        await desk.press("f1")
        assert isinstance(desk.app.screen, HelpScreen)
        await desk.press("escape", "ctrl+l")
        assert desk.rows("files")[0][1] == "Devices"
        assert "1 files" in desk.text("#told")
