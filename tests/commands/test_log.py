"""The audit trail as a court would read it: who, what, when, and whether it still holds."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.commands.computer import Computer
from tests.commands.inspection import Inspection


def log(computer: Computer, *words: str) -> Any:
    return json.loads(computer.does("log", "--json", *words).stdout)


def logs(computer: Computer) -> list[Path]:
    return sorted((computer.folder / "case" / "journal").glob("*.log"))


def test_every_opening_is_an_event_also_of_one_who_only_looks(checked: Inspection) -> None:
    team = checked.team
    before = len(log(team, "--kind", "entered"))
    team.does("status", "--as", "li.identity")
    team.does("hits", "--as", "chen.identity")
    entered = log(team, "--kind", "entered")
    assert [one["author"] for one in entered][before:] == ["张组长", "李检查", "陈专家"]


def test_a_question_is_kept_with_its_words_rows_and_time(checked: Inspection) -> None:
    sql = "SELECT med_list_codg FROM fee_list_d LIMIT 3"
    checked.team.does("ask", sql)
    [asked] = log(checked.team, "--kind", "asked")
    rows, seconds, *words = asked["detail"].split("  ")
    assert (rows, words) == ("3", [sql])
    assert 0 <= float(seconds) < 60


@pytest.mark.parametrize(
    ("words", "who", "detail"),
    [
        (("ask", "DROP TABLE fee_list_d"), "zhang", "ask  query.refused  DROP TABLE fee_list_d"),
        (("ask", "SELECT nothing"), "zhang", "ask  query.failed  SELECT nothing"),
        (("report",), "chen", "report  trust.role-forbidden"),
        (("sign",), "chen", "sign  trust.role-forbidden"),
        (("submit",), "chen", "submit  trust.role-forbidden"),
        (("quarantine", "--raw"), "chen", "reveal  trust.role-forbidden"),
        (("finding", "confirm", "F"), "chen", "confirm  trust.role-forbidden"),
        (
            ("finding", "reject", "F", "--reason", "refunded"),
            "chen",
            "reject  trust.role-forbidden",
        ),
    ],
)
def test_a_refusal_is_an_event(
    checked: Inspection, words: tuple[str, ...], who: str, detail: str
) -> None:
    if "F" in words:
        one = json.loads(checked.team.does("finding", "list", "--json").stdout)[0]["id"]
        words = tuple(one if word == "F" else word for word in words)
    done = checked.team.inspector(*words, "--as", f"{who}.identity")
    assert done.returncode in (3, 4)
    [refused] = log(checked.team, "--kind", "refused")
    assert refused["detail"] == detail
    assert refused["author"] == {"zhang": "张组长", "chen": "陈专家"}[who]


def test_the_log_is_asked_for_by_kind_author_and_day(checked: Inspection) -> None:
    team = checked.team
    team.does("ask", "SELECT 1", "--as", "li.identity")
    assert [one["author"] for one in log(team, "--kind", "asked")] == ["李检查"]
    assert {one["author"] for one in log(team, "--author", "李检查")} == {"李检查"}
    assert log(team, "--since", "2999-01-01") == []
    assert len(log(team, "--since", "2001-01-01")) > 2


def test_heads_and_counts_are_told(checked: Inspection) -> None:
    heads = log(checked.team, "--heads")
    assert heads[0].keys() == {"author", "role", "events", "head"}
    assert heads[0]["head"].startswith("sha256:")
    shown = checked.team.does("log").stdout
    assert "张组长: " in shown and " events, the last is sha256:" in shown


def test_a_changed_byte_stops_the_log_and_names_author_and_position(checked: Inspection) -> None:
    [file, *_] = logs(checked.team)
    data = bytearray(file.read_bytes())
    data[len(data) // 3] ^= 1
    file.write_bytes(data)
    done = checked.team.inspector("log")
    assert (done.returncode, done.stdout) == (4, "")
    assert "[trust.journal-damaged]" in done.stderr
    assert "张组长 (" in done.stderr


def test_a_chain_cut_off_is_told_by_the_report_that_names_its_end(checked: Inspection) -> None:
    team = checked.team
    first = json.loads(team.does("finding", "list", "--json").stdout)[0]["id"]
    team.does("finding", "confirm", first)
    [file] = logs(team)
    kept = file.read_bytes()
    team.does("ask", "SELECT 1")
    team.does("report")
    file.write_bytes(kept)
    done = team.inspector("log")
    assert done.returncode == 4
    assert "张组长" in done.stderr and "a report still names" in done.stderr
