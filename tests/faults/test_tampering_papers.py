"""Papers handed over or lying about: bundles, journals, keys, cards, rosters.

Each was touched in every place there is; what is not refused says exactly what it said before.
"""

from datetime import date, timedelta
from itertools import permutations
from pathlib import Path

import pytest

from inspector.errors import InspectorError, JournalDamaged
from inspector.findings.frames import MAGIC, frame, unframe
from inspector.report import build_bundle, verify_bundle
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
from tests.faults.papers import Reader, let_through, parts_of, write_parts
from tests.rooms.journal_made_up import LI, desk, log_of, three
from tests.rooms.test_report_bundle import known, people, small

OFFICE, LEAD = new_identity("某省医保局", "authority"), new_identity("王甲", "lead")
LATER = date.today() + timedelta(days=30)


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


def refused(out: Path, parts: list[tuple[str, bytes]]) -> bool:
    write_parts(out, parts)
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
