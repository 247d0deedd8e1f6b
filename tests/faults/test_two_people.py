"""People in the clear leave a case by two persons: two keys of one are not two."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest

from inspector import steps
from inspector.errors import RoleForbidden, SecondKeyNeeded, SecondKeyRefused
from inspector.steps import Desk
from inspector.steps.people import issue_roster
from inspector.trust import Identity, TrustStore, new_identity
from tests.faults.scene import LI, OFFICE, PEOPLE, ZHANG, Stages

TWIN = new_identity("张组长（新钥）", "inspector", cert_no="YB-1")
EXPERT = new_identity("陈专家", "contractor", cert_no="ZJ-7")
STRANGER = new_identity("吴外人", "inspector", cert_no="YB-5")


@pytest.fixture
def desk(stages: Stages, tmp_path: Path) -> Iterator[Desk]:
    """A case whose lead has a second key on the roster; six rows in it name people."""
    scene = stages["packed"].copied(tmp_path / "scene")
    with scene.at_home():
        roster = scene.root / "wider.roster"
        team = [one.card for one in (*PEOPLE, TWIN, EXPERT)]
        issue_roster(roster, "2024-07", team, OFFICE, date.today() + timedelta(days=30))
        TrustStore(scene.root / "home").accept_roster(roster.read_bytes())
        steps.open_case(scene.case, [scene.snapshot], ZHANG)
    with scene.desk() as opened:
        yield opened


@pytest.mark.parametrize(
    ("second", "refusal"),
    [
        (ZHANG, SecondKeyRefused),
        (TWIN, SecondKeyRefused),
        (STRANGER, SecondKeyRefused),
        (EXPERT, RoleForbidden),
    ],
)
def test_a_second_key_is_somebody_else_s_of_the_team_who_may_name_people(
    desk: Desk, tmp_path: Path, second: Identity, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        steps.export_tables(desk, tmp_path / "out", "x", second)
    assert not (tmp_path / "out").exists()
    steps.export_tables(desk, tmp_path / "out", "x", LI)


def test_what_one_took_out_alone_before_counts_and_what_two_took_out_does_not(
    desk: Desk, tmp_path: Path
) -> None:
    with patch("inspector.steps.reveal.BUDGET", 13):
        steps.export_tables(desk, tmp_path / "1", "x")
        steps.export_tables(desk, tmp_path / "2", "x", LI)
        steps.export_tables(desk, tmp_path / "3", "x")
        with pytest.raises(SecondKeyNeeded) as refused:
            steps.export_tables(desk, tmp_path / "4", "x")
    assert refused.value.facts == {"rows": 18, "budget": 13}
