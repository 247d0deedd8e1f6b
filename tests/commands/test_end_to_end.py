"""One whole inspection by the commands alone, each side at a computer of its own."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.commands.inspection import Walk


def told(walked: Walk, command: str) -> Any:
    return json.loads(walked.said[command].stdout)


@pytest.fixture
def case(walked: Walk) -> Path:
    return walked.now.team.folder / "case"


def test_the_office_hands_over_one_file_that_anybody_verifies(walked: Walk) -> None:
    office = walked.now.office.folder
    assert sorted(file.name for file in office.iterdir() if file.is_file()) == [
        "k.snapshot",
        "office.card",
        "office.identity",
    ]
    verified = walked.said["verify snapshot"]
    assert "signed by authority 数据办公室" in verified.stdout
    assert "sha256:" in verified.stdout


def test_opening_shows_the_control_totals_that_packing_showed(walked: Walk) -> None:
    totals = walked.said["pack"].stdout
    assert "rows received" in totals
    assert walked.said["open"].stdout == totals


def test_every_hit_is_one_finding(walked: Walk) -> None:
    hits = sum(row["hits"] for row in told(walked, "check")["outcomes"])
    opened = walked.said["from-hits"].stdout.split()
    assert len(opened) == len(set(opened)) == hits
    states = told(walked, "status")["findings_by_state"]
    assert states == {"suspected": hits - 3, "confirmed": 2, "rejected": 1}


def test_the_confirmed_money_is_one_figure_in_status_report_and_summary(
    walked: Walk, case: Path
) -> None:
    status = told(walked, "status")
    report = json.loads((case / "reports" / "001" / "findings.json").read_text("utf-8"))
    summary = told(walked, "gather")
    assert float(status["counted_once"]) > 0
    assert report["report"]["money"]["confirmed"]["total"] == status["counted_once"]
    assert summary["total"] == status["counted_once"]
    confirmed = [one for one in report["findings"] if one["state"] == "confirmed"]
    assert len(confirmed) == 2


def test_two_inspectors_sign_and_the_report_says_who(walked: Walk, case: Path) -> None:
    folder = case / "reports" / "001"
    names = {"annex.xlsx", "findings.json", "report.json", "report.pdf", "signatures.json"}
    assert {file.name for file in folder.iterdir()} == names
    assert walked.said["sign"].stdout == "张组长\n"
    assert walked.said["sign second"].stdout == "张组长\n李检查\n"
    assert "lead inspector 张组长, inspector 李检查" in walked.said["verify report"].stdout


def test_evidence_is_kept_under_the_digest_of_its_content_and_not_in_the_clear(
    walked: Walk, case: Path
) -> None:
    digest = walked.said["attach"].stdout.strip().removeprefix("sha256:")
    [kept] = (case / "evidence").iterdir()
    assert kept.name.startswith(digest)
    assert b"a picture" not in kept.read_bytes()


def test_handing_in_delivers_once_and_the_next_time_brings_the_receipt(walked: Walk) -> None:
    first, again, more = (
        walked.said[name].stdout for name in ("submit", "submit again", "submit once more")
    )
    digest = first.partition("\t")[0]
    assert first == f"{digest}\tsent, no receipt yet\n"
    assert again == more == f"{digest}\treceived\n"
    inbox = walked.now.bureau.folder / "inbox"
    assert len(list(inbox.glob("*.bundle"))) == len(list(inbox.glob("*.receipt.json"))) == 1
    assert told(walked, "status")["unsent"] == 0


def test_the_supervisor_gets_a_signed_summary(walked: Walk) -> None:
    summary = walked.now.bureau.folder / "summary"
    names = {"signatures.json", "summary.json", "summary.pdf", "summary.xlsx"}
    assert {file.name for file in summary.iterdir()} == names
    assert told(walked, "gather")["refused"] == []
    assert (summary / "summary.pdf").read_bytes().startswith(b"%PDF-")


def test_the_log_tells_who_did_what(walked: Walk) -> None:
    events = told(walked, "log")
    quiet = ("opened", "entered", "moved")
    acts = [event["kind"] for event in events if event["kind"] not in quiet]
    assert acts == [
        *("opened-case", "checked", "verdict", "verdict", "verdict", "evidence-added"),
        *("exported", "signed", "signed", "submitted"),
    ]
    signed = [event["author"] for event in events if event["kind"] == "signed"]
    assert signed == ["张组长", "李检查"]


def test_nothing_of_the_case_lies_on_disk_in_the_clear(
    walked: Walk, case: Path, patients: frozenset[str]
) -> None:
    readable = ("report.pdf", "annex.xlsx", "findings.json", "report.json")
    files = [file for file in case.rglob("*") if file.is_file() and file.name not in readable]
    assert len(files) > 20
    planted = [name.encode() for name in sorted(patients)[:50]]
    for file in files:
        data = file.read_bytes()
        assert not any(name in data for name in planted), file.name
