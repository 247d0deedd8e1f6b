"""Which cases of which rules a hospital gets: crimes, and beside each what looks like it.

The choice depends on the seed alone. A case that sets parameters of its own is passed over: an
inspection runs rules as they are.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from random import Random
from typing import Literal

from inspector.rules import Case, Pack, Rule
from inspector.schema import TABLES
from sample_audits.common.fill import House, complete
from sample_audits.common.graft import Graft, graft, of_its_own
from sample_audits.common.later import Later, by_weeks, to_month
from sample_audits.common.sheets import Sheets

_QUIET = ("clears", "border", "refund")
Edge = Literal["first", "last"]


@dataclass(frozen=True)
class Choice:
    """How many of a rule's cases are planted, and what cannot be: rule → why in a sentence."""

    crimes: int = 2
    look_alikes: int = 3
    without: Mapping[str, str] | None = None
    skipped: Collection[tuple[str, str]] = ()
    """(rule, name of the case) that stand in each other's way in one hospital."""
    few: Mapping[str, str] | None = None
    """Rules that hold everybody's rows against each other → why one crime is all there can be."""
    alone: Mapping[str, str] | None = None
    """Rules that look at a month of the whole hospital → the first month (`2025-03`) in which
    their cases can be alone, a month each."""
    edges: Mapping[tuple[str, str], tuple[str, str, Edge]] | None = None
    """(rule, name of the case) about the first or last day of a column → table, column, which."""


@dataclass(frozen=True)
class Planted:
    """One graft with the pack its rule is of."""

    pack: Pack
    graft: Graft

    @property
    def crime(self) -> bool:
        """Whether a rule has to hit it."""
        return bool(self.graft.says)


def plant(packs: Sequence[Pack], house: House, seed: int, choice: Choice) -> list[Planted]:
    """Grafts for every rule that can have one, numbered, with what their cases leave out."""
    rng = Random(seed)
    planted: list[Planted] = []
    for pack in packs:
        for rule in pack.rules:
            for turn, case in enumerate(_chosen(rule, rng, choice)):
                later = _later(rule, case, turn, rng, choice)
                made = graft(len(planted) + 1, rule, pack, case, house.code, later)
                complete(made, house)
                planted.append(Planted(pack, made))
    return planted


def plant_at_edges(
    packs: Sequence[Pack], house: House, sheets: Sheets, choice: Choice, number: int
) -> list[Planted]:
    """Grafts from `number` on, moved to where the rows of the whole hospital begin or end."""
    edges = choice.edges or {}
    planted: list[Planted] = []
    for pack in packs:
        for rule in pack.rules:
            for case in rule.cases:
                if edge := edges.get((rule.id, case.name)):
                    later = _to_edge(case, sheets, *edge)
                    made = graft(number + len(planted), rule, pack, case, house.code, later)
                    complete(made, house)
                    planted.append(Planted(pack, made))
    return planted


def _to_edge(case: Case, sheets: Sheets, table: str, column: str, edge: Edge) -> Later:
    given = case.tables[table]
    at = given.columns.index(column)
    end = min if edge == "first" else max
    own = end(cell for row in given.rows if (cell := row[at]))
    there = end(cell for row in sheets[table] if (cell := row.get(column)))
    return Later(days=(date.fromisoformat(there[:10]) - date.fromisoformat(own[:10])).days)


def _later(rule: Rule, case: Case, turn: int, rng: Random, choice: Choice) -> Later:
    lot, alone = rng.random(), (choice.alone or {}).get(rule.id)
    if alone:
        return to_month(case, int(alone[:4]) * 12 + int(alone[5:7]) - 1 + turn)
    return by_weeks(case, lot) if rule.partition in ("person", "visit") else Later()


def _chosen(rule: Rule, rng: Random, choice: Choice) -> list[Case]:
    if rule.awaits or rule.id in (choice.without or {}):
        return []
    usable = [case for case in rule.cases if _usable(rule, case, choice)]
    if rule.id in (choice.alone or {}):
        choice = replace(choice, crimes=1, look_alikes=1)
    if rule.id in (choice.few or {}):
        choice = replace(choice, crimes=1, look_alikes=0)
    crimes = [case for case in usable if case.hits and case.hits.rows]
    # Knowledge that names no item would speak of every other graft as well.
    crimes = [case for case in crimes if of_its_own(rule, case)] or crimes[:1]
    usable = [case for case in usable if of_its_own(rule, case)]
    quiet = [case for kind in _QUIET for case in usable if case.kind == kind and case not in crimes]
    return [*_some(crimes, choice.crimes, rng), *_some(quiet, choice.look_alikes, rng)]


def _some(cases: list[Case], count: int, rng: Random) -> list[Case]:
    """`count` of them by lot, in the order they are written; the first is always among them."""
    if len(cases) <= count or not count:
        return cases[:count]
    kept = {0, *rng.sample(range(1, len(cases)), count - 1)}
    return [cases[at] for at in sorted(kept)]


def _usable(rule: Rule, case: Case, choice: Choice) -> bool:
    return (
        case.kind != "missing"
        and not case.params
        and not case.missing
        and (rule.id, case.name) not in {*choice.skipped, *(choice.edges or {})}
        and set(case.tables) <= TABLES.keys() | set(rule.knowledge)
    )
