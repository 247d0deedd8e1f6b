"""All rules over a made-up hospital of any size, and three against the same logic by hand.

    python benchmarks/rules.py 20000 1000000 10000000

The exports are taken in as packing does, then the rules read the tables in the clear, so that what
is compared is the rules and not the seal (`inspection.py` times the sealed way). Three of them are
written again in plain DuckDB: answers are compared before times, and ratios are told against it.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from inspector import steps
from inspector.intake import convert
from inspector.rules import Outcome, run_rules
from inspector.workspace import FEE_NET, Engine, blank_engine

MAKE = Path(__file__).parent.parent / "sample_audits" / "kangning" / "make.py"
PACKS = Path(__file__).parent.parent / "rulepacks"
NAMES = ("general", "inventory", "rehab")
Answer = tuple[int, int]
"""Fee lines with money, and 分 over all of them."""

DUCKDB = {
    "XY2-12": """
        SELECT count(*), CAST(sum(det_item_fee_sumamt * 100) AS BIGINT)
        FROM fees JOIN limit_sex AS k USING (med_list_codg) JOIN visits AS v USING (mdtrt_id)
        WHERE v.gend <> k.sex AND CAST(fee_ocur_time AS DATE) BETWEEN valid_from AND valid_to
          AND (length(certno) <> 18 OR certno IS NULL
               OR (CAST(substr(certno, 17, 1) AS INTEGER) % 2 = 1) = (v.gend = '1'))""",
    "DQ-03": """
        SELECT count(*), CAST(sum(det_item_fee_sumamt * 100) AS BIGINT)
        FROM fees JOIN visits AS v USING (mdtrt_id)
        WHERE v.med_type LIKE '2%' AND coalesce(dscg_tkdrug_flag, '0') <> '1'
          AND CAST(fee_ocur_time AS DATE) - CAST(v.endtime AS DATE)
              > CASE WHEN med_chrgitm_type = '06' THEN {surgery_days}
                     WHEN substr(coalesce(list_type, '2'), 1, 1) <> '2' THEN {goods_days}
                     ELSE {service_days} END""",
    "XY2-27": """
        WITH lines AS (
            SELECT f.mdtrt_id, bkkp_sn, fee_ocur_time, cnt, det_item_fee_sumamt, d.daily_group,
                   greatest(CAST(endtime AS DATE) - CAST(begntime AS DATE), 1) AS days
            FROM fees AS f JOIN daily_item AS d USING (med_list_codg)
            JOIN visits AS v ON v.mdtrt_id = f.mdtrt_id
            WHERE v.med_type LIKE '2%' AND CAST(fee_ocur_time AS DATE) <= CAST(endtime AS DATE)
              AND CAST(fee_ocur_time AS DATE) BETWEEN valid_from AND valid_to
        ), so_far AS (
            SELECT *, sum(cnt) OVER (PARTITION BY mdtrt_id, daily_group
                                     ORDER BY fee_ocur_time, bkkp_sn) - days AS over
            FROM lines
        )
        SELECT count(*), CAST(sum(
            round(det_item_fee_sumamt * least(cnt, over) / cnt, 2) * 100) AS BIGINT)
        FROM so_far WHERE over > 0""",
}


def taken_in(lines: int, folder: Path, read: Engine) -> None:
    """A hospital of `lines` fee lines, in the engine's tables."""
    made = [sys.executable, str(MAKE), "--out", str(folder), "--format", "parquet"]
    subprocess.run([*made, "--fee-lines", str(lines)], check=True, capture_output=True)
    convert([folder / "raw"], read.con)
    read.con.execute(FEE_NET)
    read.rows["fee_list_d"] = lines


def all_rules(read: Engine) -> dict[str, Outcome]:
    """Every rule of the three packs."""
    packs = steps.packs([PACKS / name for name in NAMES])
    chosen = [(pack, rule) for pack in packs for rule in pack.rules]
    return {one.rule_id: one for one in run_rules(chosen, read)}


def answer(outcome: Outcome) -> Answer:
    """What the hand-written logic has to find too."""
    amounts = [one for one in outcome.table["amount"].to_pylist() if one]
    return len(amounts), int(sum(amounts, Decimal(0)) * 100)


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds, and what `work` gave."""
    started = time.perf_counter()
    found = work()
    return time.perf_counter() - started, found


def beside(read: Engine) -> dict[str, int]:
    """Lay the knowledge beside the data; the parameters the hand-written logic is to use."""
    params: dict[str, int] = {}
    for pack in steps.packs([PACKS / "general"]):
        for name, table in pack.knowledge.items():
            read.keep(name, table)
        for rule in pack.rules:
            if rule.id == "DQ-03":
                params = {name: int(str(one.value)) for name, one in rule.params.items()}
    read.con.execute("CREATE VIEW fees AS FROM fee_net; CREATE VIEW visits AS FROM mdtrt_d")
    return params


def by_hand(read: Engine, sql: str) -> Answer:
    """The answer of hand-written SQL."""
    [(count, cents)] = read.con.execute(sql).fetchall()
    return count, int(cents or 0)


def inspect(lines: int, folder: Path) -> dict[str, object]:
    """One run at `lines` fee lines."""
    with blank_engine(files=True) as read:
        took, _ = timed(lambda: taken_in(lines, folder, read))
        seconds, ran = timed(lambda: all_rules(read))
        told: dict[str, object] = {
            "fee lines": lines,
            "taken in (s)": round(took, 1),
            "all rules (s)": round(seconds, 1),
            "peak (MiB)": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        }
        params = beside(read)
        for rule, text in DUCKDB.items():
            hand, found = timed(partial(by_hand, read, text.format(**params)))
            assert found == answer(ran[rule]), f"{rule}: {found} against {answer(ran[rule])}"
            ratio = ran[rule].seconds / hand
            told[rule] = f"{ran[rule].seconds:.2f} s = {ratio:.1f} x plain DuckDB ({hand:.2f} s)"
    return told


def main() -> None:
    """Measure each size named on the command line."""
    for lines in map(int, sys.argv[1:] or ["20000"]):
        with tempfile.TemporaryDirectory() as folder:
            print(json.dumps(inspect(lines, Path(folder)), indent=2), flush=True)


if __name__ == "__main__":
    main()
