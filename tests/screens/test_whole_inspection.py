"""The installed program, driven by keys: open, check, confirm ten hits, report, sign, hand in."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from benchmarks.recall import PASSPHRASE, SAMPLE
from inspector.steps import (
    issue_roster,
    make_identity,
    open_case,
    open_desk,
    pack_exports,
    trust_file,
    verify_file,
)
from inspector.trust import Identity
from tests.screens.terminal import Terminal

pytestmark = [pytest.mark.heavy, pytest.mark.xdist_group("real-case")]
INSPECTION = "2024-07"


@pytest.fixture
def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Identity]:
    """A lead, a second inspector, a supervisor, and the case of the sample hospital in `case`."""
    monkeypatch.setenv("INSPECTOR_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("INSPECTOR_TEST_SCRYPT", "10")
    people = {
        "office": make_identity(tmp_path / "office.identity", "数据办", "authority", PASSPHRASE),
        "lead": make_identity(
            tmp_path / "lead.identity", "张检查", "lead", PASSPHRASE, cert_no="ZJ001"
        ),
        "li": make_identity(
            tmp_path / "li.identity", "李检查", "inspector", PASSPHRASE, cert_no="ZJ002"
        ),
        "zhou": make_identity(tmp_path / "zhou.identity", "周督导", "supervisor", PASSPHRASE),
    }
    cards = [one.card for name, one in people.items() if name != "office"]
    until = date.today() + timedelta(days=30)
    issue_roster(tmp_path / "team.roster", INSPECTION, cards, people["office"], until)
    trust_file(tmp_path / "team.roster")
    snapshot = tmp_path / "kangning.snapshot"
    own = [people["lead"].card, people["li"].card]
    pack_exports([SAMPLE / "raw"], people["office"], own, snapshot)
    open_case(tmp_path / "case", [snapshot], people["lead"])
    (tmp_path / "inbox").mkdir()
    return people


@pytest.fixture
def terminal(team: dict[str, Identity], tmp_path: Path) -> Iterator[Terminal]:
    told = {
        "INSPECTOR_HOME": str(tmp_path / "home"),
        "INSPECTOR_IDENTITY": str(tmp_path / "lead.identity"),
        "INSPECTOR_PASSPHRASE": PASSPHRASE,
        "INSPECTOR_TEST_SCRYPT": "10",
        "INSPECTOR_LANG": "zh",
    }
    with closing(Terminal(["--case", str(tmp_path / "case")], told)) as terminal:
        yield terminal


def check_and_confirm(terminal: Terminal) -> None:
    terminal.wait_for("按 2 到规则页")
    terminal.keys("2")
    terminal.wait_for("还没有检查过")
    terminal.keys("r")
    terminal.wait_for("条规则 | 命中")
    terminal.keys("3")
    terminal.wait_for("已立案 0 个")
    terminal.keys(*["Space"] * 10)
    terminal.wait_for("已勾选 10 个")
    terminal.keys("c")
    terminal.wait_for("认定属实：10 条")
    terminal.keys("Enter")
    terminal.wait_for("已立案 10 个")


def report_and_sign(terminal: Terminal, second: Path) -> None:
    terminal.keys("8")
    terminal.wait_for("按 r 由案卷现状出具报告")
    terminal.keys("r")
    terminal.wait_for("待签 0/2")
    terminal.keys("s")
    terminal.wait_for("以 张检查 的名义")
    terminal.keys("Enter")
    terminal.wait_for("待签 1/2")
    terminal.keys("o")
    terminal.wait_for("另一名检查人员签名（")
    terminal.keys(str(second), "Enter", PASSPHRASE, "Enter")
    terminal.wait_for("签名齐（2）")


def hand_in(terminal: Terminal, to: Path) -> None:
    terminal.keys("9")
    terminal.wait_for("这里列出上报包和回执")
    terminal.keys("s")
    terminal.wait_for("上报最新的报告")
    terminal.keys(str(to), "Enter")
    terminal.wait_for("已送，待回执")


def test_an_inspection_is_done_without_leaving_the_program(
    terminal: Terminal, team: dict[str, Identity], tmp_path: Path
) -> None:
    check_and_confirm(terminal)
    report_and_sign(terminal, tmp_path / "li.identity")
    hand_in(terminal, tmp_path / "inbox")
    terminal.keys("0")
    terminal.wait_for("逐条核对无误")
    terminal.keys("q")
    terminal.wait_for("left with 0")

    [bundle] = (tmp_path / "inbox").glob("*.bundle")
    assert {one.name for one in verify_file(bundle).hands} == {"张检查", "李检查"}
    with open_desk(tmp_path / "case", team["lead"], write=False) as desk:
        assert sum(one.stands for one in desk.findings().values()) == 10
