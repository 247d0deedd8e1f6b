"""A pharmacy and a dialysis centre inspected whole, held against their truth line by line.

    python benchmarks/places.py

Here the truth is complete: every 元 a rule may put on a line is written down, also where a crime
breaks a second rule. What is missing and what is too much are both told.
"""

import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.hospitals import Hit, Hospital, Inspected, Listed, inspect, listed, make

PHARMACY = Hospital("huimin", ("general", "inventory", "national", "pharmacy", "special-areas"))
DIALYSIS = Hospital("zekang", ("dialysis", "general", "inventory", "national", "special-areas"))
STATISTICAL = frozenset({"INV-13", "NAT-50", "NAT-56", "NAT-57", "NAT-58", "NAT-59"})
"""Leads of comparison: what is planted must stand out, honest things may."""

Money = Mapping[tuple[str, str], Decimal]


def inspected(place: Hospital, folder: Path, seed: int, *, honest: bool = False) -> Inspected:
    """Made, packed, opened and checked; an honest place with every pack there is."""
    make(place, folder / "made", seed, *(["--honest"] if honest else []))
    return inspect(folder / "made", folder, () if honest else place.packs)


def planted_money(truth: Sequence[Listed]) -> Money:
    """元 by rule and fee line, as the truth has them."""
    found: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in truth:
        if row["line"]:
            found[row["rule"], row["line"]] += Decimal(row["amount"])
    return dict(found)


def named_money(hits: Sequence[Hit]) -> Money:
    """元 by rule and fee line, as the rules name them."""
    found: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for hit in hits:
        if hit.get("amount"):
            found[hit["rule_id"], hit["bkkp_sn"]] += hit["amount"]
    return dict(found)


def missed_leads(hits: Sequence[Hit], truth: Sequence[Listed]) -> list[tuple[str, str]]:
    """Kind and rule of each planted lead that no hit of its rule names."""
    return [
        (row["kind"], row["rule"])
        for row in truth
        if not row["line"] and not any(_names(hit, row) for hit in hits)
    ]


def stray_leads(hits: Sequence[Hit], truth: Sequence[Listed]) -> list[str]:
    """Rules with a hit that names nothing planted; comparisons are not held to that."""
    known: dict[str, list[Listed]] = defaultdict(list)
    for row in truth:
        known[row["rule"]].append(row)
    ours = {hit["hit_id"] for hit in hits if any(_names(hit, row) for row in known[hit["rule_id"]])}
    return sorted(
        {
            hit["rule_id"]
            for hit in hits
            if hit["hit_id"] not in ours and hit["rule_id"] not in STATISTICAL
        }
    )


def trapped(hits: Sequence[Hit], traps: Sequence[Listed]) -> list[tuple[str, str]]:
    """Kind and rule of each look-alike that its rule hits."""
    return [(row["kind"], row["rule"]) for row in traps if any(_names(hit, row) for hit in hits)]


def _names(hit: Hit, row: Listed) -> bool:
    return bool(hit["rule_id"] == row["rule"] and str(hit.get(row["key_type"])) == row["key"])


def main() -> int:
    """Inspect both places and their honest twins; print what was found."""
    print("| place | seed | planted | found | false | missed leads | look-alikes hit |")
    print("|---|--:|--:|--:|--:|--:|--:|")
    for place in (PHARMACY, DIALYSIS):
        for seed in (2024, 7):
            with TemporaryDirectory() as folder:
                found = inspected(place, Path(folder), seed)
                truth = listed(Path(folder) / "made", "truth.csv")
                traps = listed(Path(folder) / "made", "traps.csv")
            due, named = planted_money(truth), named_money(found.hits)
            right = sum(named.get(key) == amount for key, amount in due.items())
            print(
                f"| {place.name} | {seed} | {len(due)} | {right} | {len(named.keys() - due.keys())}"
                f" | {len(missed_leads(found.hits, truth))} | {len(trapped(found.hits, traps))} |"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
