"""Recall and precision of the shipped rules on made-up hospitals, over whole inspections.

    python benchmarks/recall.py [--hospital renhe] [--seed 2024] [--honest]

Exports are packed, opened and checked as the command line does it. A planted case is found when its
rule puts exactly its amount on its key and fee line; every other amount that rule names is false. A
trap is hit when any rule puts money on a row that carries its key. With `--honest` the same
hospitals without crimes: every hit there is a false one.
"""

import argparse
import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.hospitals import Hospital, Inspected, Score, make, score
from benchmarks.hospitals import inspect as whole
from benchmarks.hospitals import listed as written
from inspector import shipped, steps
from inspector.errors import InspectorError
from inspector.steps.demo import PACKS
from inspector.trust import Identity
from sample_audits.renhe.hospital import PACKS as RENHE

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


HOSPITALS = (
    Hospital("kangning", PACKS, ("--fee-lines", "20000")),
    Hospital("renhe", RENHE),
    Hospital("zekang", ()),
    Hospital("huimin", ()),
)
SEEDS = (2024, 7)


def page(name: str, seed: int, scores: Sequence[Score], leads: Collection[str] = ()) -> str:
    """What was found in one hospital, a line a rule, and what no rule found.

    Rules of `leads` hold everybody against everybody: that they name more than was planted is no
    false alarm, and is counted apart.
    """
    lines = [
        f"## {name}, seed {seed}",
        "",
        "| rule | planted | found | false | also | look-alikes hit | planted 元 | found 元 |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
        *(
            f"| {one.rule} | {one.planted} | {one.found} | {one.false} | {one.also}"
            f" | {one.trapped} | {one.amount_planted:,.2f} | {one.amount_found:,.2f} |"
            for one in scores
        ),
        "",
    ]
    planted, found = sum(one.planted for one in scores), sum(one.found for one in scores)
    false = sum(one.false for one in scores if one.rule not in leads)
    clues = sum(one.false for one in scores if one.rule in leads)
    trapped = sum(one.trapped for one in scores)
    missed = [one.rule for one in scores if one.planted and not one.found]
    right = found / (found + false) if found + false else 1
    return "\n".join(
        [
            *lines,
            f"Recall {found / planted if planted else 1:.1%} ({found} of {planted}), "
            f"precision {right:.1%} ({false} false), look-alikes hit {trapped}; "
            f"{clues} more rows of clues.",
            f"Planted and not found: {', '.join(missed) or 'none'}.",
            "",
        ]
    )


def plain(name: str, seed: int, seen: Inspected) -> str:
    """What rules say of an honest hospital: verdicts by number of hits, and which rules."""
    hits = {(hit["rule_id"], hit["hit_id"]): hit["verdict"] for hit in seen.hits}
    counted = Counter(hits.values())
    rules = Counter((rule, verdict) for (rule, _), verdict in hits.items())
    share = 1000 * counted["suspect"] / max(seen.settlements, 1)
    told = ", ".join(
        f"{rule} {verdict} {count}" for (rule, verdict), count in sorted(rules.items())
    )
    return (
        f"{name}, seed {seed}, honest: {counted['breach']} breach, {counted['suspect']} suspect "
        f"({share:.2f} per 1,000 of {seen.settlements} settlements), {counted['clue']} clue. {told}"
    )


def asked() -> argparse.Namespace:
    """The arguments."""
    parser = argparse.ArgumentParser(description=__doc__)
    names = [one.name for one in HOSPITALS]
    parser.add_argument("--hospital", action="append", choices=names)
    parser.add_argument("--seed", action="append", type=int)
    parser.add_argument("--honest", action="store_true")
    return parser.parse_args()


def main() -> int:
    """Inspect in folders that are thrown away; print a page for each hospital and seed."""
    told, hit = asked(), set[str]()
    for hospital in HOSPITALS:
        if hospital.name not in (told.hospital or [hospital.name]):
            continue
        for seed in told.seed or SEEDS:
            with TemporaryDirectory() as folder:
                out, work = Path(folder) / "made", Path(folder) / "work"
                work.mkdir()
                make(hospital, out, seed, *(["--honest"] if told.honest else []))
                try:
                    seen = whole(out, work, hospital.packs)
                except InspectorError as error:
                    sys.stderr.write(f"{error.code} {error.facts}\n")
                    return error.exit_status
                scores = score(seen.hits, *told_of(out))
                leads = {rule for rule, verdict in seen.verdicts.items() if verdict == "clue"}
            hit |= {rule for rule, status in seen.statuses.items() if status == "hit"}
            print(
                plain(hospital.name, seed, seen)
                if told.honest
                else page(hospital.name, seed, scores, leads)
            )
    every = {rule.id for pack in steps.packs() for rule in pack.rules}
    print(f"Rules that hit nowhere ({len(every - hit)} of {len(every)}): {sorted(every - hit)}")
    return 0


Told = list[dict[str, str]]


def told_of(made: Path) -> tuple[Told, Told, Told]:
    """Of any hospital, under one set of names: the truth by rule, its look-alikes, other crimes."""
    rows = written(made, "truth.csv")
    for row in rows:
        row["rule"] = row.get("rule") or RULES.get(row["kind"], "")
        row["line"] = row.get("line") or row.get("bkkp_sn", "")
    traps = [row for row in written(made, "traps.csv") if row.get("rule")]
    return [row for row in rows if row["rule"]], traps, [row for row in rows if not row["rule"]]


if __name__ == "__main__":
    raise SystemExit(main())
