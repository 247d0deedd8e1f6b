"""The follow-up clock: 30 working days for progress, then 5 for the report, as the journal says."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from inspector.findings import FollowUp, fold, follow_ups
from tests.rooms.findings_told import Telling

BACK: dict[str, Any] = {"amount": "100.00", "voucher": "退 1", "note": ""}


def owed(told: Telling) -> list[tuple[str, str]]:
    return [(one.owed, one.due.isoformat()) for one in follow_ups(fold(told.events).values())]


def test_each_step_after_the_transfer_says_what_is_owed_and_by_when() -> None:
    told = Telling()
    told.rules("confirmed", "100.00")
    assert owed(told) == []
    told.moves("transfer")
    assert owed(told) == [("progress", "2024-04-15")]
    told.says("referred", {"to": "police", "note": "涉嫌骗保"})
    assert owed(told) == [("progress", "2024-04-15")]
    told.moves("dispose")
    assert owed(told) == []
    told.says("recovered", BACK)
    assert owed(told) == [("report", "2024-03-08")]
    told.says("closed", {"note": ""})
    assert owed(told) == []


def test_a_transfer_that_was_taken_back_starts_nothing() -> None:
    told = Telling()
    told.rules("confirmed", "100.00")
    told.undoes(told.moves("transfer"))
    assert owed(told) == []


def test_what_was_referred_without_a_transfer_has_no_clock() -> None:
    told = Telling()
    told.rules("confirmed", "100.00")
    told.says("referred", {"to": "health", "note": "超范围执业"})
    assert owed(told) == []


@pytest.mark.parametrize(
    ("at", "since"),
    [("2024-03-01T15:59:59Z", date(2024, 3, 1)), ("2024-03-01T16:00:00Z", date(2024, 3, 2))],
)
def test_the_day_is_the_day_in_china(at: str, since: date) -> None:
    told = Telling()
    told.rules("confirmed", "100.00")
    transfer = told.moves("transfer")
    told.events[-1] = replace(transfer, at=at)
    [one] = follow_ups(fold(told.events).values())
    assert one.since == since


def test_what_is_transferred_on_one_day_is_one_and_the_most_urgent_comes_first() -> None:
    told = Telling()
    told.rules("confirmed", "100.00")
    told.moves("transfer")
    [one] = fold(told.events).values()
    told.moves("dispose")
    told.says("recovered", BACK)
    [back] = fold(told.events).values()
    several = [replace(one, id="F3"), replace(one, id="F2"), replace(back, id="F9")]
    day = date(2024, 3, 1)
    assert follow_ups(several) == (
        FollowUp(date(2024, 3, 8), "report", day, ("F9",), ()),
        FollowUp(date(2024, 4, 15), "progress", day, ("F2", "F3"), ()),
    )
