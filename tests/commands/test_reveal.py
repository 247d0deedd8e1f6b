"""Nobody is named but to who may know, says why, and is written down; many only by two together."""

import csv
import io
import json
import re
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from python_calamine import load_workbook

from tests.commands.computer import Computer
from tests.commands.inspection import Inspection, Walk
from tests.commands.refusal import refused

pytestmark = pytest.mark.heavy

PSEUDONYM = re.compile(r"人-[A-Z2-7]{8}")


def log(team: Computer, kind: str) -> list[str]:
    return [
        row["kind"] for row in json.loads(team.does("log", "--json").stdout) if row["kind"] == kind
    ]


def somebody(team: Computer) -> str:
    told = team.does("ask", "SELECT psn_no FROM mdtrt_d ORDER BY mdtrt_id LIMIT 1", "--json")
    return str(json.loads(told.stdout)[0]["psn_no"])


def test_everybody_at_the_desk_is_shown_the_same_pseudonym(checked: Inspection) -> None:
    told = {}
    for who in ("zhang", "li", "chen"):
        asked = checked.team.does("hits", "--format", "csv", "--as", f"{who}.identity").stdout
        told[who] = [row["psn_no"] for row in csv.DictReader(asked.splitlines())]
    assert told["zhang"] == told["li"] == told["chen"]
    assert all(PSEUDONYM.fullmatch(person) for person in told["zhang"] if person)
    sql = "SELECT DISTINCT psn_no FROM fee_list_d"
    asked = checked.team.does("ask", sql, "--limit", "100000", "--json").stdout
    assert set(told["zhang"]) - {""} <= {row["psn_no"] for row in json.loads(asked)}


@pytest.mark.parametrize("format", ["csv", "parquet", "xlsx"])
def test_an_export_names_nobody_and_is_written_down(
    checked: Inspection, patients: frozenset[str], format: str
) -> None:
    team, out = checked.team, checked.team.folder / f"hits.{format}"
    before = len(log(team, "exported"))
    team.does("hits", "-o", out)
    people = persons(out)
    assert people
    assert all(PSEUDONYM.fullmatch(person) for person in people)
    assert not any(name.encode() in out.read_bytes() for name in patients)
    assert len(log(team, "exported")) == before + 1


def persons(out: Path) -> set[str]:
    if out.suffix == ".parquet":
        found = pq.read_table(out)["psn_no"].to_pylist()
    elif out.suffix == ".xlsx":
        head, *rows = load_workbook(str(out)).get_sheet_by_index(0).to_python()
        found = [row[head.index("psn_no")] for row in rows]
    else:
        with out.open(encoding="utf-8") as file:
            found = [row["psn_no"] for row in csv.DictReader(file)]
    return {person for person in found if person}


def test_an_inspector_names_one_person_and_the_log_says_so(
    checked: Inspection, patients: frozenset[str]
) -> None:
    team = checked.team
    person = somebody(team)
    told = json.loads(team.does("reveal", person, "--reason", "核对病历", "--json").stdout)
    assert told["pseudonym"] == person
    assert set(told["facts"]["psn_name"]) <= patients
    assert set(told["facts"]["certno"]) <= patients
    letters = team.does("reveal", person.removeprefix("人-").lower(), "--reason", "again").stdout
    assert told["facts"]["psn_name"][0] in letters
    assert len(log(team, "revealed")) == 2


def test_a_hired_expert_names_nobody(checked: Inspection) -> None:
    person = somebody(checked.team)
    words = ("reveal", person, "--reason", "curious", "--as", "chen.identity")
    refused(checked.team, *words, code="trust.role-forbidden", status=4)
    export = ("hits", "--unmasked", "-o", "named.csv", "--reason", "x", "--as", "chen.identity")
    refused(checked.team, *export, code="trust.role-forbidden", status=4)
    assert len(log(checked.team, "refused")) == 4
    assert log(checked.team, "revealed") == []


def test_without_a_reason_or_with_a_pseudonym_of_elsewhere_nobody_is_named(
    checked: Inspection,
) -> None:
    team, person = checked.team, somebody(checked.team)
    refused(team, "reveal", person, "--reason", " ", code="masking.unexplained", status=3)
    words = ("reveal", "人-AAAAAAAA", "--reason", "x")
    refused(team, *words, code="masking.person-unknown", status=3)
    export = ("hits", "--unmasked", "-o", "named.csv")
    refused(team, *export, code="masking.unexplained", status=3)
    refused(team, "hits", "--unmasked", "--reason", "x", code="usage", status=2)


def test_beyond_the_budget_people_are_named_in_a_file_only_by_two(checked: Inspection) -> None:
    team = checked.team
    named = ("hits", "--unmasked", "-o", "named.csv", "--reason", "移交公安")
    told = csv.DictReader(team.does("hits", "--format", "csv").stdout.splitlines())
    rows = sum(bool(row["psn_no"]) for row in told)
    for _ in range(500 // rows):
        team.does(*named)
    assert not any(PSEUDONYM.fullmatch(one) for one in persons(team.folder / "named.csv"))
    (team.folder / "named.csv").unlink()
    refused(team, *named, code="masking.second-key-needed", status=4)
    for other, code in (
        ("zhang", "masking.second-key-refused"),
        ("chen", "trust.role-forbidden"),
    ):
        refused(team, *named, "--second", f"{other}.identity", code=code, status=4)
    stranger = checked.stranger.folder / "strange.identity"
    words = (*named, "--second", stranger)
    refused(team, *words, code="masking.second-key-refused", status=4)
    team.does(*named, "--second", "li.identity")
    assert len(persons(team.folder / "named.csv")) > 0
    # The second person did not become the one who sits here.
    assert "张组长" in team.does("log").stdout.splitlines()[-1]


def test_findings_and_report_name_nobody(walked: Walk) -> None:
    text = (walked.raw / "mdtrt_d.csv").read_bytes().decode("gb18030")
    numbers = {row["psn_no"].strip() for row in csv.DictReader(io.StringIO(text))}
    signed = walked.stage("signed").team
    report = (signed.folder / "case/reports/001/findings.json").read_text("utf-8")
    told = signed.does("finding", "list", "--json").stdout
    for shown in (report, told):
        assert PSEUDONYM.search(shown)
        assert not any(f'"{number}"' in shown for number in numbers)
