"""Referring from a case: sealed, journaled first, the finding moves on; refused, nothing is."""

from collections.abc import Sequence
from pathlib import Path
from unittest.mock import patch

import pytest

from inspector import steps
from inspector.errors import (
    FileExists,
    FileMissing,
    MoveForbidden,
    RevealUnexplained,
    RoleForbidden,
    SignerUnknown,
    WriteFailed,
)
from inspector.steps import Desk, Referred
from inspector.trust import Identity, TrustStore, digest_file, new_identity
from tests.faults.scene import LI, ZHANG, ZHOU, Scene, Stages

POLICE = new_identity("王警官", "institution", organisation="市公安局")
CHEN = new_identity("陈专家", "contractor")


@pytest.fixture
def scene(stages: Stages, tmp_path: Path) -> Scene:
    return stages["decided"].copied(tmp_path / "decided")


def refer(
    scene: Scene, desk: Desk, to: str = "police", evidence: Sequence[str] = (), reason: str = "骗保"
) -> Referred:
    first = sorted(desk.findings())[0]
    out = scene.root / f"{to}.referral"
    return steps.refer(desk, to, [first], [POLICE.card], reason, out, "zh", evidence)


def test_what_went_to_whom_and_why_is_in_the_journal_and_the_finding_moves_on(
    scene: Scene, tmp_path: Path
) -> None:
    with scene.desk() as desk:
        kept = desk.findings()[sorted(desk.findings())[0]].evidence
        done = refer(scene, desk, evidence=[kept[0][7:15]])
        [event] = [one for one in desk.journal.events() if one.kind == "referred"]
        state, stands = done.findings[0].state, done.findings[0].stands
    assert (state, stands) == ("police", True)
    assert event.body["package"] == done.digest == digest_file(done.path)
    assert event.body["recipients"] == [POLICE.card.key_id]
    assert (event.body["note"], event.body["authority"]) == ("骗保", "police")
    assert event.body["files"] == list(done.files)
    home = tmp_path / "police"
    with patch.dict("os.environ", {"INSPECTOR_HOME": str(home)}):
        with pytest.raises(SignerUnknown):
            steps.open_referred(done.path, POLICE, tmp_path / "opened")
        assert not (tmp_path / "opened").exists()
        TrustStore(home).trust(ZHANG.card)
        steps.open_referred(done.path, POLICE, tmp_path / "opened")
        with pytest.raises(FileExists):
            steps.open_referred(done.path, POLICE, tmp_path / "opened")
    laid = {path.name: path.read_bytes() for path in (tmp_path / "opened").iterdir()}
    assert sorted(laid) == list(done.files)
    assert [data for name, data in laid.items() if name.startswith("evidence-")] == [
        scene.photos[0].read_bytes()
    ]


def test_one_finding_goes_to_several_authorities_each_in_its_own_package(scene: Scene) -> None:
    with scene.desk() as desk:
        numbers = []
        for to, state in (("police", "police"), ("health", "health"), ("drug", "health")):
            [finding] = refer(scene, desk, to).findings
            assert finding.state == state
            numbers.append(finding.history[-1].body["authority"])
        assert numbers == ["police", "health", "drug"]


def assert_nothing_was_done(scene: Scene, before: int) -> None:
    with scene.desk() as desk:
        referred = [one for one in desk.journal.events() if one.kind == "referred"]
        assert len(referred) == before
    assert not list(scene.root.glob("*.referral")) and not list(scene.root.glob(".*.referral*"))


def test_what_is_refused_writes_nothing(scene: Scene) -> None:
    with scene.desk() as desk:
        rejected = next(one.id for one in desk.findings().values() if one.state == "rejected")
        out = scene.root / "x.referral"
        cards = [POLICE.card]
        with pytest.raises(RevealUnexplained):
            refer(scene, desk, reason="  ")
        with pytest.raises(FileMissing):
            refer(scene, desk, evidence=["0000"])
        with pytest.raises(MoveForbidden):
            steps.refer(desk, "police", [rejected], cards, "骗保", out, "zh")
    assert_nothing_was_done(scene, 0)


def test_a_package_that_is_there_is_not_written_over(scene: Scene) -> None:
    with scene.desk() as desk:
        refer(scene, desk)
        first = (scene.root / "police.referral").read_bytes()
        with pytest.raises(FileExists):
            refer(scene, desk)
    assert (scene.root / "police.referral").read_bytes() == first


@pytest.mark.parametrize("where", ["sync_file", "at_once"])
def test_a_disk_that_fails_leaves_no_part_of_a_package_and_no_word_of_it(
    scene: Scene, where: str
) -> None:
    full = OSError(28, "full")
    with (
        scene.desk(LI) as desk,
        patch(f"inspector.steps.refer.{where}", side_effect=full),
        pytest.raises(WriteFailed),
    ):
        refer(scene, desk)
    assert_nothing_was_done(scene, 0)


@pytest.mark.parametrize("who", [CHEN, ZHOU])
def test_only_the_inspectors_refer(scene: Scene, who: Identity) -> None:
    with scene.desk() as desk:
        desk.case.member = who
        with pytest.raises(RoleForbidden):
            refer(scene, desk)
    assert not list(scene.root.glob("*.referral"))
