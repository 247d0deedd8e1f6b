"""What is told before a thing is handed in, and the exchange between colleagues, by command."""

import json
import shutil
import zipfile
from pathlib import Path

from tests.commands.inspection import Inspection, Walk
from tests.commands.refusal import refused


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
    seen = json.loads(told.stdout)
    colleagues = {one["name"]: one["seen"] for one in seen.pop("colleagues")}
    assert seen == {"conflicted": [], "events": 0, "evidence": 0, "missing": 0}
    assert colleagues == {"李检查": None, "陈专家": None}
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


def test_anybody_verifies_the_summary_and_sees_that_a_figure_was_changed(
    walked: Walk, tmp_path: Path
) -> None:
    bureau = walked.now.copied(tmp_path / "now").bureau
    assert "周督导" in bureau.does("verify", "summary").stdout
    figures = bureau.folder / "summary" / "summary.json"
    figures.write_bytes(figures.read_bytes().replace(b'"total":"', b'"total":"9', 1))
    refused(bureau, "verify", "summary", code="trust.signature-invalid", status=4)


def test_the_supervisor_keeps_a_store_and_the_next_inspection_sees_how_the_rules_did(
    walked: Walk, tmp_path: Path
) -> None:
    now = walked.now.copied(tmp_path / "now")
    bureau, team = now.bureau, now.team
    at_once = json.loads(bureau.does("gather", "inbox", "-o", "once", "--json").stdout)
    kept = ("--store", "store", "--packages")
    told = json.loads(bureau.does("gather", "inbox", "-o", "again", *kept, "--json").stdout)
    assert told == at_once
    packages = {path.name: path for path in (bureau.folder / "again").glob("*.zip")}
    assert len(packages) == 3
    held = {name: zipfile.ZipFile(path).namelist() for name, path in packages.items()}
    [scene] = [names for names in held.values() if "findings.parquet" in names]
    assert {"findings.csv", "by_rule.csv", "by_month.csv", "ranking.csv"} <= set(scene)
    found = sum(len(one["findings"]) for one in told["inspections"])
    page = json.loads(bureau.does("gathered", "store", "--limit", "2", "--json").stdout)
    assert (page["total"], len(page["findings"])) == (found, min(2, found))
    refused = bureau.inspector("gathered", "store", "--where", "psn_no=1")
    assert refused.returncode == 2 and "psn_no" in refused.stderr
    shutil.copy(bureau.folder / "again" / "rules.feedback", team.folder / "rules.feedback")
    team.does("rules", "feedback", "rules.feedback")
    rule = told["effects"][0]["rule"]
    listed = json.loads(team.does("rules", "list", "--json").stdout)
    assert {one["id"] for one in listed if one["feedback"]} == {
        one["rule"] for one in told["effects"]
    }
    assert str(told["effects"][0]["hits"]) in team.does("rules", "explain", rule).stdout
    pack = bytearray((team.folder / "rules.feedback").read_bytes())
    pack[len(pack) // 2] ^= 1
    (team.folder / "forged.feedback").write_bytes(pack)
    assert team.inspector("rules", "feedback", "forged.feedback").returncode == 4
