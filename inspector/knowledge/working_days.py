"""Which days are worked: weekends, and what the State Council publishes year by year.

A year nobody has published yet is counted by its weekends alone, and is named.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import islice
from pathlib import Path

_ROWS = Path(__file__).parent / "days_off.csv"
_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True)
class Due:
    """A day reached by counting; `unknown` are years on the way whose holidays are not known."""

    day: date
    unknown: tuple[int, ...]


def is_worked(day: date) -> bool:
    """Whether people work on `day`; of a year that is not known, whether it is no weekend."""
    days, _ = _published()
    return days.get(day, day.weekday() < _SATURDAY)


def working_days_after(start: date, count: int) -> Due:
    """The `count`-th working day after `start`, which is not counted itself."""
    worked = (day for day in _days_from(start + _DAY) if is_worked(day))
    day = next(islice(worked, count - 1, None))
    _, years = _published()
    return Due(day, tuple(year for year in range(start.year, day.year + 1) if year not in years))


def working_days_left(today: date, due: date) -> int:
    """How many working days there are still, `due` included; below 0, how many it is late."""
    first, last = sorted((today, due))
    days = range(1, (last - first).days + 1)
    worked = sum(is_worked(first + timedelta(days=ahead)) for ahead in days)
    return worked if today <= due else -worked


def _days_from(day: date) -> Iterator[date]:
    while True:
        yield day
        day += _DAY


@cache
def _published() -> tuple[dict[date, bool], frozenset[int]]:
    """Whether each day that is told apart is worked, and the years that are published."""
    with _ROWS.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    days: dict[date, bool] = {}
    for row in rows:
        first, last = date.fromisoformat(row["first"]), date.fromisoformat(row["last"])
        for ahead in range((last - first).days + 1):
            days[first + timedelta(days=ahead)] = row["kind"] == "work"
    return days, frozenset(int(row["year"]) for row in rows)
