"""A case moved along the calendar: every date in it by the same days, or by the same months.

Days move in whole weeks, so a Sunday stays one; months move only days that every month has.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from inspector.rules import Case

_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)( \d\d:\d\d(:\d\d)?)?")
_MONTH = re.compile(r"(\d{4})-?(\d\d)")
_MONTHS = ("month", "year_month", "months")
_FIRST, _LAST = date(2024, 3, 4), date(2024, 12, 22)
"""Within these days a move by weeks crosses no 29 February and leaves no year."""


@dataclass(frozen=True)
class Later:
    """By how much a graft is moved; by nothing, as it is written."""

    days: int = 0
    months: int = 0

    def moved(self, cell: str) -> str:
        """The cell if it is a date, as it is then; else nothing."""
        if not (self.days or self.months):
            return ""
        found = _DATE.fullmatch(cell)
        if found and 1930 < int(found[1]) < 2100:
            day = date(int(found[1]), int(found[2]), int(found[3]))
            return f"{self._day(day).isoformat()}{found[4] or ''}"
        month = _MONTH.fullmatch(cell)
        if self.months and month and 2000 < int(month[1]) < 2100 and 0 < int(month[2]) < 13:
            moved = self._day(date(int(month[1]), int(month[2]), 1))
            return moved.strftime("%Y-%m" if "-" in cell else "%Y%m")
        return ""

    def _day(self, day: date) -> date:
        if self.months:
            months = day.year * 12 + day.month - 1 + self.months
            return date(months // 12, months % 12 + 1, min(day.day, 28))
        return day + timedelta(days=self.days)


def days_of(case: Case) -> list[date]:
    """Every day of the year of the sample that the case speaks of."""
    cells = (cell for table in case.tables.values() for row in table.rows for cell in row)
    found = (_DATE.fullmatch(cell) for cell in cells if cell)
    days = (date(int(one[1]), int(one[2]), int(one[3])) for one in found if one)
    return sorted(day for day in days if 2022 < day.year < 2030)


def by_months(case: Case) -> bool:
    """Whether the case speaks of months by name."""
    told = [*case.tables.values(), *([case.hits] if case.hits else [])]
    return any(name in _MONTHS for table in told for name in table.columns)


def by_weeks(case: Case, lot: float) -> Later:
    """Moved by whole weeks to anywhere in the year where all of it still lies in it."""
    days = days_of(case)
    if not days or by_months(case) or days[0] < _FIRST or days[-1] > _LAST:
        return Later()
    earliest = -((days[0] - _FIRST).days // 7)
    latest = (_LAST - days[-1]).days // 7
    months = [day.month for day in days]
    fitting = [
        weeks
        for weeks in range(earliest, latest + 1)
        if _alike(months, [(day + timedelta(weeks=weeks)).month for day in days])
    ]
    return Later(days=7 * fitting[int(lot * len(fitting))])


def _alike(these: list[int], those: list[int]) -> bool:
    """Whether days that shared a month still do, and others still do not."""
    return all(
        (a == b) == (x == y)
        for (a, b), (x, y) in zip(pairwise(these), pairwise(those), strict=True)
    )


def to_month(case: Case, number: int) -> Later:
    """Moved so that its first day lies in month `number`, counted from the year 0."""
    days = days_of(case)
    return Later(months=number - (days[0].year * 12 + days[0].month - 1)) if days else Later()
