"""Which rules look for what is to be looked for, and what the others still wait for.

A rule that lacks its data or its knowledge never makes a row done.
"""

import csv
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

from inspector.rules.lacks import is_known
from inspector.rules.model import Pack, Rule

State = Literal["done", "awaits", "none"]
_NUMBERS = re.compile(r"第(\d+(?:、\d+)*)项")
_CATALOGUE = Path(__file__).parent / "catalogue.csv"


@dataclass(frozen=True)
class Topic:
    """One thing to look for: a national rule, an item of a list, a row of the catalogue."""

    id: str
    group: str
    name: Mapping[str, str]
    """By language."""


@dataclass(frozen=True)
class Covered:
    """A topic with the rules that look for it; `none`: no rule does, it takes a person."""

    topic: Topic
    rules: tuple[str, ...]
    state: State
    data: tuple[Mapping[str, str], ...] = field(default=())
    """By language, the data its rules await and no table holds."""
    knowledge: tuple[str, ...] = ()
    """The knowledge tables of which its rules have no row yet."""


def covered(
    topics: Iterable[Topic], packs: Sequence[Pack], looks_for: Callable[[Rule], frozenset[str]]
) -> tuple[Covered, ...]:
    """Each topic with the rules of `packs` whose `looks_for` names it; done if one of them can run.

    Args:
        looks_for: the ids of the topics a rule looks for.
    """
    by_topic: dict[str, list[tuple[Rule, Pack]]] = {}
    for pack in packs:
        for rule in pack.rules:
            for id in looks_for(rule):
                by_topic.setdefault(id, []).append((rule, pack))
    return tuple(_one(topic, by_topic.get(topic.id, [])) for topic in topics)


def _one(topic: Topic, found: Sequence[tuple[Rule, Pack]]) -> Covered:
    ids = tuple(sorted(rule.id for rule, _ in found))
    lacking = [_unknown(rule, pack) for rule, pack in found if not rule.awaits]
    if not all(lacking) or not found:
        return Covered(topic, ids, "done" if found else "none")
    data = tuple(rule.awaits for rule, _ in found if rule.awaits)
    tables = tuple(sorted({name for names in lacking for name in names}))
    return Covered(topic, ids, "awaits", data, tables)


def _unknown(rule: Rule, pack: Pack) -> list[str]:
    return [name for name in rule.knowledge if not is_known(rule, pack, name)]


def by_number(of: str) -> Callable[[Rule], frozenset[str]]:
    """What a rule's `national` says of the list `of`: `两库（2025年版）第25、26项` is 25 and 26."""

    def numbers(rule: Rule) -> frozenset[str]:
        parts = [part for part in rule.national.split("；") if part.strip().startswith(of)]
        found = [run for part in parts for run in _NUMBERS.findall(part)]
        return frozenset(number for run in found for number in run.split("、"))

    return numbers


def by_catalogue(rule: Rule) -> frozenset[str]:
    """The rows of the catalogue a rule looks for: its own id, and those it names."""
    return frozenset({rule.id, *rule.catalogue})


@cache
def catalogue() -> tuple[Topic, ...]:
    """The rows of the rule catalogue; a row's group is what stands before its number."""
    with _CATALOGUE.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Topic(row["id"], row["id"].partition("-")[0], {"zh": row["zh"], "en": row["en"]})
            for row in csv.DictReader(lines)
        )
