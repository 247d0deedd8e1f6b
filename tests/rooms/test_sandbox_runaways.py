"""Questions without end, looked at from outside: their seconds, their memory, and who asked.

The child's own limit, as the system keeps it, is the mark of its start and the measure of its size.
"""

import ctypes
import os
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from inspector.errors import QuestionStopped
from inspector.workspace import Case, run_question
from inspector.workspace.address_space import JobLimits
from tests.rooms.snapshot_sample import INSPECTOR, verified_small

SECONDS, MEMORY_MB = 1.0, 300
CHILD = b"inspector.workspace.answerer"
SQL = """
    CREATE TABLE fee_list_d AS SELECT 'B' || range AS bkkp_sn,
        CAST(range AS DECIMAL(16,2)) AS det_item_fee_sumamt, CAST(1 AS DECIMAL(16,4)) AS cnt,
        CAST(1 AS DECIMAL(16,4)) AS net_cnt, CAST(range AS DECIMAL(16,2)) AS net_amt
    FROM range(5000)
"""
ENDLESS = [
    "SELECT count(*) FROM range(1000000000000) t(a) WHERE a % 7 = 3",
    "SELECT sum(a) FROM generate_series(1, 1000000000000) t(a)",
    "WITH RECURSIVE t AS (SELECT 1 AS a UNION ALL SELECT a + 1 FROM t) SELECT max(a) FROM t",
    "WITH RECURSIVE t AS (SELECT 'x' a UNION ALL SELECT a || a FROM t) SELECT length(a) FROM t",
    "SELECT length(repeat('x', 4000000000)) + range FROM range(3)",
    "SELECT length(repeat(bkkp_sn, 900000000)) FROM fee_list_d",
    "SELECT length(rpad('x', 2000000000, 'y')) + range FROM range(9)",
    "SELECT sum(a.range * b.range) FROM range(10000000) a, range(10000000) b",
    "SELECT count(*) FROM fee_net a, fee_net b, fee_net c WHERE a.bkkp_sn < b.bkkp_sn || c.bkkp_sn",
    "SELECT list_aggregate(range(2000000000), 'sum')",
    "SELECT list_sort(list_transform(range(1000000000), lambda x: x::VARCHAR))[1]",
    "SELECT list(a) FROM range(100000000000) t(a)",
    "SELECT a FROM generate_series(1, 20000000000) t(a) ORDER BY hash(a) LIMIT 3",
    "SELECT max(a) OVER (ORDER BY hash(a)) FROM range(20000000000) t(a)",
    "SELECT string_agg(repeat('x', 100000), ',') FROM range(1000000000)",
    "SELECT string_agg(a.bkkp_sn || b.bkkp_sn || c.bkkp_sn) FROM fee_net a, fee_net b, fee_net c",
    "SELECT count(DISTINCT md5(a::VARCHAR)) FROM range(100000000000) t(a)",
    "SELECT md5(a::VARCHAR), count(*) FROM range(100000000000) t(a) GROUP BY ALL",
    "SELECT histogram(a) FROM range(100000000000) t(a)",
    "SELECT repeat('x', 1000000) FROM range(1000000)",
    "SELECT count(*) FROM range(100000000) t(a) WHERE md5(a::VARCHAR) ~ '(0+)+(1+)+'",
    "SELECT levenshtein(repeat('ab', 200000), repeat('ba', 200000))",
    "SELECT json_array_length('[' || repeat('[],', 300000000) || '1]')",
    "SELECT unnest(range(1000000000)) ORDER BY 1 DESC",
    "SELECT bitstring('1', 2000000000)::VARCHAR || range FROM range(100)",
]


@dataclass
class Seen:
    """What the system told of one child."""

    started: float = 0.0
    allowed: int = 0
    mapped: int = 0
    held: int = 0


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    folder = tmp_path_factory.mktemp("asked")
    snapshot = verified_small(folder, SQL)
    with Case.create(folder / "case", [snapshot], INSPECTOR, []) as made:
        yield made


def child() -> Path | None:
    own = f"PPid:\t{os.getpid()}\n".encode()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            told = (process / "cmdline").read_bytes(), (process / "status").read_bytes()
            if CHILD in told[0] and own in told[1]:
                return process
        except OSError:
            continue
    return None


def look(process: Path, seen: Seen) -> None:
    limits = (process / "limits").read_text()
    allowed = next(line for line in limits.splitlines() if line.startswith("Max address")).split()[
        3
    ]
    if allowed != "unlimited" and not seen.started:
        seen.started, seen.allowed = time.monotonic(), int(allowed)
    for line in (process / "status").read_text().splitlines():
        if line.startswith("VmPeak"):
            seen.mapped = max(seen.mapped, int(line.split()[1]) * 1024)
        if line.startswith("VmHWM"):
            seen.held = max(seen.held, int(line.split()[1]) * 1024)


@pytest.mark.heavy
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
@pytest.mark.parametrize("sql", ENDLESS, ids=lambda sql: sql[:50])
def test_an_endless_question_ends_in_time_and_inside_its_memory(case: Case, sql: str) -> None:
    # A busy machine may come late by itself, but not each time.
    assert any(_ends_in_time(case, sql) for _ in range(4))


def _ends_in_time(case: Case, sql: str) -> bool:
    stopped: list[float] = []

    def ask() -> None:
        with pytest.raises(QuestionStopped):
            run_question(case, sql, 1_000_000, SECONDS, MEMORY_MB)
        stopped.append(time.monotonic())

    asking, seen, ticks = threading.Thread(target=ask), Seen(), [time.monotonic()]
    asking.start()
    process: Path | None = None
    while asking.is_alive():
        process = process or child()
        try:
            if process:
                look(process, seen)
        except (OSError, StopIteration):
            pass
        time.sleep(0.005)
        ticks.append(time.monotonic())
    assert stopped
    if not seen.started:  # Over before it was looked at.
        return False
    assert 0 < seen.held <= seen.mapped <= seen.allowed
    # Who asked, as the full-screen program does, goes on all the while.
    waited = max(b - a for a, b in pairwise(ticks))
    return stopped[0] - seen.started < SECONDS + 1.0 and waited < 0.5


def test_the_limits_of_a_job_lie_as_windows_wants_them() -> None:
    if ctypes.sizeof(ctypes.c_size_t) == 8:
        assert (ctypes.sizeof(JobLimits), JobLimits.flags.offset) == (144, 16)
        assert JobLimits.process_memory.offset == 112
