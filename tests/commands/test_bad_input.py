"""Bad input: one clear sentence in both languages, its exit status, and nothing half-written."""

import os
import re
import shutil
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest
from filelock import FileLock

from tests.commands.computer import Computer
from tests.commands.inspection import Inspection, Walk
from tests.commands.refusal import files, refused, sentence

PACKS = Path(__file__).parents[2] / "rulepacks"


def test_a_wrong_passphrase(checked: Inspection) -> None:
    refused(
        checked.team,
        "status",
        code="trust.passphrase-wrong",
        status=4,
        INSPECTOR_PASSPHRASE="not this one",
    )


def test_a_damaged_identity_is_told_from_a_wrong_passphrase(checked: Inspection) -> None:
    identity = checked.team.folder / "zhang.identity"
    data = bytearray(identity.read_bytes())
    data[-20] ^= 1
    identity.write_bytes(data)
    refused(checked.team, "status", code="trust.identity-damaged", status=4)


def test_somebody_the_snapshot_was_not_sealed_to(checked: Inspection) -> None:
    stranger = checked.stranger
    shutil.copy(checked.team.folder / "k.snapshot", stranger.folder)
    refused(stranger, "open", "other", "k.snapshot", code="trust.not-recipient", status=4)
    assert not (stranger.folder / "other").exists()


def test_somebody_the_case_was_not_sealed_to(checked: Inspection) -> None:
    stranger = checked.stranger
    shutil.copytree(checked.team.folder / "case", stranger.folder / "case")
    refused(stranger, "status", code="trust.not-recipient", status=4)


@pytest.mark.parametrize(
    "place",
    ["first", "half", *(pytest.param(one, marks=pytest.mark.heavy) for one in ("quarter", "last"))],
)
def test_a_flipped_byte_in_a_snapshot(checked: Inspection, place: str) -> None:
    flip(checked.team.folder / "k.snapshot", place)
    words = ("verify", "k.snapshot")
    said = refused(checked.team, *words, code="trust.package-damaged", status=4)
    assert "k.snapshot" in said["zh"]


def test_what_is_no_package_at_all_is_named_as_a_whole(checked: Inspection) -> None:
    (checked.team.folder / "k.bundle").write_bytes(b"garbage")
    said = refused(checked.team, "verify", "k.bundle", code="trust.package-damaged", status=4)
    assert "k.bundle，整个文件（" in said["zh"] and "k.bundle, the file as a whole (" in said["en"]


def test_a_damaged_snapshot_becomes_no_case(checked: Inspection) -> None:
    flip(checked.team.folder / "k.snapshot", "half")
    words = ("open", "other", "k.snapshot")
    refused(checked.team, *words, code="trust.package-damaged", status=4)
    assert not (checked.team.folder / "other").exists()


def flip(file: Path, place: str) -> None:
    data = bytearray(file.read_bytes())
    at = {"first": 0, "quarter": len(data) // 4, "half": len(data) // 2, "last": -1}[place]
    data[at] ^= 1
    file.write_bytes(data)


def test_an_older_snapshot_over_a_newer_one(walked: Walk, checked: Inspection) -> None:
    office, team = checked.office, checked.team
    exports = office.folder / "exports"
    shutil.copytree(walked.raw, exports, ignore=lambda _, names: _all_but(names, "1.1", "setl_d"))
    to = ("--to", "../cards/zhang.card")
    office.does("pack", "exports", *to, "-o", "newer.snapshot")
    shutil.copy(office.folder / "newer.snapshot", team.folder)
    team.does("open", "newer", "newer.snapshot")
    code = "trust.package-rolled-back"
    said = refused(team, "open", "older", "k.snapshot", code=code, status=4)
    assert "1" in said["en"] and "2" in said["en"]


def _all_but(names: list[str], *kept: str) -> set[str]:
    return {name for name in names if not name.startswith(kept)}


def test_a_missing_required_column(walked: Walk, checked: Inspection) -> None:
    office = checked.office
    lines = (walked.raw / "fee_list_d.csv").read_bytes().splitlines(keepends=True)[:50]
    lines[0] = lines[0].replace(b"bkkp_sn", b"whatever", 1)
    (office.folder / "fee_list_d.csv").write_bytes(b"".join(lines))
    to = ("--to", "../cards/zhang.card", "-o", "new.snapshot")
    said = refused(office, "pack", "fee_list_d.csv", *to, code="input.column-missing", status=3)
    assert "fee_list_d.csv" in said["en"] and "bkkp_sn" in said["en"]


def test_a_workbook_that_is_none(walked: Walk, checked: Inspection) -> None:
    office, name = checked.office, "6.1-机构治疗记录提取表.xlsx"
    (office.folder / name).write_bytes((walked.raw / name).read_bytes()[:20_000])
    words = ("pack", name, "--to", "../cards/zhang.card", "-o", "new.snapshot")
    said = refused(office, *words, code="input.file-unreadable", status=3)
    assert name in said["zh"]


def test_a_file_that_is_no_export_at_all(checked: Inspection) -> None:
    office = checked.office
    (office.folder / "6.1-机构治疗记录提取表.xlsx").write_text("this is no workbook", "utf-8")
    words = ("6.1-机构治疗记录提取表.xlsx", "--to", "../cards/zhang.card", "-o", "new.snapshot")
    refused(office, "pack", *words, code="input.nothing-recognised", status=3)


def test_an_unknown_table(checked: Inspection) -> None:
    refused(
        checked.team, "ask", "SELECT * FROM no_such_table", code="input.table-unknown", status=3
    )


def test_a_question_that_writes_a_file(checked: Inspection) -> None:
    words = ("ask", "COPY (SELECT 1) TO 'out.csv'")
    refused(checked.team, *words, code="query.refused", status=3)


@pytest.mark.heavy
@pytest.mark.parametrize(
    "question",
    [
        "SELECT * FROM read_csv('team.csv')",
        "SELECT * FROM 'team.csv'",
        "ATTACH 'other.db'",
        "INSERT INTO setl_d SELECT * FROM setl_d",
        "SELECT 1; SELECT 2",
    ],
)
def test_a_question_that_is_more_than_one_reading_select(
    checked: Inspection, question: str
) -> None:
    (checked.team.folder / "team.csv").write_text("a\n1\n")
    before = files(checked.team.folder)
    sentence(checked.team.inspector("ask", question, lang="zh"), "zh", "query.refused", 3)
    assert files(checked.team.folder) == before


@pytest.mark.parametrize(
    "words", [("check", "--rule"), ("hits", "--rule"), ("rules", "show")], ids=" ".join
)
def test_an_unknown_rule(checked: Inspection, words: tuple[str, str]) -> None:
    said = refused(checked.team, *words, "NO-99", code="rules.unknown", status=5)
    assert "NO-99" in said["zh"]


@pytest.fixture
def broken_pack(checked: Inspection) -> Path:
    pack = checked.team.folder / "pack"
    shutil.copytree(PACKS / "inventory", pack)
    return pack


def test_a_rule_with_a_syntax_error(checked: Inspection, broken_pack: Path) -> None:
    rule = broken_pack / "stock" / "zero_stock_sale.sql"
    passport, select, rest = rule.read_text("utf-8").rpartition("SELECT")
    rule.write_text(f"{passport}SELEKT{rest}", "utf-8")
    assert select
    said = refused(checked.team, "check", "--pack", "pack", code="rules.file-invalid", status=5)
    assert "zero_stock_sale.sql" in said["en"]


def test_a_rule_whose_case_fails(checked: Inspection, broken_pack: Path) -> None:
    cases = broken_pack / "stock" / "settled_over_stock.cases.toml"
    text = cases.read_text("utf-8")
    assert "| 1500.00" in text
    cases.write_text(text.replace("| 1500.00", "| 1501.00"), "utf-8")
    said = refused(checked.team, "check", "--pack", "pack", code="rules.case-failed", status=5)
    assert "INV-02" in said["en"]


@pytest.mark.parametrize("words", [("finding", "show"), ("finding", "confirm")], ids=" ".join)
def test_an_unknown_finding(checked: Inspection, words: tuple[str, str]) -> None:
    refused(checked.team, *words, "ffffffffffffffff", code="findings.unknown", status=3)


def test_a_hired_expert_who_confirms(walked: Walk, checked: Inspection) -> None:
    finding = walked.said["from-hits"].stdout.split()[0]
    words = ("finding", "confirm", finding, "--as", "chen.identity")
    refused(checked.team, *words, code="trust.role-forbidden", status=4)


def test_one_person_who_signs_twice(walked: Walk, tmp_path: Path) -> None:
    team = walked.stage("signed once").copied(tmp_path / "here").team
    refused(team, "sign", code="trust.second-person", status=4)


def test_handing_in_before_two_have_signed(walked: Walk, tmp_path: Path) -> None:
    team = walked.stage("signed once").copied(tmp_path / "here").team
    refused(team, "submit", "--to", "..", code="report.signatures-missing", status=6)


def test_handing_in_to_a_folder_that_is_not_there(walked: Walk, tmp_path: Path) -> None:
    team = walked.stage("signed").copied(tmp_path / "here").team
    team.does("submit")
    code = "outbox.target-unreachable"
    refused(team, "submit", "--to", "no/such/stick", code=code, status=7)


def test_opening_into_a_case_that_is_there(checked: Inspection) -> None:
    refused(checked.team, "open", "case", "k.snapshot", code="case.exists", status=6)


def test_a_case_somebody_else_writes_to(checked: Inspection) -> None:
    with FileLock(checked.team.folder / "case" / "lock"):
        words = ("finding", "from-hits")
        refused(checked.team, *words, code="case.locked", status=6)
        checked.team.does("finding", "list")


def test_no_case_here(computer: Computer) -> None:
    refused(computer, "status", code="case.missing", status=6)


@pytest.mark.parametrize(
    "words",
    [
        ("nonsense",),
        ("status", "--nonsense"),
        ("open", "case"),
        ("ask", "SELECT 1", "--limit", "many"),
        ("hits", "--format", "pdf"),
        ("identity", "new", "--name", "X", "--role", "king", "-o", "x.identity"),
        ("finding", "confirm", "ffff", "--amount", "a lot"),
        ("finding", "reject", "ffff", "--reason", "because"),
        ("status", "--as"),
    ],
    ids=" ".join,
)
def test_a_command_typed_wrongly(computer: Computer, words: tuple[str, ...]) -> None:
    refused(computer, *words, code="usage", status=2)


def test_a_folder_that_is_not_there_to_write_to(checked: Inspection) -> None:
    words = ("hits", "--format", "csv", "-o", "no/such/folder/hits.csv")
    said = refused(checked.team, *words, code="input.path-refused", status=3)
    assert "no/such/folder/hits.csv" in said["en"]


def test_a_home_that_is_a_file(checked: Inspection) -> None:
    home = str(checked.team.folder / "zhang.card")
    refused(checked.team, "status", code="input.path-refused", status=3, INSPECTOR_HOME=home)


def test_an_identity_that_is_there_already(checked: Inspection) -> None:
    words = ("identity", "new", "--name", "X", "--role", "lead", "-o", "zhang.identity")
    refused(checked.team, *words, code="input.file-exists", status=3)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT to send")
def test_ctrl_c_ends_a_check_and_loses_no_finding(walked: Walk, tmp_path: Path) -> None:
    team = walked.stage("checked").copied(tmp_path / "here").team
    shutil.rmtree(team.folder / "home" / "proved", ignore_errors=True)
    before = team.does("finding", "list", "--json").stdout
    screen, terminal = os.openpty()
    with subprocess.Popen(
        team.command("check"),
        cwd=team.folder,
        env=team.environment(TERM="xterm", COLUMNS="120"),
        stdout=subprocess.PIPE,
        stderr=terminal,
    ) as started:
        os.close(terminal)
        told = b""
        while not re.search(rb"[A-Z]+\d*-\d+", told):
            told += os.read(screen, 1 << 12)
        assert (team.folder / "case" / "lock.holder").exists()
        started.send_signal(signal.SIGINT)
        with suppress(OSError):  # Linux tells the end of a terminal so.
            while block := os.read(screen, 1 << 12):
                told += block
        stdout = started.stdout.read() if started.stdout else b""
    os.close(screen)
    assert started.returncode == 130, told
    assert stdout == b""
    assert b"Traceback" not in told
    assert b"kept" in told
    assert not (team.folder / "case" / "lock.holder").exists()
    assert team.does("finding", "list", "--json").stdout == before
    team.does("status")
