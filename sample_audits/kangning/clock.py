"""Days and seconds since 1970 as whole numbers, and their spelling in exports.

A day is an epoch day, a moment is epoch seconds of the hospital's wall time.
"""

from datetime import date, timedelta
from functools import cache

DAY = 86_400
_EPOCH = date(1970, 1, 1)
FIRST_DAY = (date(2024, 1, 1) - _EPOCH).days
LAST_DAY = (date(2024, 12, 31) - _EPOCH).days


def day_of(year: int, month: int, day: int) -> int:
    """The epoch day of a calendar date."""
    return (date(year, month, day) - _EPOCH).days


def moment(day: int, hour: int = 0, minute: int = 0, second: int = 0) -> int:
    """Epoch seconds; hour 0 alone means the hour is unknown."""
    return day * DAY + hour * 3600 + minute * 60 + second


@cache
def day_text(day: int) -> str:
    """`2024-01-31`."""
    return (_EPOCH + timedelta(days=day)).isoformat()


@cache
def month_text(day: int) -> str:
    """`202401`, the month a day lies in."""
    return day_text(day)[:7].replace("-", "")


@cache
def _clock_text(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def moment_text(at: int) -> str:
    """`2024-01-31 09:30:00`."""
    return f"{day_text(at // DAY)} {_clock_text(at % DAY)}"


def is_sunday(day: int) -> bool:
    """1 January 1970 was a Thursday."""
    return day % 7 == 3


def month_starts() -> list[int]:
    """First days of the twelve months of 2024."""
    return [day_of(2024, month, 1) for month in range(1, 13)]
