"""What scripts rely on: the columns of hits, equal bytes, JSON fields, which stream says what."""

import io
import json
import re
import subprocess
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from pyarrow import csv as arrow_csv

from tests.commands.computer import Computer
from tests.commands.inspection import PICKED, Inspection, Walk

HITS = [
    "rule_id",
    "rule_title",
    "verdict",
    "hit_id",
    "psn_no",
    "mdtrt_id",
    "setl_id",
    "bkkp_sn",
    "session_id",
    "med_list_codg",
    "medins_list_codg",
    "drug_trac_codg",
    "staff_code",
    "occurred_on",
    "cnt",
    "amount",
    "detail",
]
OUTCOME = {
    *("rule_id", "title_zh", "title_en", "group", "verdict", "status", "reason", "rows_read"),
    *("amount_read", "hits", "rows", "amount", "seconds", "pack", "rule_digest", "pack_digest"),
    *("standing", "knowledge", "made_of", "why"),
}
STATUS = {
    *("case_id", "institution", "period", "tables", "sources", "totals", "outcomes"),
    *("rules_by_status", "findings_by_state", "suspected", "confirmed", "counted_once"),
    *("owed", "signers", "unsent", "writer", "next"),
}
FINDING = {
    *("id", "rule_id", "rule_digest", "title", "verdict_kind", "basis", "state", "amount"),
    *("amount_billed", "amount_confirmed", "lines", "department", "note", "evidence", "history"),
}
MONEY = re.compile(r"\d+\.\d\d")


def written(computer: Computer, kind: str, *words: str) -> bytes:
    file = computer.folder / f"hits.{kind}"
    done = computer.does("hits", "--format", kind, "-o", file.name, *words)
    assert done.stdout == ""
    return file.read_bytes()


@pytest.mark.heavy
def test_two_cases_of_one_snapshot_give_the_same_bytes(checked: Inspection) -> None:
    team = checked.team
    team.does("open", "separately", "k.snapshot")
    other = Computer(team.folder, settings={**team.settings, "INSPECTOR_CASE": "separately"})
    other.does("check", *PICKED)
    assert uncovered(written(other, "csv")) == uncovered(written(team, "csv"))
    here, there = (
        pq.read_table(io.BytesIO(written(one, "parquet"))).to_pylist() for one in (team, other)
    )
    assert uncovered(repr(here).encode()) == uncovered(repr(there).encode())


def uncovered(text: bytes) -> str:
    """Without the pseudonyms: each case has its own, and nothing else of its own."""
    return re.sub(r"\b[^\W\d_]+-[A-Z2-7]{8,}", "somebody", text.decode("utf-8"))


def test_hits_have_the_columns_of_the_contract(checked: Inspection) -> None:
    told = checked.team.does("hits", "--format", "csv").stdout
    assert told == written(checked.team, "csv").decode("utf-8")
    table = arrow_csv.read_csv(io.BytesIO(told.encode("utf-8")))
    assert table.column_names == HITS
    assert pq.read_table(io.BytesIO(written(checked.team, "parquet"))).column_names == HITS
    assert set(table["verdict"].to_pylist()) <= {"breach", "suspect", "clue"}
    for detail in table["detail"].to_pylist():
        assert isinstance(json.loads(str(detail)), dict)


def test_the_hits_of_one_rule_are_its_rows_among_all(checked: Inspection) -> None:
    every = checked.team.does("hits", "--format", "csv").stdout.splitlines()
    some = checked.team.does("hits", "--rule", "INV-02", "--format", "csv").stdout.splitlines()
    assert some == [every[0], *(row for row in every if row.startswith(("INV-02", '"INV-02')))]
    assert len(some) > 1


def test_check_tells_what_it_read_beside_what_it_found(walked: Walk) -> None:
    done = walked.said["check"]
    assert done.stderr == ""
    told = json.loads(done.stdout)
    assert set(told) == {"outcomes", "amount_distinct", "reused"}
    assert len(told["outcomes"]) == 12
    for row in told["outcomes"]:
        assert set(row) == OUTCOME
        assert MONEY.fullmatch(row["amount"]) and MONEY.fullmatch(row["amount_read"])
        assert row["rows_read"] > 0
    assert MONEY.fullmatch(told["amount_distinct"])


def test_status_has_its_fields(walked: Walk) -> None:
    told = json.loads(walked.said["status"].stdout)
    assert set(told) == STATUS
    assert walked.said["status"].stderr == ""
    for name in ("suspected", "confirmed", "counted_once"):
        assert MONEY.fullmatch(told[name])


def test_findings_have_their_fields(checked: Inspection) -> None:
    told = json.loads(checked.team.does("finding", "list", "--json").stdout)
    assert told
    for finding in told:
        assert set(finding) >= FINDING
        assert finding["state"] == "suspected"


def test_a_rule_that_keeps_its_promises_is_one_line(computer: Computer) -> None:
    pack = Path(__file__).parents[2] / "rulepacks" / "inventory"
    files = {"INV-01": "zero_stock_sale", "INV-02": "settled_over_stock"}
    cases = {
        rule: (pack / "stock" / f"{file}.cases.toml").read_text("utf-8").count("[[case]]")
        for rule, file in files.items()
    }
    named = [word for rule in files for word in ("--rule", rule)]
    done = computer.does("rules", "test", *named, pack)
    assert done.stdout.splitlines() == [f"{rule}\t{n}\tok" for rule, n in cases.items()]


def test_a_rule_no_pack_has_is_refused_before_any_is_tried(computer: Computer) -> None:
    pack = Path(__file__).parents[2] / "rulepacks" / "inventory"
    done = computer.inspector("rules", "test", "--rule", "INV-01", "--rule", "INV-99", pack)
    assert done.returncode == 5
    assert done.stdout == ""
    assert "INV-99" in done.stderr


def test_data_go_to_stdout_and_talk_to_stderr(walked: Walk) -> None:
    talk_only = ("roster", "confirm", "reject")
    data_only = ("verify snapshot", "attach", "submit", "gather", "status", "log", "check")
    for name in talk_only:
        assert walked.said[name].stdout == "" and walked.said[name].stderr
    for name in data_only:
        assert walked.said[name].stderr == "" and walked.said[name].stdout
    paths = walked.said["report"].stdout.splitlines()
    assert [Path(path).name for path in paths] == ["report.pdf", "annex.xlsx", "findings.json"]


def test_the_answer_says_when_it_was_cut(checked: Inspection) -> None:
    whole = checked.team.does("ask", "SELECT range FROM range(3)", "--format", "csv")
    assert (whole.stdout, whole.stderr) == ('"range"\n"0"\n"1"\n"2"\n', "")
    question = ("ask", "SELECT range FROM range(3)", "--limit", "2", "--json")
    cut = checked.team.does(*question)
    assert json.loads(cut.stdout) == [{"range": 0}, {"range": 1}]
    assert "first 2 rows" in cut.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("--lang", "zh", "rules", "list"),
        ("rules", "--lang", "zh", "list"),
        ("rules", "list", "--lang", "zh"),
        ("rules", "list", "--lang=zh"),
    ],
    ids=" ".join,
)
def test_lang_may_stand_anywhere(computer: Computer, words: tuple[str, ...]) -> None:
    assert "零库存" in computer.does(*words).stdout


def test_without_lang_the_locale_decides(computer: Computer) -> None:
    english = computer.does("rules", "list", INSPECTOR_LANG="", LC_ALL="C.UTF-8").stdout
    chinese = computer.does("rules", "list", INSPECTOR_LANG="", LC_ALL="zh_CN.UTF-8").stdout
    assert "零库存" in chinese and "零库存" not in english


def test_a_reader_that_leaves_early_is_no_failure(computer: Computer) -> None:
    started = subprocess.Popen(
        computer.command("rules", "list"),
        env=computer.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert started.stdout and started.stderr
    started.stdout.close()
    assert (started.wait(timeout=60), started.stderr.read()) == (0, b"")
    started.stderr.close()
