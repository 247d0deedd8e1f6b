"""A hostile file is refused with its own words, in time and memory, and its neighbours are read."""

import resource
import sys
import time
from pathlib import Path

import duckdb
import pytest

from inspector.errors import ExitStatus, FileUnreadable
from inspector.i18n import explain, say
from inspector.i18n.catalogue import catalogue
from inspector.intake import convert, profile
from inspector.intake.readers.files import RawFile
from inspector.intake.readers.guard import Reading
from tests.rooms.intake_exports import write_workbook
from tests.rooms.intake_hostile import HOSTILE, STAFF, good_neighbour

SECONDS = 10


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_is_listed_with_its_own_words_and_the_others_are_read(
    tmp_path: Path, case: str
) -> None:
    name, make, problem = HOSTILE[case]
    make(tmp_path / name)
    good_neighbour(tmp_path)
    began = time.monotonic()
    seen = {file.path.name: file for file in profile([tmp_path]).files}
    # On a machine that does five other things.
    assert time.monotonic() - began < 6 * SECONDS
    assert (seen["good.csv"].table, seen["good.csv"].rows) == ("fee_list_d", 2)
    assert [told.key for told in seen[name].problems] == [f"intake.problem.{problem}"]
    (told,) = seen[name].problems
    assert say(told.key, "zh", **told.facts)
    assert say(told.key, "en", **told.facts)


@pytest.mark.parametrize("case", ["a billion laughs", "a bomb in a ZIP", "NUL far below"])
def test_nothing_is_packed_beside_a_hostile_file(tmp_path: Path, case: str) -> None:
    name, make, problem = HOSTILE[case]
    make(tmp_path / name)
    good_neighbour(tmp_path)
    with pytest.raises(FileUnreadable) as stopped, duckdb.connect() as con:
        convert([tmp_path], con)
    assert stopped.value.facts == {"path": name, "problem": problem}
    assert stopped.value.exit_status == ExitStatus.INPUT


@pytest.mark.skipif(sys.platform != "linux", reason="limits of another process are read by Linux")
def test_the_parsing_process_is_held_to_its_memory_and_time(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "x.xlsx", "1.2", STAFF)
    with Reading(RawFile(path, path.name), "workbook") as reading:
        reading.hear()
        pid = _copy(reading._process.pid)
        assert resource.prlimit(pid, resource.RLIMIT_AS) == (512 << 20, 512 << 20)
        assert resource.prlimit(pid, resource.RLIMIT_CPU)[0] == SECONDS


def _copy(pid: int) -> int:
    """The process that parses: a copy of the one that was started."""
    (only,) = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return int(only)


def test_a_file_that_takes_too_long_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_workbook(tmp_path / "x.xlsx", "1.2", STAFF)
    monkeypatch.setattr("inspector.intake.readers.guard.seconds_for", lambda size: 0)
    (seen,) = profile([path]).files
    assert [told.key for told in seen.problems] == ["intake.problem.time"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_end_of_a_reading_process_has_its_sentence(lang: str) -> None:
    for problem in {problem for _, _, problem in HOSTILE.values()} | {"time", "crashed", "archive"}:
        words = catalogue("zh" if lang == "zh" else "en")
        assert {f"input.problem.{problem}", f"intake.problem.{problem}"} <= words.keys()
        refused = FileUnreadable(path="x", problem=problem)
        assert problem not in explain(refused, "zh").what
