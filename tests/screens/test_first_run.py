"""In an empty folder: keys are made, a snapshot becomes a case, without a command line."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from benchmarks.recall import PASSPHRASE
from inspector.steps import read_card
from inspector.tui.app import InspectorApp
from inspector.tui.beginning import Beginning
from inspector.tui.needs import Opener
from inspector.tui.screens.overview import OverviewScreen
from inspector.tui.screens.welcome import WelcomeScreen
from tests.screens.conftest import RealCase
from tests.screens.settling import settled, until

pytestmark = pytest.mark.xdist_group("real-case")


async def fill(pilot: Pilot[None], *values: str) -> None:
    """Fill the lines of the form in front, one after the other."""
    await until(pilot, lambda: len(pilot.app.screen.query(Input)) == len(values))
    for line, value in zip(pilot.app.screen.query(Input), values, strict=True):
        line.value = value
    await pilot.press(*["enter"] * len(values))
    await settled(pilot)


def said(app: InspectorApp) -> str:
    return str(app.screen.query_one("#paragraph", Static).content)


async def test_keys_are_made_once_the_two_passphrases_are_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("INSPECTOR_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("INSPECTOR_TEST_SCRYPT", "10")
    kept: list[Path] = []
    app = InspectorApp(None, Beginning(kept.append))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i")
        await fill(pilot, "张三", "检查员", "ZJ001", "", "my.identity", "one", "two")
        assert "两次口令不同" in said(app) and not kept
        await pilot.press("i")
        await fill(pilot, "张三", "检查员", "ZJ001", "", "my.identity", "one", "one")
        assert "my.card" in said(app) and kept == [Path("my.identity")]
        assert isinstance(app.screen, WelcomeScreen)
    assert read_card(tmp_path / "my.card").role == "inspector"


@pytest.mark.heavy
async def test_a_snapshot_becomes_the_case_on_the_screen(
    opened: RealCase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INSPECTOR_HOME", str(opened.home))
    snapshot = opened.folder.parent / "kangning.snapshot"
    app = InspectorApp(None)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s")
        told = (str(snapshot), str(tmp_path / "case"), str(opened.identity))
        await fill(pilot, *told, "not it")
        assert isinstance(app.screen, WelcomeScreen) and "口令" in said(app)
        await pilot.press("s")
        await fill(pilot, *told, PASSPHRASE)
        await until(pilot, lambda: isinstance(app.screen, OverviewScreen))
        assert app.session is not None
        app.session.steps.close()
    assert (tmp_path / "case" / "case.json").is_file()


@pytest.mark.heavy
async def test_one_key_makes_the_sample_telling_of_each_step_and_opens_its_case(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INSPECTOR_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("INSPECTOR_TEST_SCRYPT", "10")
    told: list[str] = []

    class Heard(Beginning):
        def sample(self, folder: str, narrate: Callable[[str], None]) -> Opener:
            def heard(sentence: str) -> None:
                told.append(sentence)
                narrate(sentence)

            return super().sample(folder, heard)

    app = InspectorApp(None, Heard())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("d")
        await fill(pilot, str(tmp_path / "shown"))
        await until(pilot, lambda: isinstance(app.screen, OverviewScreen))
        assert app.session is not None and app.session.overview.confirmed > 0
        app.session.steps.close()
    assert len(told) > 10
