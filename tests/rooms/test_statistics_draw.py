"""A sample can be redrawn by anybody: with a SHA-256 tool, or with RAT-STATS itself."""

import subprocess

import pytest

from inspector.errors import FrameInvalid
from inspector.statistics import draw, draw_in_stages, draw_strata, place_in, ratstats

FRAME = [f"S{number:04}" for number in range(1, 201)]


def test_the_tickets_are_those_of_any_sha256_tool() -> None:
    listed = "".join(f"{unit}\n" for unit in FRAME)
    told = subprocess.run(
        [
            "sh",
            "-c",
            "while read u; do printf '%s ' $(printf '7,%s' $u | sha256sum); echo $u; done",
        ],
        input=listed,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    by_ticket = [line.split()[-1] for line in sorted(told.splitlines())]
    assert draw(FRAME, 12, "7") == by_ticket[:12]


def test_the_order_of_the_frame_changes_nothing_and_a_larger_sample_only_adds() -> None:
    assert draw(reversed(FRAME), 10, "骰子 4 2 6") == draw(FRAME, 10, "骰子 4 2 6")
    assert draw(FRAME, 30, "1")[:10] == draw(FRAME, 10, "1")
    assert draw(FRAME, 10, "1") != draw(FRAME, 10, "2")


@pytest.mark.parametrize(("frame", "size"), [(["a", "a"], 1), (["a"], 2), (["a"], 0), ([], 1)])
def test_a_frame_that_repeats_or_is_too_small_is_refused(frame: list[str], size: int) -> None:
    with pytest.raises(FrameInvalid):
        draw(frame, size, "1")


def test_strata_and_stages_are_each_drawn_on_their_own() -> None:
    strata = {"门诊": FRAME[:50], "住院": FRAME[50:]}
    drawn = draw_strata(strata, {"门诊": 5, "住院": 7}, "1")
    assert {name: len(units) for name, units in drawn.items()} == {"门诊": 5, "住院": 7}
    assert drawn["门诊"] == draw(FRAME[:50], 5, "1,门诊")
    staged = draw_in_stages({"甲": FRAME[:3], "乙": FRAME[3:60], "丙": FRAME[60:]}, 3, 5, "1")
    assert {name: len(units) for name, units in staged.items()} == {"甲": 3, "乙": 5, "丙": 5}


def test_the_first_published_draw_comes_out_without_the_reference() -> None:
    """Seed 48863.78, 1 to 1000: the first four of the User's Guide, page 2-6."""
    drawn = ratstats(48863.78, [(1, 1000)], 3, 1)
    assert drawn.in_order == ((718,), (643,), (247,), (236,))
    assert drawn.sequential == ((247,), (643,), (718,))
    assert place_in([(1, 1050), (8405, 9565)], 1051) == (2, 8405)


def test_more_than_the_ranges_hold_is_refused() -> None:
    with pytest.raises(FrameInvalid):
        ratstats(1.0, [(1, 10)], 8, 3)
    with pytest.raises(FrameInvalid):
        ratstats(0, [(1, 10)], 1)
    assert len(ratstats(1.0, [(1, 10)], 8, 2).in_order) == 10
