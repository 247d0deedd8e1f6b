"""What is told before a thing is handed in, and the exchange between colleagues, by command."""

import json
from pathlib import Path

from tests.commands.inspection import Inspection, Walk


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*")} if folder.exists() else {}


def test_a_dry_run_says_what_would_be_sent_and_sends_nothing(walked: Walk, tmp_path: Path) -> None:
    team = walked.stage("signed").copied(tmp_path / "signed").team
    stick = tmp_path / "stick"
    stick.mkdir()
    told = team.does("submit", "--to", stick, "--dry-run")
    assert told.stdout == "" and "would be sealed" in told.stderr
    assert files(team.folder / "case" / "outbox") == files(stick) == {}
    team.does("submit")
    waits = team.does("submit", "--to", stick, "--dry-run").stdout
    assert "would be sent" in waits and files(stick) == {}
    team.does("submit", "--to", stick)
    assert "is there already" in team.does("submit", "--to", stick, "--dry-run").stdout


def test_a_dry_run_refuses_what_handing_in_would_refuse(walked: Walk, tmp_path: Path) -> None:
    team = walked.stage("signed once").copied(tmp_path / "signed once").team
    dry, real = team.inspector("submit", "--dry-run"), team.inspector("submit")
    assert dry.returncode == real.returncode != 0
    assert dry.stderr == real.stderr
    gone = team.inspector("submit", "--dry-run", "--to", "sftp://li:Geheim7/8@host/inbox")
    assert gone.returncode != 0 and "Geheim7" not in gone.stderr + gone.stdout


def test_colleagues_exchange_a_case_by_command(checked: Inspection, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    told = checked.team.does("sync", stick, "--json")
    assert json.loads(told.stdout) == {"conflicted": [], "events": 0, "evidence": 0, "missing": 0}
    [place] = stick.iterdir()
    assert str(place) in checked.team.does("sync", stick).stderr
    assert [path.suffix for path in place.iterdir() if path.is_file()] == [".journal"]
    assert checked.team.inspector("sync", tmp_path / "not there").returncode != 0


def test_the_supervisor_gets_a_page_for_the_browser_too(walked: Walk, tmp_path: Path) -> None:
    bureau = walked.now.copied(tmp_path / "now").bureau
    bureau.does("gather", "inbox", "-o", "again", "--html")
    page = (bureau.folder / "again" / "dashboard.html").read_text("utf-8")
    figures = json.loads((bureau.folder / "again" / "summary.json").read_bytes())
    assert f"{float(figures['total']):,.2f}" in page
    assert "<script" not in page and "default-src 'none'" in page
    assert not (bureau.folder / "summary" / "dashboard.html").exists()
