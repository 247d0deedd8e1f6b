"""Which cases of which rules a hospital gets: crimes, and beside each what looks like it.

The choice depends on the seed alone. A case that sets parameters of its own is passed over: an
inspection runs rules as they are.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from inspector.rules import Case, Pack, Rule
from inspector.schema import TABLES
from sample_audits.common.fill import House, complete
from sample_audits.common.graft import Graft, graft

_QUIET = ("clears", "border", "refund")


@dataclass(frozen=True)
class Choice:
    """How many of a rule's cases are planted, and what cannot be: rule → why in a sentence."""

    crimes: int = 2
    look_alikes: int = 3
    without: Mapping[str, str] | None = None
    skipped: Collection[tuple[str, str]] = ()
    """(rule, name of the case) that stand in each other's way in one hospital."""


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
            for case in _chosen(rule, rng, choice):
                made = graft(len(planted) + 1, rule, pack, case, house.code)
                complete(made, house)
                planted.append(Planted(pack, made))
    return planted


def _chosen(rule: Rule, rng: Random, choice: Choice) -> list[Case]:
    if rule.awaits or rule.id in (choice.without or {}):
        return []
    usable = [case for case in rule.cases if _usable(rule, case, choice)]
    crimes = [case for case in usable if case.hits and case.hits.rows]
    quiet = [case for kind in _QUIET for case in usable if case.kind == kind and case not in crimes]
    return [*_some(crimes, choice.crimes, rng), *_some(quiet, choice.look_alikes, rng)]


def _some(cases: list[Case], count: int, rng: Random) -> list[Case]:
    """`count` of them by lot, in the order they are written; the first is always among them."""
    if len(cases) <= count:
        return cases
    kept = {0, *rng.sample(range(1, len(cases)), count - 1)}
    return [cases[at] for at in sorted(kept)]


def _usable(rule: Rule, case: Case, choice: Choice) -> bool:
    return (
        case.kind != "missing"
        and not case.params
        and not case.missing
        and (rule.id, case.name) not in choice.skipped
        and set(case.tables) <= TABLES.keys() | set(rule.knowledge)
    )
