"""A rule pack somebody laid hands on: refused as a file, answered for by nobody as a folder."""

import shutil
from pathlib import Path

import pytest

from inspector.errors import InspectorError
from inspector.rules import load_pack, pack_file, sign_pack
from inspector.rules.standing import pack_digest, standing_of
from inspector.trust import new_identity
from tests.faults.papers import Reader, flipped, let_through, parts_of, write_parts
from tests.rooms.rules_made_up import write_pack

OFFICE = new_identity("某省医保局", "authority")
known = {OFFICE.card.key_id: OFFICE.card}.get


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = write_pack(tmp_path / "pack")
    sign_pack(folder, OFFICE)
    return folder


@pytest.fixture
def file(pack: Path) -> Path:
    """The same pack as one signed file."""
    out = pack.with_suffix(".pack")
    out.write_bytes(pack_file(pack, OFFICE))
    return out


def loaded(path: Path) -> Reader:
    def read(data: bytes) -> object:
        path.write_bytes(data)
        pack = load_pack(path, known)
        return pack.digest, pack.standing

    return read


@pytest.mark.heavy
def test_a_signed_pack_file_touched_anywhere_is_refused(file: Path, tmp_path: Path) -> None:
    assert let_through(file.read_bytes(), loaded(tmp_path / "changed.pack")) == []


def test_parts_of_a_pack_file_dropped_repeated_or_moved_are_refused(file: Path) -> None:
    parts = parts_of(file)
    assert standing(file, parts) == "signed"
    for at, part in enumerate(parts):
        left = [*parts[:at], *parts[at + 1 :]]
        # Without its signatures it is a whole pack that nobody answers for.
        told = standing(file, left)
        assert told == ("local" if part[0] == "signatures.json" else "package-damaged"), part[0]
        assert standing(file, [*left, part, part]) == "package-damaged"
        assert standing(file, [*left[:at], *left[at:], part]) in ("signed", "package-damaged")


def test_a_pack_file_changed_with_its_manifest_made_anew_is_not_what_was_signed(
    file: Path, pack: Path
) -> None:
    [signatures] = [content for name, content in parts_of(file) if name == "signatures.json"]
    rule = pack / "charging" / "more_a_day.sql"
    rule.write_text(rule.read_text("utf-8").replace("> k.limit_cnt", ">= k.limit_cnt"), "utf-8")
    for left in ("signatures.json", "manifest.json"):
        (pack / left).unlink(missing_ok=True)
    forged = pack.with_name("forged.pack")
    forged.write_bytes(pack_file(pack))
    assert standing(forged, [*parts_of(forged), ("signatures.json", signatures)]) == (
        "signature-invalid"
    )


def standing(path: Path, parts: list[tuple[str, bytes]]) -> str:
    """Who answers for the parts put together as a file, or the code of why it is refused."""
    altered = path.with_name("altered.pack")
    write_parts(altered, parts)
    try:
        return load_pack(altered, known).standing
    except InspectorError as error:
        return error.code.removeprefix("trust.")


def answered_for(folder: Path) -> bool:
    """Whether the signer still answers for the pack; a pack nobody answers for is `local`.

    Asked of the bytes alone, before anything in them is read. `manifest.json` is a copy for people:
    the one that counts is inside the signatures.
    """
    return standing_of(folder, "trial", pack_digest(folder), known) == "signed"


@pytest.mark.heavy
def test_nobody_answers_for_a_pack_touched_in_any_byte(pack: Path) -> None:
    assert answered_for(pack)
    files = {path for path in pack.rglob("*") if path.is_file()} - {pack / "manifest.json"}
    for path in sorted(files):
        content = path.read_bytes()
        for at in range(len(content)):
            path.write_bytes(flipped(content, at, 1 << at % 8))
            assert not answered_for(pack), (path, at)
        for length in range(0, len(content), 9):
            path.write_bytes(content[:length])
            assert not answered_for(pack), (path, length)
        path.write_bytes(content)
    assert answered_for(pack)


def test_nobody_answers_for_a_pack_with_files_more_less_moved_or_exchanged(
    pack: Path, tmp_path: Path
) -> None:
    files = {path for path in pack.rglob("*") if path.is_file()} - {pack / "manifest.json"}
    for path in sorted(files):
        changed = tmp_path / "changed"
        shutil.rmtree(changed, ignore_errors=True)
        shutil.copytree(pack, changed)
        mine = changed / path.relative_to(pack)
        mine.unlink()
        assert not answered_for(changed), path
        mine.write_bytes(path.read_bytes())
        mine.rename(mine.with_name(f"moved-{mine.name}"))
        assert not answered_for(changed), path
    (pack / "charging" / "one_more.txt").write_text("")
    assert not answered_for(pack)
