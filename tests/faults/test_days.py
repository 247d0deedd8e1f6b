"""Clocks that run back, keys taken back: what the day of a signature decides, and what not."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest

from inspector import steps
from inspector.errors import InspectorError
from inspector.trust import TrustStore
from tests.faults.scene import LI, ZHANG, ZHOU, Scene, Stages

DAY = timedelta(days=1)


def test_a_clock_that_went_back_is_noted_and_the_order_stays(
    stages: Stages, tmp_path: Path
) -> None:
    scene = stages["opened"].copied(tmp_path / "scene")
    with scene.desk() as desk, patch("inspector.findings.journal.datetime") as clock:
        for days in (9, 3, 5):
            clock.now.return_value = datetime.now(UTC) + days * DAY
            desk.note("asked", {"sql": str(days), "rows": 0, "cut": False, "seconds": "0.000"})
    with scene.desk(write=False) as desk:
        told = [one for one in steps.log(desk).events if one.kind == "asked"]
    assert [one.detail.rpartition("  ")[2] for one in told] == ["9", "3", "5"]
    assert [one.note for one in told] == ["", "clock-back", ""]


@pytest.mark.parametrize(
    ("since", "refused"), [(date.today() + DAY, []), (date.today(), ["x"]), (None, ["x"])]
)
def test_a_bundle_signed_before_a_dated_revocation_counts_and_none_after(
    stages: Stages, tmp_path: Path, since: date | None, refused: list[str]
) -> None:
    scene = stages["submitted"].copied(tmp_path / "scene")
    TrustStore(scene.root / "home").revoke(LI.card.key_id, since)
    assert ["x" for _ in refusals(scene)] == refused


def refusals(scene: Scene) -> list[InspectorError]:
    with scene.at_home():
        gathered = steps.gather([scene.inbox], scene.root / "summary", ZHOU)
    return [error for _, error in gathered.refused]


def test_an_event_of_a_day_on_which_its_author_was_taken_back_is_told_in_the_log(
    stages: Stages, tmp_path: Path
) -> None:
    scene = stages["signed"].copied(tmp_path / "scene")
    TrustStore(scene.root / "home").revoke(LI.card.key_id, date.today())
    with scene.desk(ZHANG, write=False) as desk:
        told = {(one.author, one.note) for one in steps.log(desk).events}
    assert told == {("张组长", ""), ("李检查", "revoked")}
