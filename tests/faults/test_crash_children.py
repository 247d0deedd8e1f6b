"""Processes that really end in the middle: what they held is let go of, what they told is there."""

from pathlib import Path

import pytest

from tests.faults.acts import ACTS
from tests.faults.crashing import strike_children
from tests.faults.scene import Stages

ENDED = {"open": 12, "check": 9, "confirm many": 7, "attach three": 9, "report": 20}
"""At every so many steps of these acts; each at five places or more."""
ENDED |= {"sign second": 7, "submit": 13}


@pytest.mark.heavy
@pytest.mark.parametrize("name", ENDED)
def test_a_process_that_ends_anywhere_leaves_what_it_acknowledged(
    name: str, stages: Stages, tmp_path: Path
) -> None:
    [acts] = [acts for acts in ACTS if acts.name == name]
    struck = strike_children(acts, stages, tmp_path, ENDED[name])
    print(name, dict(struck.points))
    assert struck.wrong == []
    assert struck.points.total() >= 5
