"""What is said and logged when things go wrong holds nothing of a patient."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands.computer import Computer
from tests.commands.inspection import Inspection, Walk
from tests.commands.refusal import SECRET

# Stands in for a mistake of ours that quotes a row: the library that draws tables fails on one.
FAILING_LIBRARY = """
import rich.table

def add_row(self, *cells, **style):
    raise ValueError(f"cannot draw {[str(cell) for cell in cells]}")

rich.table.Table.add_row = add_row
"""
ASK = "SELECT psn_name, certno FROM mdtrt_d"


@pytest.fixture
def failing(checked: Inspection) -> Computer:
    place = checked.root / "library"
    place.mkdir()
    (place / "sitecustomize.py").write_text(FAILING_LIBRARY, "utf-8")
    team = checked.team
    return Computer(team.folder, settings={**team.settings, "PYTHONPATH": str(place)})


def holds(text: str, patients: frozenset[str]) -> bool:
    return any(secret in text for secret in patients)


def test_the_log_of_something_unforeseen_names_no_patient(
    failing: Computer, patients: frozenset[str]
) -> None:
    done = failing.inspector("ask", ASK)
    assert (done.returncode, done.stdout) == (1, "")
    assert "unforeseen" in done.stderr
    [log] = (failing.folder / "home" / "logs").iterdir()
    assert str(log) in done.stderr
    told = log.read_text("utf-8")
    assert "add_row" in told and "ValueError" in told
    assert not holds(told + done.stderr, patients)


def test_where_no_log_can_be_kept_it_is_kept_elsewhere(
    failing: Computer, patients: frozenset[str]
) -> None:
    (failing.folder / "home" / "logs").write_text("a file where a folder should be")
    done = failing.inspector("ask", ASK)
    assert (done.returncode, done.stdout) == (1, "")
    log = Path(done.stderr.rstrip("\n").rpartition(" ")[2])
    assert "ValueError" in log.read_text("utf-8")
    log.unlink()
    assert not holds(done.stderr, patients)


@pytest.mark.parametrize(
    "question",
    [
        "SELECT CAST(psn_name AS INTEGER) FROM mdtrt_d",
        "SELECT CAST(psn_name AS DATE) FROM mdtrt_d",
        "SELECT error(psn_name) FROM mdtrt_d",
    ],
)
def test_a_question_that_fails_on_a_name_does_not_quote_it(
    checked: Inspection, patients: frozenset[str], question: str
) -> None:
    done = checked.team.inspector("ask", question)
    assert (done.returncode, done.stdout) == (3, "")
    assert not holds(done.stderr, patients)


def test_talk_on_the_way_names_no_patient(walked: Walk, patients: frozenset[str]) -> None:
    for command, done in walked.said.items():
        assert not holds(done.stderr, patients), command
    for command in ("profile", "pack", "open", "check", "from-hits", "status", "log", "gather"):
        assert not holds(walked.said[command].stdout, patients), command


def test_a_file_that_cannot_be_read_is_refused_without_a_cell_of_it(
    walked: Walk, checked: Inspection, patients: frozenset[str]
) -> None:
    office = checked.office
    data = (walked.raw / "mdtrt_d.csv").read_bytes().splitlines(keepends=True)[:100]
    (office.folder / "mdtrt_d.csv").write_bytes(b"".join([*data[1:], b'"unclosed']))
    words = ("pack", "mdtrt_d.csv", "--to", "../cards/zhang.card", "-o", "new.snapshot")
    done = office.inspector(*words)
    assert done.returncode == 3
    assert not holds(done.stdout + done.stderr, patients)


# --- a planted value in every column -----------------------------------------------------------

PLANT = "PLNT7Q植"
TOLD_BY_DESIGN = {"fixmedins_name", "fixmedins_code"}
"""Whom a snapshot is about: said by every command, and of no patient."""


def planted(text: str) -> Iterator[list[str]]:
    """The rows of an export, and behind them one for each column with a plant in it."""
    rows = list(csv.reader(io.StringIO(text)))
    yield from rows[:200]
    for at, name in enumerate(rows[0]):
        if name not in TOLD_BY_DESIGN:
            yield [*rows[1][:at], f"{PLANT}{at}", *rows[1][at + 1 :]]


@pytest.fixture
def plants(walked: Walk, tmp_path: Path) -> Path:
    folder = tmp_path / "planted"
    folder.mkdir()
    for export in walked.raw.glob("*.csv"):
        encoding = "gb18030" if export.name == "mdtrt_d.csv" else "utf-8-sig"
        out = io.StringIO()
        csv.writer(out).writerows(planted(export.read_bytes().decode(encoding, "replace")))
        (folder / export.name).write_bytes(out.getvalue().encode(encoding))
    return folder


@pytest.mark.heavy
def test_a_value_planted_in_every_column_is_never_talked_about(
    checked: Inspection, plants: Path
) -> None:
    office, team = checked.office, checked.team
    to = ("--to", "../cards/zhang.card", "--to", "../cards/li.card")
    snapshot = office.folder / "planted.snapshot"
    said = [office.does("pack", plants, *to, "-o", snapshot)]
    case = {"INSPECTOR_CASE": "planted"}
    team.does("verify", snapshot)
    said += [team.inspector("open", "planted", snapshot)]
    for words in (
        ("quarantine",),
        ("quarantine", "--codes"),
        ("quarantine", "--codes", "--json"),
        ("quarantine", "--links"),
        ("check", "--json"),
        ("status", "--json"),
        ("log", "--json"),
        ("finding", "from-hits"),
        ("ask", "SELECT CAST(psn_name AS DATE) FROM mdtrt_d"),
        ("ask", "SELECT strptime(adm_diag_dscr, '%Y') FROM mdtrt_d"),
        ("ask", "SELECT CAST(med_list_codg AS INTEGER) FROM fee_list_d"),
        ("check", "--rule", "nothing"),
        ("finding", "confirm", "nothing"),
        ("rules", "show", "nothing"),
    ):
        said += [team.inspector(*words, **case)]
    on_purpose = team.does("quarantine", "--codes", "--raw", **case).stdout
    assert PLANT in on_purpose
    for done in said:
        assert PLANT not in done.stdout + done.stderr, done.args
        assert not SECRET.search(done.stdout + done.stderr), done.args
    for log in [*office.folder.rglob("*.log"), *(team.folder / "home").rglob("*.log")]:
        assert PLANT.encode() not in log.read_bytes()
