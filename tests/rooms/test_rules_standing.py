"""Who answers for a pack: nobody, until somebody known has signed exactly these bytes."""

from pathlib import Path

from inspector.rules import load_pack, sign_pack
from inspector.trust import Card, Identity, new_identity
from tests.rooms.rules_made_up import LIMITS, write_pack


def knowing(identity: Identity) -> dict[str, Card]:
    return {identity.card.key_id: identity.card}


def test_a_signed_pack_keeps_its_verdicts(tmp_path: Path) -> None:
    signer = new_identity("规则组", "authority")
    sign_pack(write_pack(tmp_path), signer)
    pack = load_pack(tmp_path, knowing(signer).get)
    assert pack.standing == "signed"
    assert pack.verdict(pack.rules[0]) == "breach"


def test_signing_changes_no_digest(tmp_path: Path) -> None:
    before = load_pack(write_pack(tmp_path)).digest
    sign_pack(tmp_path, new_identity("规则组", "authority"))
    assert load_pack(tmp_path).digest == before


def test_a_pack_signed_by_a_stranger_is_local(tmp_path: Path) -> None:
    sign_pack(write_pack(tmp_path), new_identity("规则组", "authority"))
    assert load_pack(tmp_path).standing == "local"


def test_one_byte_after_signing_and_the_pack_is_local(tmp_path: Path) -> None:
    signer = new_identity("规则组", "authority")
    sign_pack(write_pack(tmp_path), signer)
    write_pack(tmp_path, limits=LIMITS.replace("A1,1", "A1,2"))
    assert load_pack(tmp_path, knowing(signer).get).standing == "local"


def test_a_file_added_after_signing_makes_the_pack_local(tmp_path: Path) -> None:
    signer = new_identity("规则组", "authority")
    sign_pack(write_pack(tmp_path), signer)
    (tmp_path / "overlay").mkdir()
    (tmp_path / "overlay" / "note.txt").write_text("one more limit")
    assert load_pack(tmp_path, knowing(signer).get).standing == "local"


def test_signatures_that_are_no_envelope_count_as_none(tmp_path: Path) -> None:
    write_pack(tmp_path)
    (tmp_path / "signatures.json").write_text("{}")
    assert load_pack(tmp_path).standing == "local"
