"""The end of a case: nothing goes before it was received, and nothing can be opened after."""

import json
import shutil
from pathlib import Path

import pytest

from inspector import steps
from inspector.errors import (
    CaseClosed,
    CaseDamaged,
    CaseHalfClosed,
    HandoverMissing,
    RoleForbidden,
    SignatureInvalid,
    WriteFailed,
)
from inspector.i18n import explain
from tests.faults.disk import KINDS, Disk, Kind, PowerCut, faulty
from tests.faults.scene import LI, ZHANG, Scene, Stages


@pytest.fixture
def received(stages: Stages, tmp_path: Path) -> Scene:
    """Handed in, with the supervisor's receipt."""
    return stages["received"].copied(tmp_path / "received")


def close(scene: Scene) -> None:
    with scene.desk() as desk:
        steps.close_case(desk)


@pytest.mark.parametrize(
    ("stage", "lacking"),
    [
        ("decided", "no-report"),
        ("signed once", "unsigned"),
        ("signed", "not-queued"),
        ("queued", "receipt"),
    ],
)
def test_a_case_nobody_received_is_not_closed(
    stages: Stages, tmp_path: Path, stage: str, lacking: str
) -> None:
    scene = stages[stage].copied(tmp_path / "scene")
    with pytest.raises(HandoverMissing) as refused:
        close(scene)
    assert refused.value.facts["lacking"] == lacking
    assert (scene.case / "case.key.age").exists()
    with scene.desk() as desk:
        assert desk.findings()


def test_a_receipt_that_does_not_hold_closes_nothing(received: Scene) -> None:
    [receipt] = (received.case / "outbox").glob("*.receipt.json")
    receipt.write_bytes(receipt.read_bytes().replace(b"receipt+json", b"Receipt+json"))
    with pytest.raises(HandoverMissing) as refused:
        close(received)
    assert refused.value.facts["lacking"] == "receipt-invalid"


def test_only_the_lead_closes_a_case(received: Scene) -> None:
    with pytest.raises(RoleForbidden), received.desk(LI) as desk:
        steps.close_case(desk)
    assert (received.case / "case.key.age").exists()


def test_a_closed_case_keeps_its_evidence_and_a_certificate_and_opens_no_more(
    received: Scene,
) -> None:
    kept = {path for name in ("reports", "outbox") for path in (received.case / name).rglob("*")}
    close(received)
    left = {path.name for path in received.case.iterdir()}
    assert left == {"case.json", "case.closed", "lock", "reports", "packs", "outbox"}
    assert all(path.exists() for path in kept)
    with pytest.raises(CaseClosed) as refused, received.desk(LI, write=False):
        pass
    assert refused.value.facts["by"] == "张组长"
    assert "张组长" in explain(refused.value, "zh").what
    with received.at_home():
        told = steps.verify_file(received.case / "case.closed")
    assert (told.kind, told.signers) == ("wipe", (("张组长", "lead"),))


def test_the_certificate_names_what_went_what_stayed_and_who_had_received_it(
    received: Scene,
) -> None:
    gone = {
        path.relative_to(received.case).as_posix()
        for name in ("snapshots", "work", "journal", "evidence")
        for path in (received.case / name).rglob("*")
        if path.is_file()
    }
    with received.desk() as desk:
        wiped = steps.close_case(desk)
    assert gone | {"case.key.age", "roster.sealed"} == set(wiped.removed)
    assert {Path(name).parts[0] for name in wiped.kept} == {"reports", "packs", "outbox"}
    assert all(
        told.startswith("sha256:") for told in (*wiped.removed.values(), *wiped.kept.values())
    )


def test_a_certificate_that_is_not_true_any_more_does_not_verify(received: Scene) -> None:
    close(received)
    certificate = received.case / "case.closed"
    (received.case / "case.key.age").write_bytes(b"the key, from somewhere")
    with received.at_home(), pytest.raises(CaseDamaged):
        steps.verify_file(certificate)
    (received.case / "case.key.age").unlink()
    [annex] = (received.case / "reports").rglob("annex.xlsx")
    annex.write_bytes(b"another")
    with received.at_home(), pytest.raises(CaseDamaged):
        steps.verify_file(certificate)
    told = json.loads(certificate.read_bytes())
    told["payload"] = told["payload"][:-4] + "AAA="
    certificate.write_bytes(json.dumps(told, separators=(",", ":"), sort_keys=True).encode())
    with received.at_home(), pytest.raises(SignatureInvalid):
        steps.verify_file(certificate)


def test_the_key_is_written_over_before_its_name_goes(received: Scene) -> None:
    key = (received.case / "case.key.age").open("rb")
    before = key.read()
    close(received)
    key.seek(0)
    after = key.read()
    assert len(after) == len(before)
    assert after != before


@pytest.mark.heavy
@pytest.mark.parametrize("kind", KINDS)
def test_closing_that_was_cut_off_anywhere_is_finished_by_closing_again(
    stages: Stages, tmp_path: Path, kind: Kind
) -> None:
    dry = Disk(tmp_path / "dry")
    scene = stages["received"].copied(tmp_path / "dry")
    with faulty(dry):
        close(scene)
    points = [at for at, (step, _) in enumerate(dry.steps, 1) if dry.fits(kind, step)]
    assert points
    for at in points:
        scene = stages["received"].copied(tmp_path / f"{at}")
        cut_off(scene, Disk(scene.root, at, kind))
        finish(scene)
        with scene.at_home():
            assert steps.verify_file(scene.case / "case.closed").kind == "wipe"
        shutil.rmtree(scene.root)
    print("close", kind, len(points))


def cut_off(scene: Scene, disk: Disk) -> None:
    try:
        with faulty(disk):
            close(scene)
    except (PowerCut, WriteFailed):
        return


def finish(scene: Scene) -> None:
    """As a person does it: look, and close again."""
    try:
        with scene.desk() as desk:
            assert desk.findings(), "a case that still opens has all it had"
            steps.close_case(desk)
    except CaseHalfClosed:
        with scene.at_home():
            steps.close_interrupted(scene.case, ZHANG)
    except CaseClosed:
        return
