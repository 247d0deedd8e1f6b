"""An inspection of the made-up pharmacy finds what was planted, to the 分, and nothing else."""

from pathlib import Path

import pytest

from benchmarks.hospitals import Inspected, Listed, listed
from benchmarks.places import (
    PHARMACY,
    inspected,
    missed_leads,
    named_money,
    planted_money,
    stray_leads,
    trapped,
)

pytestmark = [pytest.mark.heavy, pytest.mark.xdist_group("pharmacy")]


@pytest.fixture(scope="module")
def crimes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Inspected, list[Listed]]:
    """What the rules found, and the truth with the look-alikes marked by their `why`."""
    return _at("pharmacy", tmp_path_factory, honest=False)


def _at(
    name: str, folders: pytest.TempPathFactory, *, honest: bool
) -> tuple[Inspected, list[Listed]]:
    folder = folders.mktemp(name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INSPECTOR_HOME", str(folder / "home"))
        patch.setenv("INSPECTOR_TEST_SCRYPT", "10")
        found = inspected(PHARMACY, folder, 2024, honest=honest)
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


def test_the_honest_twin_has_no_breach_and_under_one_suspect_in_a_thousand(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    found, _ = _at("honest", tmp_path_factory, honest=True)
    by_verdict = {
        verdict: {hit["hit_id"] for hit in found.hits if hit["verdict"] == verdict}
        for verdict in ("breach", "suspect")
    }
    assert by_verdict["breach"] == set()
    assert len(by_verdict["suspect"]) * 1_000 < found.settlements
