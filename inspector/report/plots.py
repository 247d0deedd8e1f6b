"""Charts drawn as vectors: months as columns, stock as a stair, a therapist's day as bars.

They show the numbers they are given and no others; lengths on paper are floats, money never is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from reportlab.lib import colors
from reportlab.platypus.flowables import Flowable

from inspector.report.fonts import Faces
from inspector.report.table import BAND, INK, RULE, Letters

SIZE = 7.0
ALARM = colors.HexColor("#b3261e")
_HOUR = 60


@dataclass(frozen=True)
class Column:
    """One month: its name, its 元 and how they are written."""

    label: str
    amount: Decimal
    value: str


@dataclass(frozen=True)
class Span:
    """One session in minutes of the day; `over` where it overlaps another of the same person."""

    label: str
    start: int
    end: int
    over: bool


@dataclass(frozen=True)
class Level:
    """What was in stock at the end of a day, in the smallest unit; below 0 is more than was had."""

    day: date
    count: Decimal


class Plot(Flowable):  # type: ignore[misc]
    """A drawing of fixed size that never breaks over pages."""

    def __init__(self, faces: Faces, width: float, height: float) -> None:
        super().__init__()
        self._letters = Letters(faces.regular, SIZE)
        self.width, self.height = width, height

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The plot's fixed size."""
        return self.width, self.height

    def _say(self, text: str, x: float, y: float, *, right: bool = False) -> None:
        canvas: Any = self.canv
        canvas.setFont(self._letters.face, SIZE)
        canvas.setFillColor(INK)
        canvas.drawString(x - (self._letters.width(text) if right else 0), y, text)

    def _center(self, text: str, x: float, y: float) -> None:
        self._say(text, x - self._letters.width(text) / 2, y)

    def _rule(self, *ends: float) -> None:
        self.canv.setStrokeColor(RULE)
        self.canv.setLineWidth(0.4)
        self.canv.line(*ends)


class MonthColumns(Plot):
    """One column a month on one scale, its amount above it."""

    def __init__(self, faces: Faces, columns: Sequence[Column], width: float) -> None:
        super().__init__(faces, width, 110.0)
        self._columns = tuple(columns)

    def draw(self) -> None:
        """The base line, the columns, then their labels."""
        most = max(column.amount for column in self._columns)
        scale = 78.0 / float(most) if most else 0.0
        # Few months do not become slabs.
        step = min(self.width / len(self._columns), 60.0)
        self._rule(0, 12, self.width, 12)
        for at, column in enumerate(self._columns):
            middle, tall = (at + 0.5) * step, float(column.amount) * scale
            self.canv.setFillColor(BAND)
            self.canv.rect(middle - step * 0.3, 12, step * 0.6, tall, stroke=0, fill=1)
            self._center(column.label, middle, 3)
            if self._letters.width(column.value) <= step:
                self._center(column.value, middle, 15 + tall)


class StockStair(Plot):
    """Stock day by day; the part below zero, which nobody can have sold, in red."""

    def __init__(self, faces: Faces, levels: Sequence[Level], width: float) -> None:
        super().__init__(faces, width, 120.0)
        self._levels = tuple(levels)

    def draw(self) -> None:
        """Zero, highest and lowest as lines, then the stair."""
        counts = [float(level.count) for level in self._levels]
        top, low = max(0.0, *counts), min(0.0, *counts)
        self._up = 90.0 / ((top - low) or 1.0)
        self._low = low
        for told in sorted({top, 0.0, low}):
            self._rule(40, self._y(told), self.width, self._y(told))
            self._say(f"{told:,.0f}", 36, self._y(told) - 2, right=True)
        first, last = self._levels[0].day, self._levels[-1].day
        self._across = (self.width - 40) / max((last - first).days, 1)
        self._stair(first)
        self._say(first.isoformat(), 40, 4)
        self._say(last.isoformat(), self.width, 4, right=True)

    def _y(self, count: float) -> float:
        return 18.0 + (count - self._low) * self._up

    def _stair(self, first: date) -> None:
        ends = [*(level.day for level in self._levels[1:]), self._levels[-1].day]
        for level, until in zip(self._levels, ends, strict=True):
            left = 40 + (level.day - first).days * self._across
            wide = max((until - level.day).days * self._across, 0.8)
            count = float(level.count)
            self.canv.setFillColor(ALARM if count < 0 else BAND)
            base, tall = self._y(min(count, 0.0)), abs(count) * self._up
            self.canv.rect(left, base, wide, max(tall, 0.6), stroke=0, fill=1)


class DayPlan(Plot):
    """One row a session, by the clock; those that overlap in red."""

    def __init__(self, faces: Faces, spans: Sequence[Span], width: float) -> None:
        super().__init__(faces, width, 16.0 + 11.0 * len(spans))
        self._spans = tuple(spans)
        self._from = min(span.start for span in spans) // _HOUR
        self._to = -(-max(span.end for span in spans) // _HOUR)
        self._left = min(190.0, 8 + max(self._letters.width(span.label) for span in spans))

    def draw(self) -> None:
        """The hours as lines, then the sessions."""
        for hour in range(self._from, self._to + 1):
            x = self._x(hour * _HOUR)
            self._rule(x, 12, x, self.height)
            self._center(f"{hour}:00", min(x, self.width - 9), 3)
        for at, span in enumerate(self._spans):
            base = self.height - 11.0 * (at + 1)
            [label, *_] = self._letters.lines(span.label, self._left - 4)
            self._say(label, 0, base + 2)
            self.canv.setFillColor(ALARM if span.over else BAND)
            wide = max(self._x(span.end) - self._x(span.start), 1.0)
            self.canv.rect(self._x(span.start), base, wide, 8, stroke=0, fill=1)

    def _x(self, minute: int) -> float:
        hours = max(self._to - self._from, 1) * _HOUR
        share = (minute - self._from * _HOUR) / hours
        return self._left + share * (self.width - self._left - 10)
