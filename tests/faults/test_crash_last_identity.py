"""Who used this machine last: the one before or the one now, whatever the disk does."""

from pathlib import Path

import pytest

from inspector.cli import session
from inspector.trust import lock
from tests.faults.disk import KINDS, Disk, Kind, PowerCut, faulty
from tests.faults.scene import LI, ZHANG


@pytest.fixture
def people(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """Two identities on one machine; the first was used last."""
    monkeypatch.setenv("INSPECTOR_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("INSPECTOR_PASSPHRASE", "made for the test")
    monkeypatch.setenv("INSPECTOR_TEST_SCRYPT", "10")
    files = tmp_path / "zhang.identity", tmp_path / "li.identity"
    for file, who in zip(files, (ZHANG, LI), strict=True):
        file.write_bytes(lock(who, "made for the test"))
    session.identity(files[0])
    return files


@pytest.mark.parametrize("kind", KINDS)
def test_the_identity_used_last_is_noted_whole(
    people: tuple[Path, Path], tmp_path: Path, kind: Kind
) -> None:
    note = tmp_path / "home" / "last-identity"
    before, dry = note.read_bytes(), Disk(tmp_path / "home")
    with faulty(dry):
        session.identity(people[1])
    after = note.read_bytes()
    assert after == bytes(people[1].resolve())
    for at, (step, _) in enumerate(dry.steps, 1):
        if not dry.fits(kind, step):
            continue
        note.write_bytes(before)
        try:
            with faulty(Disk(tmp_path / "home", at, kind)):
                session.identity(people[1])
        except PowerCut:
            assert kind in ("stop", "torn", "power")
        assert note.read_bytes() in (before, after)
