"""How well each rule did: hits, confirmed, excluded and why, money, and the hours it took.

Hours are those on record: from one act of a person to the next, thirty minutes at the most, they
belong to the rule the later act was about.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Any

from inspector.findings import EXCLUSIONS, Event, exclusions
from inspector.merge.inspected import Figure, Inspected

_PAUSE, _TOO_LITTLE = 30 * 60, 10 * 60
_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Effect:
    """One rule over all inspections; `money` is what it added in 元, `seconds` the work on record.

    `hits` is how often it pointed somewhere, whether or not anybody made a finding of it.
    """

    rule_id: str
    title: Mapping[str, str]
    hits: int
    found: int
    confirmed: int
    excluded: Mapping[str, int]
    money: Decimal
    seconds: int

    @property
    def against(self) -> int:
        """Exclusions that tell against the rule."""
        told = self.excluded.items()
        return sum(n for code, n in told if code in EXCLUSIONS and EXCLUSIONS[code].false_positive)

    @property
    def money_an_hour(self) -> Decimal | None:
        """元 an hour of work; None where less than ten minutes of it are on record."""
        if self.seconds < _TOO_LITTLE:
            return None
        return (self.money * 3600 / self.seconds).quantize(_CENT, ROUND_HALF_UP)

    def to_dict(self) -> dict[str, Any]:
        """As canonical JSON takes it."""
        return {
            "rule": self.rule_id,
            "title": dict(self.title),
            "hits": self.hits,
            "found": self.found,
            "confirmed": self.confirmed,
            "excluded": dict(self.excluded),
            "money": str(self.money),
            "seconds": self.seconds,
        }

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> "Effect":
        """The effect in `told`.

        Raises:
            KeyError, ValueError, TypeError, ArithmeticError: it is none.
        """
        return cls(
            rule_id=str(told["rule"]),
            title={lang: str(told["title"][lang]) for lang in ("zh", "en")},
            hits=int(told["hits"]),
            found=int(told["found"]),
            confirmed=int(told["confirmed"]),
            excluded={str(code): int(n) for code, n in sorted(told["excluded"].items())},
            money=Decimal(told["money"]),
            seconds=int(told["seconds"]),
        )


def effects_of(inspections: Sequence[Inspected], by_rule: Sequence[Figure]) -> tuple[Effect, ...]:
    """How the rules did at one hospital; a rule nobody made a finding of has no title."""
    figures = {figure.name: figure for figure in by_rule}
    findings = [finding for one in inspections for finding in one.findings.values()]
    stood = Counter(finding.rule_id for finding in findings if finding.stands)
    why = exclusions(findings)
    hits: Counter[str] = Counter()
    worked: Counter[str] = Counter()
    for one in inspections:
        hits.update(one.hits)
        worked.update(_seconds(one))
    return tuple(
        Effect(
            rule_id=rule,
            title=figures[rule].title if rule in figures else {"zh": "", "en": ""},
            hits=hits[rule],
            found=sum(figures[rule].states.values()) if rule in figures else 0,
            confirmed=stood[rule],
            excluded=dict(sorted(why.get(rule, {}).items())),
            money=figures[rule].counted if rule in figures else Decimal("0.00"),
            seconds=worked[rule],
        )
        for rule in sorted(hits.keys() | figures.keys())
    )


def add_effects(parts: Iterable[Sequence[Effect]]) -> tuple[Effect, ...]:
    """The effects of many hospitals, by rule; read in the order of their hospitals."""
    same: dict[str, list[Effect]] = defaultdict(list)
    for part in parts:
        for effect in part:
            same[effect.rule_id].append(effect)
    return tuple(_sum(same[rule]) for rule in sorted(same))


def _sum(effects: Sequence[Effect]) -> Effect:
    excluded: Counter[str] = Counter()
    for one in effects:
        excluded.update(one.excluded)
    return Effect(
        rule_id=effects[0].rule_id,
        title=next((one.title for one in effects if any(one.title.values())), effects[0].title),
        hits=sum(one.hits for one in effects),
        found=sum(one.found for one in effects),
        confirmed=sum(one.confirmed for one in effects),
        excluded=dict(sorted(excluded.items())),
        money=sum((one.money for one in effects), Decimal("0.00")),
        seconds=sum(one.seconds for one in effects),
    )


def _seconds(one: Inspected) -> Counter[str]:
    """The seconds on record by rule; hits nobody opened took the time they took unseen."""
    worked: Counter[str] = Counter()
    by_author: dict[str, list[Event]] = defaultdict(list)
    for event in one.events:
        by_author[event.author].append(event)
    for acts in by_author.values():
        acts.sort(key=lambda event: (event.at, event.lamport))
        times = [datetime.fromisoformat(event.at) for event in acts]
        for (before, at), after in zip(pairwise(times), acts[1:], strict=True):
            if after.finding in one.findings:
                spent = int((at - before).total_seconds())
                worked[one.findings[after.finding].rule_id] += min(spent, _PAUSE)
    return worked
