"""Attachments: kept once, sealed to the team, and known by what they contain."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import pytest

from inspector.errors import FileMissing, NotRecipient, SealDamaged
from inspector.evidence import EvidenceProblem, attach, get, kept, verify_all
from inspector.trust import Card, Identity, new_identity

LI, WANG = new_identity("李𬭎", "inspector"), new_identity("王䶮", "inspector")
LATER = new_identity("后来者", "inspector")


@dataclass
class Drawer:
    folder: Path
    member: Identity = LI
    cards: tuple[Card, ...] = (LI.card, WANG.card)


def photo(tmp_path: Path, content: bytes = b"stock count sheet") -> Path:
    path = tmp_path / "盘点表.jpg"
    path.write_bytes(content)
    return path


def sealed_at(case: Drawer, digest: str) -> Path:
    return case.folder / "evidence" / f"{digest.removeprefix('sha256:')}.age"


@pytest.mark.parametrize("size", [0, 1, 65_536, 200_001])
def test_what_is_attached_comes_back_under_the_hash_of_its_content(
    tmp_path: Path, size: int
) -> None:
    content = bytes(at % 251 for at in range(size))
    case = Drawer(tmp_path / "case")
    digest = attach(case, photo(tmp_path, content))
    assert digest == f"sha256:{hashlib.sha256(content).hexdigest()}"
    assert get(case, digest) == content
    assert get(Drawer(case.folder, WANG), digest) == content


def test_an_attachment_lies_sealed_and_without_its_name(tmp_path: Path) -> None:
    case = Drawer(tmp_path / "case")
    attach(case, photo(tmp_path))
    (path,) = (case.folder / "evidence").iterdir()
    assert path.suffix == ".age"
    assert b"stock count" not in path.read_bytes()


def test_attaching_the_same_file_again_keeps_it_once(tmp_path: Path) -> None:
    case = Drawer(tmp_path / "case")
    digest = attach(case, photo(tmp_path))
    before = sealed_at(case, digest).read_bytes()
    assert attach(case, photo(tmp_path)) == digest
    assert kept(case) == [digest]
    assert sealed_at(case, digest).read_bytes() == before
    assert not list((case.folder / "evidence").glob("*.part"))


def test_a_file_that_is_not_there_is_not_attached(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        attach(Drawer(tmp_path / "case"), tmp_path / "nothing.jpg")


def test_evidence_that_is_not_in_this_copy_of_the_case_is_missing(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        get(Drawer(tmp_path), "sha256:" + "0" * 64)


def test_somebody_it_was_not_sealed_to_cannot_open_it(tmp_path: Path) -> None:
    case = Drawer(tmp_path / "case")
    digest = attach(case, photo(tmp_path))
    with pytest.raises(NotRecipient):
        get(Drawer(case.folder, LATER), digest)


def test_all_problems_of_the_evidence_are_told_at_once(tmp_path: Path) -> None:
    case = Drawer(tmp_path / "case")
    sound = attach(case, photo(tmp_path, b"sound"))
    flipped = attach(case, photo(tmp_path, b"flipped"))
    swapped = attach(case, photo(tmp_path, b"swapped"))
    alone = attach(Drawer(case.folder, LATER, cards=(LATER.card,)), photo(tmp_path, b"alone"))
    gone = "sha256:" + "f" * 64
    data = sealed_at(case, flipped).read_bytes()
    sealed_at(case, flipped).write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    sealed_at(case, swapped).write_bytes(sealed_at(case, sound).read_bytes())
    assert verify_all(case, [sound, gone]) == sorted(
        [
            EvidenceProblem(flipped, "damaged"),
            EvidenceProblem(swapped, "damaged"),
            EvidenceProblem(alone, "sealed-to-others"),
            EvidenceProblem(gone, "missing"),
        ],
        key=lambda problem: problem.digest,
    )
    with pytest.raises(SealDamaged):
        get(case, swapped)
