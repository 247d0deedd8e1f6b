"""A key lost is no case lost: the bureau lets a new one in, and the work goes on."""

import json
import shutil
from pathlib import Path

import pytest

from tests.commands.inspection import Inspection
from tests.commands.refusal import refused

pytestmark = pytest.mark.heavy


def renewed(now: Inspection) -> None:
    """Li's identity is gone; Li makes a new one at the same laptop."""
    (now.team.folder / "li.identity").unlink()
    made = ("--name", "李检查", "--role", "inspector", "--cert-no", "YB-li")
    now.team.does("identity", "new", *made, "-o", "li2.identity")


def findings(now: Inspection, who: str) -> dict[str, str]:
    told = json.loads(now.team.does("finding", "list", "--json", "--as", who).stdout)
    return {one["id"]: one["state"] for one in told}


def test_a_new_key_carries_on_with_the_same_findings(checked: Inspection) -> None:
    team, office = checked.team, checked.office
    photo = team.folder / "photo.jpg"
    photo.write_bytes(b"a picture of the treatment card")
    before = findings(checked, "zhang.identity")
    first, second, *_ = before
    team.does("attach", first, "photo.jpg", "--as", "li.identity")
    renewed(checked)
    stranger = team.inspector("status", "--as", "li2.identity")
    assert (stranger.returncode, "trust.not-recipient" in stranger.stderr) == (4, True)

    case, card = team.folder / "case", team.folder / "li2.card"
    done = office.does("identity", "recover", case, "--to", card, "--as", "office.identity")
    assert "李检查" in done.stderr

    assert findings(checked, "li2.identity") == before
    team.does("finding", "confirm", first, "--note", "补身份后认定", "--as", "li2.identity")
    asked = team.does("ask", "SELECT count(*) AS n FROM fee_list_d", "--as", "li2.identity")
    assert "8002" in asked.stdout
    team.does("check", "--rule", "INV-01", "--as", "li2.identity")
    team.does("finding", "reject", second, "--reason", "refunded", "--as", "zhang.identity")
    events = json.loads(team.does("log", "--json", "--kind", "admitted").stdout)
    assert [(one["author"], one["detail"]) for one in events] == [("数据办公室", "李检查")]


def test_evidence_of_before_goes_along_to_the_bureau_with_the_new_keys_signature(
    checked: Inspection,
) -> None:
    team, office = checked.team, checked.office
    (team.folder / "photo.jpg").write_bytes(b"a picture")
    first = next(iter(findings(checked, "zhang.identity")))
    team.does("attach", first, "photo.jpg", "--as", "zhang.identity")
    renewed(checked)
    card = team.folder / "li2.card"
    office.does("identity", "recover", team.folder / "case", "--to", card)
    cards = checked.root / "cards"
    shutil.copy(card, cards / "li.card")
    roster = cards / "second.roster"
    members = [cards / f"{one}.card" for one in ("zhang", "li", "chen", "zhou")]
    office.does("identity", "roster", *members, "--inspection", "2024-07", "-o", roster)
    for computer in (team, checked.bureau):
        computer.does("identity", "trust", roster)
    team.does("finding", "confirm", first, "--as", "zhang.identity")
    team.does("report")
    team.does("sign", "--as", "zhang.identity")
    team.does("sign", "--as", "li2.identity")
    inbox = checked.bureau.folder / "inbox"
    inbox.mkdir(exist_ok=True)
    team.does("submit", "--to", inbox, "--as", "li2.identity")
    gathered = json.loads(checked.bureau.does("gather", "inbox", "-o", "s", "--json").stdout)
    assert gathered["refused"] == []


def test_nobody_but_the_authority_lets_a_key_in(checked: Inspection) -> None:
    renewed(checked)
    case, card = checked.team.folder / "case", "li2.card"
    for who in ("zhang", "chen"):
        words = ("identity", "recover", case, "--to", card, "--as", f"{who}.identity")
        refused(checked.team, *words, code="trust.role-forbidden", status=4)
    told = json.loads(checked.team.does("log", "--json", "--kind", "refused").stdout)
    assert {one["detail"] for one in told} == {"recover  trust.role-forbidden"}
    assert {one["author"] for one in told} == {"张组长", "陈专家"}


def test_an_institution_is_let_into_no_case(checked: Inspection, tmp_path: Path) -> None:
    office = checked.office
    made = ("--name", "某医院", "--role", "institution", "-o", "hospital.identity")
    office.does("identity", "new", *made)
    case = checked.team.folder / "case"
    words = ("identity", "recover", case, "--to", "hospital.card", "--as", "office.identity")
    refused(office, *words, code="trust.role-forbidden", status=4)
