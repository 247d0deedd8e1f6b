"""Working days: weekends and published holidays; what nobody has published is told."""

from datetime import date

import pytest

from inspector.knowledge import Due, is_worked, working_days_after, working_days_left

# Read off the notices by hand, not off the rows.
CALENDAR = [
    (date(2024, 2, 9), True),  # 除夕: only recommended as a day off
    (date(2024, 2, 10), False),
    (date(2024, 2, 18), True),  # a Sunday that is worked
    (date(2024, 5, 11), True),  # a Saturday that is worked
    (date(2024, 9, 16), False),
    (date(2025, 1, 27), True),
    (date(2025, 1, 28), False),
    (date(2025, 10, 8), False),
    (date(2025, 10, 11), True),
    (date(2026, 1, 2), False),
    (date(2026, 2, 14), True),
    (date(2026, 2, 23), False),
    (date(2026, 11, 21), False),
    (date(2026, 11, 23), True),
]


@pytest.mark.parametrize(("day", "worked"), CALENDAR)
def test_a_day_is_worked_as_the_state_council_published(day: date, worked: bool) -> None:
    assert is_worked(day) is worked


def test_every_worked_weekend_day_is_a_weekend_and_every_year_has_seven_festivals() -> None:
    for year in (2024, 2025, 2026):
        days = [date.fromordinal(date(year, 1, 1).toordinal() + n) for n in range(365)]
        assert 110 <= sum(not is_worked(day) for day in days) <= 118


@pytest.mark.parametrize(
    ("start", "count", "due"),
    [
        (date(2024, 3, 1), 1, date(2024, 3, 4)),
        (date(2024, 3, 1), 30, date(2024, 4, 15)),  # 清明 4–6 April off, 7 April worked
        (date(2024, 9, 27), 5, date(2024, 10, 10)),  # 29 September worked, 1–7 October off
        (date(2025, 9, 30), 30, date(2025, 11, 18)),
        (date(2026, 2, 13), 5, date(2026, 2, 27)),  # 14 February worked, 15–23 off
    ],
)
def test_counting_begins_on_the_day_after_and_steps_over_holidays(
    start: date, count: int, due: date
) -> None:
    assert working_days_after(start, count) == Due(due, ())


def test_a_year_nobody_has_published_is_counted_by_weekends_and_told() -> None:
    assert working_days_after(date(2098, 12, 29), 5).unknown == (2098, 2099)
    assert working_days_after(date(2099, 1, 1), 1) == Due(date(2099, 1, 2), (2099,))


def test_what_is_left_counts_the_last_day_and_goes_below_nothing() -> None:
    due = date(2024, 4, 15)
    assert working_days_left(date(2024, 3, 1), due) == 30
    assert working_days_left(due, due) == 0
    assert working_days_left(date(2024, 4, 17), due) == -2
