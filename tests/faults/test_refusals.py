"""What a person was refused on a case is in its log, whoever asked and for whatever reason."""

from collections.abc import Callable
from pathlib import Path

import pytest

from inspector import steps
from inspector.errors import InspectorError
from inspector.steps import Desk
from inspector.trust import new_identity
from tests.faults.scene import LI, OFFICE, Scene, Stages

HOSPITAL = new_identity("某医院", "institution")


def refusals(scene: Scene) -> list[tuple[str, str]]:
    with scene.desk(write=False) as desk:
        return [(one.author, one.detail) for one in steps.log(desk, kind="refused").events]


@pytest.mark.parametrize(
    ("stage", "act", "detail"),
    [
        ("decided", steps.close_case, "close  case.handover-missing"),
        (
            "decided",
            lambda desk: steps.reveal(desk, "人-AAAAAAAA", "why not"),
            "reveal  masking.person-unknown",
        ),
        (
            "decided",
            lambda desk: steps.reveal(desk, "人-AAAAAAAA", " "),
            "reveal  masking.unexplained",
        ),
    ],
)
def test_a_refusal_is_in_the_log_whatever_the_reason(
    stages: Stages, tmp_path: Path, stage: str, act: Callable[[Desk], object], detail: str
) -> None:
    scene = stages[stage].copied(tmp_path / "scene")
    with scene.desk() as desk, pytest.raises(InspectorError):
        act(desk)
    assert refusals(scene) == [("张组长", detail)]


def test_the_authority_that_would_let_an_institution_in_is_refused_and_it_is_noted(
    stages: Stages, tmp_path: Path
) -> None:
    scene = stages["decided"].copied(tmp_path / "scene")
    for who, card in ((OFFICE, HOSPITAL.card), (LI, LI.card)):
        with scene.at_home(), pytest.raises(InspectorError):
            steps.recover_case(scene.case, who, card)
    told = "recover  trust.role-forbidden"
    assert refusals(scene) == [("医保数据甲", told), ("李检查", told)]
