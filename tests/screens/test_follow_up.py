"""The overview says what is owed after a transfer, and marks what is late."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from inspector.findings import FollowUp
from inspector.i18n import speak
from inspector.tui.screens.overview import owed


@pytest.mark.parametrize(("left", "mark"), [(3, " "), (0, " "), (-2, "!")])
def test_what_is_owed_stands_with_its_day_and_what_is_late_is_marked(left: int, mark: str) -> None:
    speak("en")
    day = date(2024, 3, 1)
    what = FollowUp(date(2024, 4, 15), "progress", day, ("F1", "F2"), ())
    told: Any = SimpleNamespace(owed=[SimpleNamespace(what=what, left=left)])
    [line] = owed(told)
    assert line.label == f"{mark} progress and a plan"
    assert (line.value, line.note) == ("2024-04-15", f"{left} working days left, 2 finding(s)")
