"""An inspection of a made-up pharmacy or dialysis centre finds what was planted, and no more."""

from pathlib import Path

import pytest

from benchmarks.hospitals import Hospital, Inspected, Listed, listed
from benchmarks.places import (
    DIALYSIS,
    PHARMACY,
    inspected,
    missed_leads,
    named_money,
    planted_money,
    stray_leads,
    trapped,
)

pytestmark = pytest.mark.heavy
PLACES = [
    pytest.param(place, id=place.name, marks=pytest.mark.xdist_group(place.name))
    for place in (PHARMACY, DIALYSIS)
]


@pytest.fixture(scope="module", params=PLACES)
def crimes(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Inspected, list[Listed]]:
    """What the rules found, and the truth with the look-alikes marked by their `why`."""
    return _at(request.param, tmp_path_factory, honest=False)


def _at(
    place: Hospital, folders: pytest.TempPathFactory, *, honest: bool
) -> tuple[Inspected, list[Listed]]:
    folder = folders.mktemp(place.name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INSPECTOR_HOME", str(folder / "home"))
        patch.setenv("INSPECTOR_TEST_SCRYPT", "10")
        found = inspected(place, folder, 2024, honest=honest)
    told: list[Listed] = []
    for list_name in ("truth.csv", "traps.csv"):
        told += listed(Path(folder) / "made", list_name)
    return found, told


def test_every_line_that_was_planted_is_found_to_the_cent_and_no_other_has_money(
    crimes: tuple[Inspected, list[Listed]],
) -> None:
    found, told = crimes
    truth = [row for row in told if "why" not in row]
    assert named_money(found.hits) == planted_money(truth)


def test_every_lead_is_found_and_none_leads_to_the_innocent(
    crimes: tuple[Inspected, list[Listed]],
) -> None:
    found, told = crimes
    truth = [row for row in told if "why" not in row]
    assert missed_leads(found.hits, truth) == []
    assert stray_leads(found.hits, truth) == []


def test_no_innocent_look_alike_is_hit(crimes: tuple[Inspected, list[Listed]]) -> None:
    found, told = crimes
    traps = [row for row in told if "why" in row]
    assert len({row["kind"] for row in traps}) > 12
    assert {found.statuses[row["rule"]] for row in traps} <= {"hit", "clean"}
    assert trapped(found.hits, traps) == []


@pytest.mark.parametrize("place", PLACES)
def test_the_honest_twin_has_no_breach_and_under_one_suspect_in_a_thousand(
    place: Hospital, tmp_path_factory: pytest.TempPathFactory
) -> None:
    found, _ = _at(place, tmp_path_factory, honest=True)
    by_verdict = {
        verdict: {hit["hit_id"] for hit in found.hits if hit["verdict"] == verdict}
        for verdict in ("breach", "suspect")
    }
    assert by_verdict["breach"] == set()
    assert len(by_verdict["suspect"]) * 1_000 < found.settlements
