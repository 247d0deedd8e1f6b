"""Evidence, forms and a refused signature, by the commands alone."""

import json

import pytest
from PIL import Image

from tests.commands.inspection import Inspection

pytestmark = pytest.mark.heavy

TAKEN = ("--place", "门诊药房", "--at", "2024-11-19 10:28", "--holder", "药剂科")


def test_evidence_is_kept_with_its_circumstances_and_stands_in_the_forms(
    checked: Inspection,
) -> None:
    team = checked.team
    Image.new("RGB", (4, 4)).save(team.folder / "photo.png")
    finding = json.loads(team.does("finding", "list", "--json").stdout)[0]["id"]
    kept = team.does(
        "attach",
        finding,
        "photo.png",
        *TAKEN,
        "--with",
        "李检查",
        "--kind",
        "audiovisual",
        "--copy",
    ).stdout.strip()
    (sealed,) = (team.folder / "case" / "evidence").glob("*.age")
    whole = sealed.read_bytes()
    sealed.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    assert finding in team.does("report").stderr, "evidence that was touched is told at once"
    assert finding in team.does("sign").stderr
    sealed.write_bytes(whole)
    made = team.does("document", "证据清单", "-o", "papers", "--lang", "zh").stdout.split()
    assert [path.rpartition(".")[2] for path in made] == ["pdf", "md"]
    text = (team.folder / made[1]).read_text("utf-8")
    assert kept.removeprefix("sha256:") in text and "视听资料" in text and "药剂科" in text


def test_the_second_operator_is_somebody_else_of_the_team(checked: Inspection) -> None:
    team = checked.team
    (team.folder / "note.txt").write_text("x")
    finding = json.loads(team.does("finding", "list", "--json").stdout)[0]["id"]
    for second in ("张组长", "吴外人"):
        assert team.inspector("attach", finding, "note.txt", "--with", second).returncode == 4
    assert team.inspector("attach", finding, "note.txt", "--kind", "hearsay").returncode == 2
    assert not list((team.folder / "case" / "evidence").glob("*.age"))


def test_the_forms_are_listed_and_one_that_is_not_there_is_refused(checked: Inspection) -> None:
    team = checked.team
    listed = team.does("document", "--lang", "zh").stdout
    assert "询问笔录" in listed and "移交清单" in listed
    assert team.inspector("document", "no-such-form").returncode == 3


def test_a_form_is_noted_in_the_log(checked: Inspection) -> None:
    team = checked.team
    team.does("document", "requests", "-o", "papers")
    last = json.loads(team.does("log", "--json", "--kind", "exported").stdout)[-1]
    assert "document requests" in last["detail"]
