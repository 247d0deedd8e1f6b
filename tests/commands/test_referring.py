"""A finding referred to the police by command, and opened by the police, with no patient's name."""

import json
import shutil
from pathlib import Path

import openpyxl

from tests.commands.computer import Computer
from tests.commands.inspection import Walk


def test_what_goes_is_told_before_anything_goes(walked: Walk, tmp_path: Path) -> None:
    team = walked.stage("signed").copied(tmp_path / "signed").team
    for authority in ("police", "health", "drug"):
        told = team.does("refer", authority)
        assert "Finding" in told.stdout and "name" in told.stderr
    assert "Settlement" not in team.does("refer", "health").stdout
    assert team.inspector("refer", "police", "x", "--reason", "y").returncode == 2


def test_the_police_open_what_was_referred_and_find_no_patients_name(
    walked: Walk, tmp_path: Path, patients: frozenset[str]
) -> None:
    team = walked.stage("signed").copied(tmp_path / "signed").team
    police = Computer(tmp_path / "police")
    police.folder.mkdir()
    new = ("identity", "new", "--name", "王警官", "--role", "institution")
    police.does(*new, "-o", "police.identity")
    shutil.copy(police.folder / "police.card", team.folder)
    shutil.copy(team.folder / "zhang.card", police.folder)
    finding = walked.said["from-hits"].stdout.split()[0]
    words = ("--to", "police.card", "--reason", "suspected fraud", "-o", "clue.referral")
    told = team.does("refer", "police", finding, *words)
    assert told.stdout.split() == ["letter.pdf", "list.xlsx"]
    assert "to the police" in team.does("finding", "show", finding).stdout
    assert "police" in team.does("log", "--kind", "referred").stdout
    shutil.copy(team.folder / "clue.referral", police.folder)
    police.does("identity", "trust", "zhang.card")
    police.does("refer", "open", "clue.referral", "--as", "police.identity", "-o", "clue")
    rows = openpyxl.load_workbook(police.folder / "clue" / "list.xlsx").worksheets[0]
    cells = [str(cell) for row in rows.iter_rows(values_only=True) for cell in row if cell]
    assert finding in cells and any(cell.startswith("人-") for cell in cells)
    assert not any(name in cell for name in patients for cell in cells)


def test_after_a_transfer_the_status_says_what_is_owed_and_by_when(
    walked: Walk, tmp_path: Path
) -> None:
    team = walked.stage("signed").copied(tmp_path / "signed").team
    assert json.loads(team.does("status", "--json").stdout)["owed"] == []
    finding = walked.said["from-hits"].stdout.split()[0]
    team.does("finding", "move", finding, "--to", "transferred")
    [owed] = json.loads(team.does("status", "--json").stdout)["owed"]
    assert (owed["what"]["owed"], owed["what"]["findings"]) == ("progress", [finding])
    shown = team.does("status")
    assert owed["what"]["due"] in shown.stdout and "progress and a plan" in shown.stdout
    for year in owed["what"]["unknown"]:
        assert f"the holidays of {year}" in shown.stderr
