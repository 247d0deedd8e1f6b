"""Forgeries: one for each clause of `verify`, and every single byte."""

import struct
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from inspector.errors import (
    FileMissing,
    InspectorError,
    PackageDamaged,
    RoleForbidden,
    SignatureInvalid,
    SignerUnknown,
)
from inspector.i18n import say
from inspector.snapshot import locate, verify
from inspector.snapshot.shell import ShellWriter, directory, walk
from inspector.trust import Card, canonical, digest, envelope, new_identity
from tests.rooms.snapshot_sample import (
    AUTHORITY,
    CANARY,
    INSPECTOR,
    STRANGER,
    Forger,
    known,
    pack_small,
)

TABLE = "tables/fee_list_d.parquet.age"


@pytest.fixture(scope="module")
def honest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pack_small(tmp_path_factory.mktemp("honest"))


def problem(path: Path, who: Callable[[str], Card | None] = known) -> str:
    with pytest.raises(PackageDamaged) as refused:
        verify(path, who)
    told = str(refused.value.facts["problem"])
    assert say(f"trust.problem.{told}", "zh") != say(f"trust.problem.{told}", "en")
    return told


def forged(honest: Path) -> Forger:
    return Forger(honest)


def test_an_honest_snapshot_passes_without_any_secret_key(honest: Path) -> None:
    verified = verify(honest, known)
    assert verified.signers == (AUTHORITY.card,)
    assert verified.digest == digest(Forger(honest).entries["manifest.json"])
    offset, length = locate(verified, "fee_list_d")
    assert digest(honest.read_bytes()[offset : offset + length]) == (
        verified.manifest.tables["fee_list_d"].digest
    )


def test_the_forgers_copy_of_an_honest_snapshot_is_the_same_file(honest: Path) -> None:
    assert forged(honest).write().read_bytes() == honest.read_bytes()


def test_a_snapshot_that_is_not_there_is_missing(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        verify(tmp_path / "none.snapshot", known)


# --- clause 1: the shell -----------------------------------------------------------------------


def altered(honest: Path, content: bytes) -> Path:
    out = honest.with_name("altered.snapshot")
    out.write_bytes(content)
    return out


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (lambda file: b"", "directory"),
        (lambda file: b"PK", "directory"),
        (lambda file: b"\0" + file, "directory"),
        (lambda file: file + b"\0", "directory"),
        (lambda file: file[:-1], "directory"),
        (lambda file: file[:400], "cut-short"),
        (lambda file: file[:40], "header"),
        (lambda file: file.replace(b"PK\3\4\x2d", b"PK\3\4\x14", 1), "header"),
        (lambda file: file.replace(b"tables/", b"tables\xff", 1), "name-strange"),
        (lambda file: file + file, "directory"),
    ],
    ids=[
        *("empty", "a scrap", "a byte before", "a byte behind", "one byte short"),
        *("half", "a header only", "another version", "a strange name", "twice"),
    ],
)
def test_a_file_in_another_layout_is_refused(
    honest: Path, content: Callable[[bytes], bytes], expected: str
) -> None:
    assert problem(altered(honest, content(honest.read_bytes()))) == expected


def test_bytes_between_two_entries_are_refused(honest: Path) -> None:
    content = honest.read_bytes()
    second = content.index(b"PK\3\4", 4)
    assert problem(altered(honest, content[:second] + b"\0" + content[second:])) == "directory"


def test_a_comment_at_the_end_of_the_directory_is_refused(honest: Path) -> None:
    content = honest.read_bytes()
    commented = content[:-2] + struct.pack("<H", 5) + b"hello"
    assert problem(altered(honest, commented)) == "directory"


def test_two_entries_of_one_name_are_refused(honest: Path) -> None:
    out = honest.with_name("twice.snapshot")
    with out.open("wb") as file:
        shell = ShellWriter(file)
        for _ in range(2):
            shell.add("manifest.json", b"{}")
        shell.finish()
    assert problem(out) == "name-twice"


def test_a_directory_that_points_elsewhere_is_refused(honest: Path) -> None:
    with honest.open("rb") as file:
        entries = walk(file)
    moved = directory([replace(entries[0], offset=1), *entries[1:]])
    content = honest.read_bytes()
    assert problem(altered(honest, content[: -len(moved)] + moved)) == "directory"


# --- clause 2: the ends ------------------------------------------------------------------------


def test_a_snapshot_without_signatures_is_refused(honest: Path) -> None:
    forger = forged(honest)
    del forger.entries["signatures.json"]
    assert problem(forger.write()) == "no-signatures"


def test_a_snapshot_without_a_manifest_is_refused(honest: Path) -> None:
    forger = forged(honest)
    del forger.entries["manifest.json"]
    assert problem(forger.write()) == "no-manifest"


def test_a_manifest_out_of_its_place_is_refused(honest: Path) -> None:
    forger = forged(honest)
    table = forger.entries.pop(TABLE)
    forger.entries = {**forger.entries, TABLE: table}
    assert problem(forger.write()) == "no-signatures"


def test_a_manifest_that_would_fill_the_memory_is_refused(honest: Path) -> None:
    forger = forged(honest)
    forger.entries["manifest.json"] = bytes(64 * 1024 * 1024 + 1)
    assert problem(forger.write()) == "too-big"
    honest.with_name("forged.snapshot").unlink()


# --- clause 3: the signatures ------------------------------------------------------------------


def test_a_snapshot_of_an_unknown_signer_is_refused(honest: Path) -> None:
    forger = forged(honest)
    forger.signer = STRANGER
    with pytest.raises(SignerUnknown):
        verify(forger.say({}).write(), known)


def test_a_manifest_changed_after_signing_is_refused(honest: Path) -> None:
    forger = forged(honest)
    told = {**forger.manifest, "institution_name": "另一家医院"}
    forger.entries["manifest.json"] = canonical(told)
    assert problem(forger.write()) == "not-the-signed-manifest"


def test_a_signature_over_another_kind_of_paper_is_refused(honest: Path) -> None:
    forger = forged(honest)
    manifest = forger.entries["manifest.json"]
    forger.entries["signatures.json"] = envelope("roster", manifest, [AUTHORITY])
    with pytest.raises(SignatureInvalid):
        verify(forger.write(), known)


def test_a_signature_of_another_manifest_does_not_hold(honest: Path) -> None:
    forger = forged(honest)
    other = envelope("snapshot", b"{}", [AUTHORITY])
    forger.entries["signatures.json"] = other
    assert problem(forger.write()) == "not-the-signed-manifest"


def test_blanks_in_the_signature_file_are_refused(honest: Path) -> None:
    forger = forged(honest)
    forger.entries["signatures.json"] = forger.entries["signatures.json"].replace(b":", b": ", 1)
    assert problem(forger.write()) == "signature-form"


# --- clause 4: the manifest --------------------------------------------------------------------


@pytest.mark.parametrize(
    "manifest",
    [b"", b"{}", b"[]", b'{"format":"inspector.snapshot","format_version":1}', b"[" * 100_000],
    ids=["empty", "no fields", "a list", "two fields", "a deep well"],
)
def test_a_signed_manifest_that_is_none_is_refused(honest: Path, manifest: bytes) -> None:
    assert problem(forged(honest).sign(manifest).write()) == "manifest-form"


@pytest.mark.parametrize(
    "changed",
    [
        {"period_from": "someday"},
        {"packed_at": "yesterday"},
        {"tables": []},
        {"tables": {"x": 1}},
        {"extra": "field"},
        {"format": "inspector.bundle"},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_a_signed_manifest_with_a_wrong_field_is_refused(
    honest: Path, changed: dict[str, object]
) -> None:
    assert problem(forged(honest).say(changed, own_id=False).write()) == "manifest-form"


def test_a_newer_format_is_refused(honest: Path) -> None:
    assert problem(forged(honest).say({"format_version": 2}, own_id=False).write()) == (
        "format-newer"
    )


def test_a_snapshot_under_anothers_id_is_refused(honest: Path) -> None:
    changed = {"snapshot_id": "0123456789abcdef"}
    assert problem(forged(honest).say(changed, own_id=False).write()) == "snapshot-id"


# --- clause 5: the signers ---------------------------------------------------------------------


def test_a_snapshot_packed_by_an_inspector_is_refused(honest: Path) -> None:
    forger = forged(honest)
    forger.signer = INSPECTOR
    with pytest.raises(RoleForbidden):
        verify(forger.say({}).write(), lambda _: INSPECTOR.card)


def test_a_snapshot_packed_with_an_expired_card_is_refused(honest: Path) -> None:
    days = {"valid_from": date(2020, 1, 1), "valid_to": date(2020, 12, 31)}
    forger = forged(honest)
    forger.signer = new_identity("医保数据旧", "authority", **days)  # type: ignore[arg-type]
    assert problem(forger.say({}).write(), lambda _: forger.signer.card) == "card-expired"


# --- clause 6 and 7: the entries and what is in them -------------------------------------------


def test_a_missing_table_is_refused(honest: Path) -> None:
    forger = forged(honest)
    del forger.entries[TABLE]
    assert problem(forger.write()) == "entry-missing"


def test_an_extra_entry_is_refused(honest: Path) -> None:
    forger = forged(honest)
    forger.entries = {"notes.txt": b"hello", **forger.entries}
    assert problem(forger.write()) == "entry-extra"


def test_a_longer_table_is_refused(honest: Path) -> None:
    forger = forged(honest)
    forger.entries[TABLE] += b"\0"
    assert problem(forger.write()) == "size"


def test_a_table_exchanged_for_one_of_the_same_length_is_refused(honest: Path) -> None:
    forger = forged(honest)
    forger.entries[TABLE] = bytes(len(forger.entries[TABLE]))
    assert problem(forger.write()) == "digest"


def test_a_wrong_checksum_in_header_and_directory_is_refused(honest: Path) -> None:
    with honest.open("rb") as file:
        entries = walk(file)
    wrong = [replace(entries[0], crc=entries[0].crc ^ 1), *entries[1:]]
    content = honest.read_bytes()
    end = directory(wrong)
    lied = bytearray(content[: -len(end)] + end)
    lied[14:18] = wrong[0].crc.to_bytes(4, "little")
    assert problem(altered(honest, bytes(lied))) == "checksum"


# --- every byte --------------------------------------------------------------------------------


def refused(path: Path) -> bool:
    try:
        verify(path, known)
    except InspectorError:
        return True
    return False


def flipped(honest: Path, mask: int, step: int) -> list[int]:
    """Places whose change went unnoticed."""
    content = bytearray(honest.read_bytes())
    out = honest.with_name(f"flipped-{mask}.snapshot")
    unnoticed = []
    for place in range(0, len(content), step):
        content[place] ^= mask
        out.write_bytes(content)
        content[place] ^= mask
        if not refused(out):
            unnoticed.append(place)
    return unnoticed


def test_a_change_of_any_byte_is_noticed(honest: Path) -> None:
    assert flipped(honest, 0x01, 7) == []


@pytest.mark.heavy
@pytest.mark.parametrize("mask", [1 << bit for bit in range(8)])
def test_a_change_of_any_bit_is_noticed(honest: Path, mask: int) -> None:
    assert flipped(honest, mask, 1) == []


@pytest.mark.heavy
def test_a_cut_at_any_place_is_noticed(honest: Path) -> None:
    content = honest.read_bytes()
    out = honest.with_name("cut.snapshot")
    for length in range(len(content)):
        out.write_bytes(content[:length])
        assert refused(out), length


def test_a_refusal_names_the_file_and_the_entry_and_no_patient(tmp_path: Path) -> None:
    forger = Forger(pack_small(tmp_path, f"CREATE TABLE staff AS SELECT '{CANARY}' AS staff_name"))
    forger.entries["tables/staff.parquet.age"] += b"\0"
    with pytest.raises(PackageDamaged) as refusal:
        verify(forger.write(), known)
    assert refusal.value.facts["entry"] == "tables/staff.parquet.age"
    assert "CANARY" not in str(refusal.value)
