"""An inspection of the general hospital finds what was planted, and nothing on an honest line."""

from pathlib import Path

import pytest

from benchmarks.hospitals import Inspected, Score, inspect, listed, score
from sample_audits.renhe.deliver import deliver

pytestmark = [pytest.mark.heavy, pytest.mark.xdist_group("renhe")]
PACKS = ("drg", "medication", "special-areas")


def inspected(folder: Path, *, crimes: bool) -> tuple[Path, Inspected]:
    """A small hospital, made, packed, opened and checked at a computer of its own."""
    made, work = folder / "made", folder / "work"
    work.mkdir()
    deliver(made, 7, 400 if crimes else 2_500, crimes=crimes, packs=PACKS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INSPECTOR_TEST_SCRYPT", "10")
        patch.setenv("INSPECTOR_HOME", str(work / "home"))
        return made, inspect(made, work, PACKS if crimes else ())


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> list[Score]:
    made, seen = inspected(tmp_path_factory.mktemp("renhe"), crimes=True)
    looked_for = [row for row in listed(made, "truth.csv") if row["rule"] in seen.statuses]
    return score(seen.hits, looked_for, listed(made, "traps.csv"))


def test_every_planted_row_is_found_to_the_cent(scores: list[Score]) -> None:
    assert sum(one.planted for one in scores) > 40
    assert [one.rule for one in scores if one.found < one.planted] == []


def test_no_look_alike_is_hit_by_its_rule(scores: list[Score]) -> None:
    assert [one.rule for one in scores if one.trapped] == []


def test_an_honest_year_gives_no_breach_and_next_to_no_suspect(tmp_path: Path) -> None:
    _, seen = inspected(tmp_path, crimes=False)
    verdicts = [hit["verdict"] for hit in seen.hits]
    assert "breach" not in verdicts
    assert 1000 * verdicts.count("suspect") <= seen.settlements
    assert list(seen.statuses.values()).count("clean") > 100


def test_a_missed_a_wrong_and_a_trapped_row_are_each_counted() -> None:
    truth = [
        {
            "plant": "G0001",
            "rule": "R",
            "key_type": "bkkp_sn",
            "key": "G0001-F1",
            "line": "G0001-F1",
        }
        | {"amount": "5.00"},
        {"plant": "G0002", "rule": "R", "key_type": "mdtrt_id", "key": "G0002-M1", "line": ""}
        | {"amount": ""},
    ]
    traps = [{"plant": "G0003", "rule": "R", "key_type": "bkkp_sn", "key": "G0003-F1"}]
    hit = {"rule_id": "R", "amount": None}
    hits = [
        {**hit, "bkkp_sn": "G0001-F1", "mdtrt_id": "G0001-M1"},
        {**hit, "bkkp_sn": "G0003-F1"},
        {**hit, "bkkp_sn": "RH1"},
    ]
    [told] = score(hits, truth, traps)
    assert (told.planted, told.found, told.false, told.trapped) == (2, 0, 1, 1)
