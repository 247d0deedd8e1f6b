"""All rules over a made-up hospital of any size, and six against the same logic by hand.

    python -m benchmarks.rules 1000000 10000000 20000000 --data FOLDER

The exports are taken in as packing does, in a process of their own; then the rules read the tables
in the clear, as Parquet, under a memory limit of 1 GB, so that what is compared is the rules and
not the seal (`inspection.py` times the sealed way). Six of them are written again for plain DuckDB,
Polars and SQLite (`pip install '.[bench]'`): answers are compared before times, and ratios are told
against them. `--rules-only` leaves these out; `--data` keeps what was taken in for the next time.
"""

import argparse
import json
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from threading import Event, Thread
from typing import Any

import duckdb
import polars as pl
import pyarrow as pa

from benchmarks.by_hand import FEES, KNOWN, RULES, VISITS, Answer, in_duckdb, in_polars, in_sqlite
from inspector import shipped, steps
from inspector.intake import convert
from inspector.rules import Outcome, Pack, run_rules
from inspector.schema import TABLES
from inspector.workspace import FEE_NET, Engine, blank_engine

MAKE = Path(__file__).parent.parent / "sample_audits" / "kangning" / "make.py"
MEMORY = "1GB"


def laid_out(lines: int, folder: Path) -> None:
    """Make a hospital of `lines` fee lines and lay its tables down as Parquet."""
    made = [sys.executable, str(MAKE), "--out", str(folder), "--format", "parquet"]
    subprocess.run([*made, "--fee-lines", str(lines)], check=True, capture_output=True)
    with blank_engine(files=True) as taken:
        convert([folder / "raw"], taken.con)
        listed = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'main'"
        told = taken.con.execute(listed).fetchall()
        for (name,) in told:
            if name in TABLES:
                taken.con.execute(f"COPY {name} TO '{folder / name}.parquet'").fetchall()


def apart(lines: int, folder: Path) -> None:
    """The same in a process of its own, so that its memory is not counted."""
    process = get_context("spawn").Process(target=laid_out, args=(lines, folder))
    process.start()
    process.join()
    assert process.exitcode == 0, "the exports were not taken in"


def over(folder: Path) -> Engine:
    """An engine over the tables, as over a snapshot: it knows the counts a manifest tells."""
    read = blank_engine(MEMORY, files=True)
    for file in sorted(folder.glob("*.parquet")):
        name = file.stem
        read.con.execute(f"CREATE VIEW {name} AS FROM read_parquet('{file}')")
        columns = [row[0] for row in read.con.execute(f"DESCRIBE {name}").fetchall()]
        counted = ", ".join(["count(*)", *(f'count("{column}")' for column in columns)])
        [(rows, *filled)] = read.con.execute(f"SELECT {counted} FROM {name}").fetchall()
        read.rows[name], read.filled[name] = rows, dict(zip(columns, filled, strict=True))
    read.con.execute(FEE_NET)
    return read


class Watched:
    """What lay in the spill, rule by rule, looked at twenty times a second.

    A rule is tried on the data as they lie and stopped when it spills; then it runs in buckets, and
    what spills then is what a disk has to bear.
    """

    def __init__(self, read: Engine) -> None:
        self._read = read
        self._now, self._begun = "", set[str]()
        self.tried: dict[str, int] = {}
        """Rule → the most bytes of its first try."""
        self.bore: dict[str, int] = {}
        """Rule → the most bytes when it ran in buckets."""

    def told(self, rule: str, done: int, rules: int) -> None:
        """`rule` begins, or goes on with its next bucket."""
        del done, rules
        self._begun |= {self._now}
        self._now = rule

    @contextmanager
    def watching(self) -> Iterator[None]:
        """As long as this lasts."""
        over_now = Event()

        def watch() -> None:
            while not over_now.wait(0.05):
                if lies := sum(int(told["size"]) for told in self._read.spill.ls("")):
                    most = self.bore if self._now in self._begun else self.tried
                    most[self._now] = max(lies, most.get(self._now, 0))

        watcher = Thread(target=watch)
        watcher.start()
        try:
            yield
        finally:
            over_now.set()
            watcher.join()


def answer(outcome: Outcome) -> Answer:
    """What the hand-written logic has to find too."""
    amounts = outcome.table["amount"].to_pylist()
    with_money = [one for one in amounts if one]
    return len(with_money) or len(amounts), int(sum(with_money) * 100)


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds, and what `work` gave."""
    started = time.perf_counter()
    found = work()
    return time.perf_counter() - started, found


def known(packs: list[Pack]) -> dict[str, pa.Table]:
    """The knowledge the six read; another pack may have other rows under one name."""
    [general] = [pack for pack in packs if pack.name == "general"]
    return {name: general.knowledge[name] for name in KNOWN}


def params(packs: list[Pack]) -> dict[str, dict[str, Any]]:
    """Of each of the six, the values it is to use."""
    return {
        rule.id: {
            name: float(str(one.value))
            for name, one in rule.params.items()
            if name != "national_rule"
        }
        for pack in packs
        for rule in pack.rules
        if rule.id in RULES
    }


def hands(
    net: Path, visits: Path, knows: Mapping[str, pa.Table]
) -> dict[str, Callable[..., Answer]]:
    """The three engines, filled; filling them is not timed."""
    plain = duckdb.connect()
    plain.execute(f"CREATE TABLE fees AS SELECT {FEES} FROM '{net}'")
    plain.execute(f"CREATE TABLE visits AS SELECT {VISITS} FROM '{visits}'")
    frames = {name: pl.LazyFrame(pl.from_arrow(table)) for name, table in knows.items()}
    frames["fees"] = pl.scan_parquet(net).select(FEES.split(", "))
    frames["visits"] = pl.scan_parquet(visits).select(VISITS.split(", "))
    lite = sqlite3.connect(net.parent / "by-hand.sqlite")
    for name, table in knows.items():
        plain.register(name, table)
        columns = ", ".join(
            f"CAST({one} AS DOUBLE)" if one == "pric_max" else f"CAST({one} AS VARCHAR)"
            for one in table.column_names
        )
        rows = plain.execute(f"SELECT {columns} FROM {name}").fetchall()
        in_sqlite.lay_out(lite, name, table.column_names, rows)
    cells = FEES.replace("det_item_fee_sumamt", "CAST(100 * det_item_fee_sumamt AS BIGINT)")
    cells = cells.replace(" cnt,", " CAST(cnt AS DOUBLE),").replace(
        "pric,", "CAST(pric AS DOUBLE),"
    )
    for name, columns, told in (("fees", FEES, cells), ("visits", VISITS, VISITS)):
        told = told.replace("fee_ocur_time", "strftime(fee_ocur_time, '%Y-%m-%d %H:%M:%S')")
        told = told.replace(
            "begntime, endtime", "CAST(begntime AS VARCHAR), CAST(endtime AS VARCHAR)"
        )
        found = plain.execute(f"SELECT {told} FROM {name}")
        batches = iter(partial(found.fetchmany, 100_000), [])
        in_sqlite.lay_out(
            lite, name, columns.split(", "), (row for some in batches for row in some)
        )
    return {
        "DuckDB": partial(in_duckdb.answer, plain),
        "Polars": partial(in_polars.answer, frames),
        "SQLite": partial(in_sqlite.answer, lite),
    }


def inspect(lines: int, folder: Path, *, by_hand: bool) -> None:
    """One run at `lines` fee lines."""
    packs = steps.packs([file.parent for file in shipped.folder("rulepacks").glob("*/pack.toml")])
    chosen = [(pack, rule) for pack in packs for rule in pack.rules]
    if not (folder / "fee_list_d.parquet").is_file():
        apart(lines, folder)
    with closing(over(folder)) as read:
        watched = Watched(read)
        with watched.watching():
            seconds, outcomes = timed(
                lambda: list(heard(run_rules(chosen, read, told=watched.told)))
            )
        ran = {one.rule_id: one for one in outcomes}
        slowest = sorted(outcomes, key=lambda one: -one.seconds)[:10]
        told: dict[str, object] = {
            "fee lines": read.rows["fee_list_d"],
            "rules that ran": sum(one.status in ("hit", "clean") for one in outcomes),
            "errors": {one.rule_id: str(one.reason) for one in outcomes if one.status == "error"},
            "all rules (s)": round(seconds, 1),
            "peak (MiB)": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            "tried whole, then in buckets (MiB spilled until stopped)": in_mib(watched.tried),
            "spilled (MiB)": in_mib(watched.bore),
            "slowest (s)": {one.rule_id: round(one.seconds, 1) for one in slowest},
        }
        print(json.dumps(told, indent=2), flush=True)
        if by_hand:
            told = compared(ran, read, folder / "mdtrt_d.parquet", known(packs), params(packs))
            print(json.dumps(told, indent=2), flush=True)


def heard(outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
    """Each told as it comes, beside what is measured."""
    for one in outcomes:
        if one.status != "not_run":
            words = (one.rule_id, one.status, f"{one.hits} hits", f"{one.seconds:.1f} s")
            print(*words, sep="\t", file=sys.stderr, flush=True)
        yield one


def in_mib(most: Mapping[str, int]) -> dict[str, int]:
    """Bytes by rule as MiB, by rule."""
    return {rule: size // 1024**2 for rule, size in sorted(most.items())}


def compared(
    ran: Mapping[str, Outcome],
    read: Engine,
    visits: Path,
    knows: Mapping[str, pa.Table],
    values: Mapping[str, Mapping[str, Any]],
) -> dict[str, object]:
    """The six by hand: the same answers, and how many times as long the rule takes."""
    told: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as made:
        net = Path(made) / "net.parquet"
        read.con.execute(f"COPY (SELECT {FEES} FROM fee_net) TO '{net}'").fetchall()
        for engine, by_hand in hands(net, visits, knows).items():
            for rule in RULES:
                hand, found = timed(partial(by_hand, rule, values[rule]))
                assert found == answer(ran[rule]), (engine, rule, found, answer(ran[rule]))
                ratio = ran[rule].seconds / hand
                told[f"{rule} {engine}"] = f"{ratio:.2f} x ({ran[rule].seconds:.2f} / {hand:.2f} s)"
    return told


def main() -> None:
    """Measure each size named on the command line."""
    asked = argparse.ArgumentParser()
    asked.add_argument("lines", nargs="*", type=int, default=[20_000])
    asked.add_argument("--rules-only", action="store_true")
    asked.add_argument("--data", type=Path)
    told = asked.parse_args()
    for lines in told.lines:
        with tempfile.TemporaryDirectory() as made:
            folder = told.data / str(lines) if told.data else Path(made)
            folder.mkdir(parents=True, exist_ok=True)
            inspect(lines, folder, by_hand=not told.rules_only)


if __name__ == "__main__":
    main()
