"""A finding stands on the knowledge of its time, though the library has another by now."""

from decimal import Decimal
from pathlib import Path

from inspector import steps
from inspector.knowledge import NATIONAL
from inspector.steps import Desk
from inspector.trust import home
from tests.rooms.rules_made_up import LIMITS
from tests.rooms.test_check_since import desk, pack

__all__ = ["desk", "pack"]


def imported(times: int) -> None:
    """The library says A1 may be charged so many times a day."""
    folder = home() / "knowledge" / NATIONAL
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "manifest.json").write_text("", "utf-8")
    (folder / "limit_per_day.csv").write_text(LIMITS.replace("A1,1", f"A1,{times}"), "utf-8")


def claimed(desk: Desk, pack: Path) -> Decimal:
    return steps.check(desk, [pack], rules=["T-01"]).amount_distinct


def test_a_hit_by_an_imported_row_reruns_equal_after_the_library_has_changed(
    desk: Desk, pack: Path
) -> None:
    own = claimed(desk, pack)
    imported(2)
    told = claimed(desk, pack)
    assert 0 < told < own
    (first,) = steps.from_hits(desk)
    imported(9)
    again = steps.rerun(desk, first)
    assert again.equal
    assert again.now == told
    assert claimed(desk, pack) == 0
