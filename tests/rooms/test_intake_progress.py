"""How far a large file is, is told while it is read; whoever hears it may stop the reading."""

import time
from pathlib import Path

import duckdb
import pytest

from inspector import watch
from inspector.intake import convert, profile, suggest
from inspector.tui.intake.jobs import time_left
from inspector.watch import KNOWING, watched
from tests.rooms.intake_exports import fees, write_csv, write_workbook

LONG = "SELECT count(*) FROM range(200000000000) t(i) WHERE md5(i::VARCHAR) LIKE 'abcdef%'"
LINES = 150_000


class StopHere(Exception):
    """A person has had enough."""


@pytest.fixture
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "EVERY", 0.005)


def large(folder: Path, form: str) -> Path:
    """Fee lines enough to be read for a while."""
    first = write_csv(folder / "one.csv", fees("bkkp_sn\n1"))
    path = folder / f"x.{form}"
    rows = f"read_csv('{first}', all_varchar = true, header = true)"
    with duckdb.connect() as con:
        con.execute(
            f"COPY (SELECT * REPLACE (i::VARCHAR AS bkkp_sn) FROM {rows}, range({LINES}) t(i)) "
            f"TO '{path}' (FORMAT {form})"
        )
    first.unlink()
    return path


def test_what_is_told_of_a_statement_rises_and_ends_with_it(tmp_path: Path, often: None) -> None:
    path = large(tmp_path, "csv")
    told: list[float] = []
    with duckdb.connect() as con:
        con.execute(KNOWING)
        with watched(con, told.append):
            rows = f"read_csv('{path}', header = true, all_varchar = true)"
            con.execute(f"SELECT count(DISTINCT md5(bkkp_sn)) FROM {rows}").fetchall()
        count = len(told)
        time.sleep(0.05)
    assert len(told) == count
    assert told == sorted(told)
    assert all(0 <= share <= 1 for share in told)
    assert max(told) > 0.3


def test_whoever_is_told_may_stop_a_statement_that_would_take_hours(often: None) -> None:
    def enough(share: float) -> None:
        raise StopHere

    began = time.monotonic()
    with duckdb.connect() as con:
        with pytest.raises(StopHere), watched(con, enough):
            con.execute(LONG).fetchall()
        assert con.execute("SELECT 1").fetchall() == [(1,)]
    assert time.monotonic() - began < 120


@pytest.mark.parametrize(("form", "sign"), [("csv", "≈"), ("parquet", "")])
def test_rows_of_one_large_file_are_told_while_it_is_read(
    tmp_path: Path, often: None, form: str, sign: str
) -> None:
    path = large(tmp_path, form)
    told: list[tuple[str, int]] = []
    with duckdb.connect() as con:
        convert([path], con, progress=lambda what, percent: told.append((what, percent)))
    assert [percent for _, percent in told] == sorted(percent for _, percent in told)
    inside = [
        (int(what.split()[1].replace("≈", "").replace(",", "")), percent)
        for what, percent in told
        if what.startswith(f"x.{form} {sign}") and " / " in what
    ]
    # The number of rows of a text is reckoned, never off by much.
    every = {int(what.split(" / ")[1].replace(",", "")) for what, _ in told if " / " in what}
    assert all(abs(rows - LINES) < LINES // 10 for rows in every)
    assert inside == sorted(inside)
    assert any(0 < percent < 50 for _, percent in inside)


def test_looking_at_exports_tells_each_file_and_its_rows_as_they_come(
    tmp_path: Path, often: None
) -> None:
    large(tmp_path, "csv")
    write_csv(tmp_path / "y.csv", fees("bkkp_sn\n1"))
    told: list[tuple[str, int]] = []
    profile([tmp_path], progress=lambda what, percent: told.append((what, percent)))
    assert [percent for _, percent in told] == sorted(percent for _, percent in told)
    assert [what for what, _ in told if " " not in what] == ["x.csv", "y.csv"]
    assert any(" / " in what and 0 < percent < 100 for what, percent in told)


def test_guessing_a_mapping_tells_each_file_and_the_rows_looked_at(tmp_path: Path) -> None:
    write_workbook(tmp_path / "x.xlsx", "1.2", [{"staff_code": f"K{n}"} for n in range(50)])
    write_csv(tmp_path / "y.csv", fees("bkkp_sn\n1"))
    told: list[tuple[str, int]] = []
    suggest([tmp_path], lambda what, percent: told.append((what, percent)))
    assert [what for what, _ in told if " " not in what] == ["x.xlsx", "y.csv"]
    assert {"x.xlsx 50", "y.csv 1"} <= {what for what, _ in told}
    assert [percent for _, percent in told] == sorted(percent for _, percent in told)
    assert 0 < told[-1][1] < 100


def test_the_time_left_is_reckoned_from_the_pace_so_far() -> None:
    assert time_left(1, 10) == time_left(60, 0) == ""
    assert time_left(60, 25) == "3:00"
