"""Problems by class, department and month; of each fee line only what counts."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from inspector.findings import class_of
from inspector.report.money import Counted

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class Share:
    """One class, department or month: findings in it and their 元, each fee line once."""

    name: str
    found: int
    amount: Decimal


def by_class(lines: Iterable[Counted]) -> tuple[Share, ...]:
    """What counts by class, in the order of the articles."""
    return _shares((class_of(row.finding.basis), row) for row in lines)


def by_department(lines: Iterable[Counted]) -> tuple[Share, ...]:
    """What counts by the department that billed it, the most money first."""
    made = _shares(
        ((row.line.dept if row.line else "") or row.finding.department, row) for row in lines
    )
    return tuple(sorted(made, key=lambda share: (-share.amount, share.name)))


def by_month(lines: Iterable[Counted]) -> tuple[Share, ...]:
    """What counts by the month it was billed in, as `2024-03`; every month between is there."""
    made = _shares((row.line.occurred_on[:7], row) for row in lines if row.line)
    told = {share.name: share for share in made if re.fullmatch(r"\d{4}-\d\d", share.name)}
    return tuple(told.get(name, Share(name, 0, ZERO)) for name in _months(sorted(told)))


def _months(named: Sequence[str]) -> list[str]:
    if not named:
        return []
    first, last = (int(name[:4]) * 12 + int(name[5:]) - 1 for name in (named[0], named[-1]))
    return [f"{at // 12}-{at % 12 + 1:02}" for at in range(first, last + 1)]


def _shares(rows: Iterable[tuple[str, Counted]]) -> tuple[Share, ...]:
    amounts: dict[str, Decimal] = {}
    found: dict[str, set[str]] = {}
    for name, row in rows:
        if row.decided:
            amounts[name] = amounts.get(name, ZERO) + row.counted
            found.setdefault(name, set()).add(row.finding.id)
    return tuple(Share(name, len(found[name]), amounts[name]) for name in sorted(amounts))
