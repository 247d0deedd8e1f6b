"""Each file is parsed by a process of its own, none of which has to load again what parses."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from inspector.intake import profile
from inspector.intake.readers import process
from tests.rooms.intake_exports import write_workbook
from tests.rooms.intake_hostile import HOSTILE, STAFF


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[process.Process]:
    """The processes that were started, in order."""
    made: list[process.Process] = []
    real = process._started

    def begun() -> process.Process:
        made.append(real())
        return made[-1]

    monkeypatch.setattr(process, "_started", begun)
    return made


def workbooks(folder: Path, *names: str) -> None:
    """The same made-up staff under several names."""
    for name in names:
        write_workbook(folder / name, "1.2", STAFF)


def copy_of(one: process.Process) -> int:
    """The number of the copy a process has made of itself, once there is one."""
    copies = Path(f"/proc/{one.pid}/task/{one.pid}/children")
    last = time.monotonic() + 120
    while not (found := copies.read_text().split()):
        assert time.monotonic() < last, "no copy was made"
        time.sleep(0.01)
    return int(found[0])


@pytest.mark.skipif(sys.platform != "linux", reason="processes copy themselves on Linux")
def test_a_folder_of_workbooks_is_read_by_copies_of_one_process(
    tmp_path: Path, started: list[process.Process]
) -> None:
    workbooks(tmp_path, "a.xlsx", "b.xlsx", "c.xlsx")
    assert [file.rows for file in profile([tmp_path]).files] == [len(STAFF)] * 3
    assert len(started) == 1
    assert started[0].returncode is not None


@pytest.mark.parametrize("case", ["a billion laughs", "cells in all corners further on"])
def test_a_refused_file_ends_its_own_process_and_the_next_one_is_read(
    tmp_path: Path, started: list[process.Process], case: str
) -> None:
    name, make, problem = HOSTILE[case]
    (tmp_path / "b").mkdir()
    make(tmp_path / "b" / name)
    workbooks(tmp_path, "a.xlsx", "c.xlsx", "d.xlsx")
    files = {file.path.name: file for file in profile([tmp_path]).files}
    assert [files[f"{one}.xlsx"].rows for one in "acd"] == [len(STAFF)] * 3
    assert [told.key for told in files[name].problems] == [f"intake.problem.{problem}"]
    assert len(started) == 2
    assert all(one.returncode is not None for one in started)


@pytest.mark.skipif(sys.platform != "linux", reason="processes copy themselves on Linux")
def test_a_copy_that_is_killed_takes_its_process_along(
    started: list[process.Process],
) -> None:
    with process.file_after_file():
        one = process.begin()
        os.kill(copy_of(one), signal.SIGXCPU)
        assert one.wait(10) == -signal.SIGXCPU
        process.end(one)


def test_where_no_process_copies_itself_the_next_is_started_ahead(
    tmp_path: Path, started: list[process.Process], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "_COPIES", False)
    workbooks(tmp_path, "a.xlsx", "b.xlsx", "c.xlsx")
    assert [file.rows for file in profile([tmp_path]).files] == [len(STAFF)] * 3
    assert len(started) == 4
    assert all(one.returncode is not None for one in started)
