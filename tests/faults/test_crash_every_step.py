"""Pull the plug at every step: what was acknowledged is there, what was not is whole or absent."""

from pathlib import Path

import pytest

from tests.faults.acts import ACTS
from tests.faults.crashing import Acts, points_of, strike_everywhere
from tests.faults.scene import Stages

POINTS = 2_000
pytestmark = [
    pytest.mark.heavy,
    # A workbook cut off in the middle is told to close again when it is let go of.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.mark.parametrize("acts", ACTS, ids=lambda acts: acts.name)
def test_a_crash_leaves_all_that_was_acknowledged_and_nothing_half_done(
    acts: Acts, stages: Stages, tmp_path: Path
) -> None:
    struck = strike_everywhere(acts, stages, tmp_path)
    print(acts.name, struck.points.total(), dict(struck.points))
    assert struck.wrong == []


def test_there_are_two_thousand_points_to_strike(stages: Stages, tmp_path: Path) -> None:
    assert sum(len(points_of(acts, stages, tmp_path)) for acts in ACTS) >= POINTS
