"""Recall and precision of the shipped rules on the sample hospital, over a whole inspection.

    python benchmarks/recall.py

The committed exports are packed, opened and checked as the command line does it. A planted case is
found when its rule puts exactly its amount on its key and fee line; every other amount that rule
names is false. A trap is hit when any rule puts money on a row that carries its key.
"""

import csv
import os
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from inspector import shipped, steps
from inspector.errors import InspectorError
from inspector.steps.demo import PACKS
from inspector.trust import Identity

SAMPLE = shipped.folder("sample_audits") / "kangning"
RULES = {
    "duplicate_charge": "XY2-31",
    "exclusive_items": "XY2-03",
    "bed_days_over_stay": "XY2-27",
    "charged_after_discharge": "DQ-03",
    "price_over_ceiling": "XY2-01",
    "sex_conflict": "XY2-12",
    "rehab_without_session": "SES-01",
    "session_too_short": "SES-02",
    "therapist_overlap": "SES-03",
    "zero_stock_sale": "INV-01",
    "settled_over_stock": "INV-02",
    "trace_code_twice": "TRC-02",
}
"""The rule that looks for each planted kind."""
PASSPHRASE = "made for the sample"

Row = Mapping[str, Any]
Money = Mapping[tuple[str, str], Decimal]


@dataclass(frozen=True)
class Recall:
    """One planted kind; `found` counts cases hit to the 分, amounts are in 元."""

    kind: str
    rule: str
    planted: int
    found: int
    false: int
    amount_planted: Decimal
    amount_found: Decimal


def listed(name: str) -> list[dict[str, str]]:
    """The rows of truth.csv or traps.csv."""
    with (SAMPLE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def open_sample(folder: Path) -> tuple[Path, Identity]:
    """The sample packed by an office and opened by a lead: the case and its lead."""
    office = steps.make_identity(folder / "office.identity", "数据办公室", "authority", PASSPHRASE)
    lead = steps.make_identity(folder / "lead.identity", "张检查", "lead", PASSPHRASE)
    snapshot = folder / "kangning.snapshot"
    steps.pack_exports([SAMPLE / "raw"], office, [lead.card], snapshot)
    steps.open_case(folder / "case", [snapshot], lead)
    return folder / "case", lead


def inspect(folder: Path) -> tuple[Path, Identity]:
    """The same, with all rules run."""
    case, lead = open_sample(folder)
    with steps.open_desk(case, lead) as desk:
        steps.check(desk, [shipped.folder("rulepacks") / name for name in PACKS])
    return case, lead


def hits_of(case: Path, lead: Identity) -> list[dict[str, Any]]:
    """The rows of all hits; those without money are evidence, no violations of their own."""
    with steps.open_desk(case, lead, write=False) as desk:
        return list(steps.hits(desk).to_pylist())


def planted_money(kind: str) -> tuple[str, Money]:
    """The key column of a kind, and its amounts by key and fee line."""
    rows = [row for row in listed("truth.csv") if row["kind"] == kind]
    amounts = {(row["key"], row["bkkp_sn"]): Decimal(row["amount"]) for row in rows}
    return rows[0]["key_type"], amounts


def named_money(hits: Sequence[Row], rule: str, key: str) -> Money:
    """What a rule puts on each key and fee line."""
    named: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for hit in hits:
        if hit["rule_id"] == rule and hit["amount"]:
            named[hit[key], hit["bkkp_sn"]] += hit["amount"]
    return dict(named)


def recall(hits: Sequence[Row], kind: str) -> Recall:
    """Hold the hits of the kind's rule against what was planted."""
    key, planted = planted_money(kind)
    named = named_money(hits, RULES[kind], key)
    return Recall(
        kind,
        RULES[kind],
        planted=len(planted),
        found=sum(named.get(place) == amount for place, amount in planted.items()),
        false=len(named.keys() - planted.keys()),
        amount_planted=sum(planted.values(), Decimal("0.00")),
        amount_found=sum(named.values(), Decimal("0.00")),
    )


def trapped(hits: Sequence[Row]) -> list[tuple[str, str]]:
    """Rule and kind of each innocent look-alike that money was put on."""
    with_money = [hit for hit in hits if hit["amount"]]
    return [
        (hit["rule_id"], trap["kind"])
        for trap in listed("traps.csv")
        for hit in with_money
        if hit[trap["key_type"]] == trap["key"]
    ]


def table(rows: Sequence[Recall], traps: int, hit: int) -> str:
    """A page of Markdown."""
    lines = [
        "| kind | rule | planted | found | false | planted 元 | found 元 |",
        "|---|---|--:|--:|--:|--:|--:|",
        *(
            f"| {row.kind} | {row.rule} | {row.planted} | {row.found} | {row.false}"
            f" | {row.amount_planted:,.2f} | {row.amount_found:,.2f} |"
            for row in rows
        ),
        f"| all | | {sum(row.planted for row in rows)} | {sum(row.found for row in rows)}"
        f" | {sum(row.false for row in rows)}"
        f" | {sum(row.amount_planted for row in rows):,.2f}"
        f" | {sum(row.amount_found for row in rows):,.2f} |",
    ]
    return "\n".join([*lines, "", f"Look-alikes: {traps}, hit: {hit}."])


def main() -> int:
    """Inspect in a folder that is thrown away; print the table."""
    with TemporaryDirectory() as folder:
        os.environ["INSPECTOR_HOME"] = str(Path(folder) / "home")
        try:
            hits = hits_of(*inspect(Path(folder)))
        except InspectorError as error:
            sys.stderr.write(f"{error.code} {error.facts}\n")
            return error.exit_status
    rows = [recall(hits, kind) for kind in RULES]
    print(table(rows, len(listed("traps.csv")), len(trapped(hits))))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
