"""The end of a case at the command line, and a case somebody else writes in."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.commands.computer import Computer
from tests.commands.inspection import Inspection, Walk
from tests.commands.refusal import sentence

pytestmark = pytest.mark.heavy

HOLD = """
import sys
from pathlib import Path
from inspector.steps import open_desk, unlock_identity
with open_desk(Path("case"), unlock_identity(Path("zhang.identity"), sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def received(walked: Walk, tmp_path: Path) -> Inspection:
    """Handed in, with its receipt."""
    return walked.now.copied(tmp_path / "received")


@contextmanager
def held(team: Computer) -> Iterator[subprocess.Popen[str]]:
    """A process of its own writes in the case until the end."""
    command = [sys.executable, "-c", HOLD, team.passphrase]
    with subprocess.Popen(
        command,
        cwd=team.folder,
        env=team.environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_received_case_is_closed_and_every_command_says_so(received: Inspection) -> None:
    team = received.team
    done = team.does("close")
    assert done.stdout == "case/case.closed\n"
    assert "wipe certificate" in team.does("verify", "case/case.closed").stdout
    for words in (
        ("status",),
        ("hits",),
        ("log",),
        ("finding", "list"),
        ("ask", "SELECT 1"),
        ("check",),
        ("report",),
        ("sign",),
        ("submit",),
        ("close",),
    ):
        for lang in ("zh", "en"):
            told = team.inspector(*words, lang=lang)
            sentence(told, lang, "case.closed", 6)
            assert "张组长" in told.stderr


def test_a_case_nobody_received_stays_as_it_is(checked: Inspection) -> None:
    for lang in ("zh", "en"):
        sentence(checked.team.inspector("close", lang=lang), lang, "case.handover-missing", 6)
    checked.team.does("status")


def test_an_inspector_does_not_close_a_case(received: Inspection) -> None:
    refused = received.team.inspector("close", "--as", "li.identity")
    sentence(refused, "en", "trust.role-forbidden", 4)
    received.team.does("status")


def test_status_says_who_writes_and_reading_goes_on_meanwhile(checked: Inspection) -> None:
    team = checked.team
    with held(team):
        for who in ("zhang.identity", "li.identity"):
            told = team.does("status", "--as", who)
            assert "张组长 has been writing to this case since" in told.stderr
            assert team.does("hits", "--as", who).stdout
            assert team.does("finding", "list", "--as", who).stdout
            assert team.does("log", "--as", who).stdout
            assert team.does("ask", "SELECT count(*) FROM fee_net", "--as", who).stdout
        sentence(team.inspector("report"), "en", "case.locked", 6)
    asked = [line for line in team.does("log").stdout.splitlines() if "fee_net" in line]
    assert len(asked) == 2, "who only reads leaves a trace too"


def test_a_writer_that_was_killed_blocks_nobody(checked: Inspection) -> None:
    with held(checked.team):
        pass
    assert (checked.team.folder / "case" / "lock.holder").exists()
    assert "has been writing" not in checked.team.does("status").stderr
    checked.team.does("finding", "from-hits")
