"""What is known of a made-up institution, beside its exports: `truth.csv`, `traps.csv`, knowledge.

A row of the truth is what a rule finds: on a fee line with 元, or, for a lead, a key in a column of
its hit. No other line gets money from any rule, and no look-alike is hit by its rule.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import astuple, fields
from pathlib import Path

from sample_audits.common.marks import Innocent, Wrong
from sample_audits.common.outpatients import Claims
from sample_audits.common.sheets import Row, write_parquet


def deliver(claims: Claims, knowledge: Mapping[str, Sequence[Row]], out: Path) -> int:
    """Write `raw/*.parquet`, the lists and `knowledge/*.csv`; how many fee lines there are."""
    write_parquet(claims.sheets, out / "raw")
    _listed(out / "truth.csv", Wrong, claims.truth)
    _listed(out / "traps.csv", Innocent, claims.traps)
    for name, rows in sorted(knowledge.items()):
        (out / "knowledge").mkdir(exist_ok=True)
        with (out / "knowledge" / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    return len(claims.sheets["fee_list_d"])


def _listed(path: Path, kind: type, rows: Sequence[Wrong | Innocent]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([one.name for one in fields(kind)])
        writer.writerows(sorted(tuple(map(str, astuple(row))) for row in rows))
