"""What the state says it looks for: the 88 national rules, and the problem lists item by item.

The wording is the state's, cut to a title. Of 2024 and 2026 no whole list is public: what is known
of them stands here under numbers of our own, each item saying where it is from.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class NationalRule:
    """One of the 88 rules of the national library, edition 2025."""

    number: int
    kind: str
    """政策类, 管理类 or 医疗类."""
    name: str


@dataclass(frozen=True)
class ProblemItem:
    """One item of a problem list."""

    list: str
    """institution or pharmacy: each counts from 1."""
    number: int
    area: str
    kind: str
    title: str
    source: str
    like: tuple[str, ...]
    """Numbers of the items of 2025 that say the same, its own if it is one, or ids of rules."""

    @property
    def official(self) -> bool:
        """Whether wording and number are the state's."""
        return self.source.startswith("医保函")


@cache
def national_rules() -> tuple[NationalRule, ...]:
    """The 88 rules in their order."""
    rows = _rows("national_rules.csv")
    return tuple(NationalRule(int(row["number"]), row["kind"], row["name"]) for row in rows)


@cache
def problem_items(year: int) -> tuple[ProblemItem, ...]:
    """The items known for `year`, institutions first.

    Source: 医保函〔2025〕2号, 183 items for institutions and 19 for pharmacies; of 2024 ten as
    上海市医疗保障局 published them, the others as retold; of 2026 the directions of new fields.
    """
    texts = ("list", "area", "kind", "title", "source")
    return tuple(
        ProblemItem(
            number=int(row["number"]),
            like=tuple(filter(None, row["like"].split("、"))),
            **{name: row[name] for name in texts},
        )
        for row in _rows("problem_lists.csv")
        if row["year"] == str(year)
    )


def _rows(name: str) -> list[dict[str, str]]:
    with (_HERE / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
