"""The case library: what was confirmed, told so that nobody can be picked out.

A case is of at least five different persons; it names a rule, the class, the kind of institution,
the province and the year, counts, and money rounded to 百元. No hospital, day, team or pseudonym
is in it, and what fewer persons share is left out whole and only counted.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from inspector.findings import UPHELD
from inspector.merge.crossings import Seen

K = 5
_HUNDRED = Decimal(100)


@dataclass(frozen=True, order=True)
class LibraryCase:
    """Confirmed findings alike, of `people` persons, `K` or more; `money` in 元, to the hundred."""

    rule_id: str
    title_zh: str
    title_en: str
    kind: str
    article: str
    province: str
    year: str
    findings: int
    people: int
    money: Decimal

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        """The names of the fields."""
        return tuple(one.name for one in fields(cls))


def library(
    rows: Iterable[Mapping[str, Any]], seen: Iterable[Seen]
) -> tuple[tuple[LibraryCase, ...], int]:
    """The cases in order, and how many confirmed findings are in none of them.

    Args:
        rows: findings, as a store keeps them.
    """
    people: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in seen:
        if one.kind == "person":
            people[one.institution, one.finding].add(one.sign)
    alike: dict[tuple[str, ...], list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        if row["standing"] in UPHELD:
            alike[_what(row)].append(row)
    cases: list[LibraryCase] = []
    left_out = 0
    for key, told in alike.items():
        persons = set[str]().union(*(people[row["institution"], row["id"]] for row in told))
        if len(persons) < K:
            left_out += len(told)
        else:
            cases.append(_case(key, told, len(persons)))
    return tuple(sorted(cases)), left_out


def _what(row: Mapping[str, Any]) -> tuple[str, ...]:
    titles = (row["title_zh"], row["title_en"])
    letter = row["institution"][:1]
    kind = letter if letter in ("H", "P") else ""
    return (row["rule_id"], *titles, kind, row["class"], row["region"][:2], row["month"][:4])


def _case(key: Sequence[str], rows: Sequence[Mapping[str, Any]], people: int) -> LibraryCase:
    money = sum((row["amount_confirmed"] for row in rows), Decimal(0))
    rounded = (money / _HUNDRED).quantize(Decimal(1), ROUND_HALF_UP) * _HUNDRED
    told: tuple[Any, ...] = (*key, len(rows), people, rounded)
    return LibraryCase(*told)
