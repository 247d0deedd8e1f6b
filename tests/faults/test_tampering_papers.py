"""All else that is handed over or lies about: bundles, packs, journals, keys, cards, rosters.

Each was touched in every place there is; what is not refused says exactly what it said before.
"""

import shutil
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import permutations
from pathlib import Path

import pytest

from inspector.errors import InspectorError, JournalDamaged
from inspector.findings.frames import MAGIC, frame, unframe
from inspector.report import build_bundle, verify_bundle
from inspector.rules import sign_pack
from inspector.rules.standing import pack_digest, standing_of
from inspector.snapshot.shell import ShellWriter, walk
from inspector.trust import (
    Card,
    canonical,
    digest,
    envelope,
    lock,
    make_roster,
    new_identity,
    open_roster,
    unlock,
)
from tests.rooms.journal_made_up import LI, desk, log_of, three
from tests.rooms.rules_made_up import write_pack
from tests.rooms.test_report_bundle import known, people, small

OFFICE, LEAD = new_identity("某省医保局", "authority"), new_identity("王甲", "lead")
LATER = date.today() + timedelta(days=30)
Reader = Callable[[bytes], object]


def flipped(data: bytes, at: int, mask: int) -> bytes:
    return data[:at] + bytes([data[at] ^ mask]) + data[at + 1 :]


def variants(data: bytes) -> Iterator[tuple[str, bytes]]:
    """A bit of every byte, every length, and something at each end."""
    for at in range(len(data)):
        yield f"bit of byte {at}", flipped(data, at, 1 << at % 8)
    for length in range(len(data)):
        yield f"cut at {length}", data[:length]
    for more in (b"\0", b"\n", b" ", b"{}", data):
        yield f"{more[:3]!r} behind", data + more
        yield f"{more[:3]!r} before", more + data


def let_through(data: bytes, read: Reader) -> list[str]:
    """Which variants were not refused.

    Blanks around a JSON paper, as an editor or a mail program adds them, may pass if it then says
    what it said before.
    """
    honest = read(data)
    found = []
    for name, changed in variants(data):
        try:
            said = read(changed)
        except InspectorError:
            continue
        if said != honest or changed.strip() != data.strip():
            found.append(name)
    return found


# --- cards, rosters, identities ----------------------------------------------------------------


@pytest.mark.heavy
def test_a_card_touched_anywhere_is_refused() -> None:
    assert let_through(LEAD.card.to_bytes(), lambda data: Card.from_bytes(data, "x.card")) == []


@pytest.mark.heavy
def test_a_roster_touched_anywhere_is_refused() -> None:
    roster = make_roster("2024-示例", [LEAD.card], OFFICE, valid_to=LATER)
    assert let_through(roster, lambda data: open_roster(data, "x.roster")) == []


@pytest.mark.heavy
def test_an_identity_touched_anywhere_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSPECTOR_TEST_SCRYPT", "10")
    data = lock(LEAD, "口令")
    assert let_through(data, lambda changed: unlock(changed, "口令", "x.identity")) == []


# --- bundles -----------------------------------------------------------------------------------


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    return small(tmp_path / "honest")


def verified(path: Path) -> Reader:
    def read(data: bytes) -> object:
        path.write_bytes(data)
        return verify_bundle(path, known)

    return read


@pytest.mark.heavy
def test_a_bundle_touched_anywhere_is_refused(bundle: Path, tmp_path: Path) -> None:
    assert let_through(bundle.read_bytes(), verified(tmp_path / "changed")) == []


def parts_of(bundle: Path) -> list[tuple[str, bytes]]:
    with bundle.open("rb") as file:
        told = []
        for entry in walk(file):
            file.seek(entry.start)
            told.append((entry.name, file.read(entry.size)))
    return told


def refused(out: Path, parts: list[tuple[str, bytes]]) -> bool:
    with out.open("wb") as file:
        shell = ShellWriter(file)
        for name, content in parts:
            shell.add(name, content)
        shell.finish()
    try:
        verify_bundle(out, known)
    except InspectorError:
        return True
    return False


def test_parts_of_a_bundle_dropped_repeated_moved_or_renamed_are_refused(
    bundle: Path, tmp_path: Path
) -> None:
    parts, out = parts_of(bundle), tmp_path / "altered"
    assert not refused(out, parts)
    for order in permutations(range(len(parts))):
        assert refused(out, [parts[at] for at in order]) is (order != tuple(range(len(parts))))
    for at, (name, content) in enumerate(parts):
        assert refused(out, parts[:at] + parts[at + 1 :])
        assert refused(out, [*parts[:at], parts[at], *parts[at:]])
        assert refused(out, [*parts[:at], (f"{name}2", content), *parts[at + 1 :]])


def test_sealed_parts_of_a_bundle_in_another_order_are_refused(tmp_path: Path) -> None:
    parts, out = parts_of(several(tmp_path / "several")), tmp_path / "altered"
    assert not refused(out, parts)
    for order in permutations(range(3)):
        moved = [parts[at] for at in order] + parts[3:]
        assert refused(out, moved) is (order != (0, 1, 2))
    contents = [parts[1][1], parts[0][1], *(content for _, content in parts[2:])]
    assert refused(out, [(name, two) for (name, _), two in zip(parts, contents, strict=True)])


def several(out: Path) -> Path:
    """A bundle of three parts of one length."""
    signers = people()[:2]
    told: dict[str, object] = {"case": "c", "files": {}, "attached": {}, "roster": []}
    told["made_on"] = date.today().isoformat()
    in_pdf = [{"certificate": digest(who.card.certificate)} for who in signers]
    return build_bundle(
        out,
        manifest_facts={"case": "c", "report": told, "pdf_signers": in_pdf},
        report_signatures=envelope("report", canonical(told), signers),
        parts={"hits.parquet": b"h", "journal.sealed": b"j", "notes.sealed": b"n"},
        signers=signers[:1],
        recipients=[people()[3].card],
    )


def test_parts_of_two_honest_bundles_do_not_mix(bundle: Path, tmp_path: Path) -> None:
    ours, theirs = parts_of(bundle), parts_of(small(tmp_path / "other", report={"case": "d"}))
    for at, (one, other) in enumerate(zip(ours, theirs, strict=True)):
        if one != other:
            assert refused(tmp_path / "mixed", [*ours[:at], other, *ours[at + 1 :]]), one[0]


# --- packs -------------------------------------------------------------------------------------


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = write_pack(tmp_path / "pack")
    sign_pack(folder, OFFICE)
    return folder


def answered_for(folder: Path) -> bool:
    """Whether the signer still answers for the pack; a pack nobody answers for is `local`.

    Asked of the bytes alone, before anything in them is read. `manifest.json` is a copy for people:
    the one that counts is inside the signatures.
    """
    cards = {OFFICE.card.key_id: OFFICE.card}
    return standing_of(folder, "trial", pack_digest(folder), cards.get) == "signed"


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


# --- journals ----------------------------------------------------------------------------------


def told(folder: Path) -> list[str]:
    return [event.id for event in desk(folder).events()]


@pytest.mark.heavy
def test_a_journal_cut_anywhere_is_what_was_written_first_or_damage(tmp_path: Path) -> None:
    three(tmp_path)
    whole, path = told(tmp_path), log_of(tmp_path)
    data = path.read_bytes()
    starts = [len(data) - len(rest) for rest in rests(data)]
    for length in range(len(data)):
        path.write_bytes(data[:length])
        kept = told(tmp_path)
        assert kept == whole[: sum(end <= length for end in starts[1:])], length


def rests(data: bytes) -> list[bytes]:
    """What follows the first line, the first record, the second …"""
    records = [frame(record) for record in unframe(data).records]
    assert MAGIC + b"".join(records) == data
    return [b"".join(records[at:]) for at in range(len(records) + 1)]


def test_a_journal_that_grew_by_something_nobody_signed_says_nothing_more(tmp_path: Path) -> None:
    three(tmp_path)
    whole, path = told(tmp_path), log_of(tmp_path)
    data = path.read_bytes()
    first = unframe(data).records[0]
    for tail in (b"\0", b"\0" * 4096, b"x", data, data[len(MAGIC) :], frame(first), frame(b"x")):
        path.write_bytes(data + tail)
        try:
            assert told(tmp_path) == whole
        except JournalDamaged:
            continue


def test_records_of_two_honest_journals_do_not_mix(tmp_path: Path) -> None:
    for name in ("one", "other"):
        three(tmp_path / name)
    ours, theirs = (
        unframe(log_of(tmp_path / name).read_bytes()).records for name in ("one", "other")
    )
    for at in range(3):
        mixed = [*ours[:at], theirs[at], *ours[at + 1 :]]
        if mixed == list(ours):
            continue
        log_of(tmp_path / "one").write_bytes(MAGIC + b"".join(frame(one) for one in mixed))
        with pytest.raises(JournalDamaged):
            if told(tmp_path / "one") == told(tmp_path / "other"):
                raise JournalDamaged(author=LI.card.name, position=at, problem="same events")
