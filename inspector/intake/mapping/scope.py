"""What of a file an inspection looks at (口径): conditions on its cells as received.

A row that a condition cannot read stays in, to be judged like any other; nothing is left out for
being illegible.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from inspector.intake.values import PLAIN, Way, quoted, text, value
from inspector.schema import Column

Measure = Literal["", "day", "number"]


@dataclass(frozen=True)
class Condition:
    """Rows are looked at where the cell under `header` fits."""

    header: str
    only: tuple[str, ...] = ()
    """The words it may say; empty is any."""
    without: tuple[str, ...] = ()
    """The words it must not say."""
    measure: Measure = ""
    first: str = ""
    """The first day (`YYYY-MM-DD`) or the smallest number; empty is no bound."""
    last: str = ""
    """The last day, up to midnight, or the largest number."""
    way: Way = PLAIN

    def sql(self, raw: str, native: str) -> str:
        """SQL over the received row, never NULL."""
        word = text(raw, native, _WORD)
        parts = [
            f"coalesce({word} {said} ({', '.join(map(quoted, words))}), {missing})"
            for said, words, missing in (("IN", self.only, False), ("NOT IN", self.without, True))
            if words
        ]
        if self.measure:
            parts.append(self._within(raw, native))
        return " AND ".join(parts)

    def _within(self, raw: str, native: str) -> str:
        column = _MOMENT if self.measure == "day" else _NUMBER
        cell = value(text(raw, native, column, self.way), native, column, self.way)
        bounds = []
        if self.first:
            bounds.append(f"{cell} >= {self._bound(self.first)}")
        if self.last and self.measure == "day":
            after = date.fromisoformat(self.last) + timedelta(days=1)
            bounds.append(f"{cell} < {self._bound(after.isoformat())}")
        elif self.last:
            bounds.append(f"{cell} <= {self._bound(self.last)}")
        return f"coalesce({' AND '.join(bounds)}, true)"

    def _bound(self, bound: str) -> str:
        return f"CAST({quoted(bound)} AS {'TIMESTAMP' if self.measure == 'day' else _NUMBER.type})"


_WORD = Column("", "", "VARCHAR", "", "", "", "")
_MOMENT = replace(_WORD, type="TIMESTAMP")
_NUMBER = replace(_WORD, type="DECIMAL(22,6)")


def within(rows: str, scope: Sequence[tuple[Condition, int]], natives: Sequence[str]) -> str:
    """SQL of the received `rows` that fit every condition, each looking at its position."""
    if not scope or not rows:
        return rows
    fits = " AND ".join(condition.sql(f"c{at}", natives[at]) for condition, at in scope)
    return f"SELECT * FROM ({rows}) AS everything WHERE {fits}"
