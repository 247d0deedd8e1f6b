"""The journal on a real disk: what it keeps, what it refuses, and what a power cut leaves."""

from dataclasses import dataclass
from datetime import UTC, datetime
from errno import EIO, ENOSPC
from pathlib import Path
from typing import Any

import pytest

from inspector.errors import (
    AmountOver,
    CaseReadOnly,
    FindingUnknown,
    JournalDamaged,
    MoveForbidden,
    NoteMissing,
    ReasonUnknown,
    RoleForbidden,
    SignerUnknown,
    WriteFailed,
)
from inspector.findings import (
    Event,
    EventInvalid,
    Journal,
    fold,
    latest,
    pack_events,
    sign_event,
    unpack_events,
)
from inspector.findings.frames import MAGIC, frame, unframe
from inspector.i18n import explain, say
from inspector.trust import Card, Identity, Vault, canonical, envelope, new_identity

LI, WANG = new_identity("李𬭎", "inspector"), new_identity("王䶮", "inspector")
EXPERT = new_identity("第三方", "contractor")
STRANGER = new_identity("路人", "inspector")
KEY = bytes(range(32))
NOON = datetime(2024, 3, 1, 4, 0, tzinfo=UTC)
OPENED: dict[str, Any] = {
    "rule": "CHG-007",
    "rule_digest": "",
    "title": {"zh": "多收", "en": "Overcharged"},
    "verdict_kind": "suspect",
    "basis": [],
    "snapshots": [],
    "params": {},
    "lines": [{"bkkp_sn": "B1", "amount": "100.00", "cap": "120.00"}],
    "amount": "100.00",
}
YES = {"verdict": "confirmed", "amount": "90.00", "basis": "", "reason": "", "note": ""}
NO = {"verdict": "rejected", "amount": "0.00", "basis": "", "reason": "refunded", "note": ""}


@dataclass
class Drawer:
    folder: Path
    member: Identity
    cards: tuple[Card, ...] = (LI.card, WANG.card, EXPERT.card)
    id: str = "C-1"
    key: bytes = KEY
    writes: bool = True

    @property
    def vault(self) -> Vault:
        return Vault(self.key)


def desk(folder: Path, who: Identity = LI) -> Journal:
    return Journal(Drawer(folder, who), clock=lambda: NOON)


def log_of(folder: Path, who: Identity = LI) -> Path:
    return folder / "journal" / f"{who.card.key_id.removeprefix('sha256:')[:16]}.log"


def three(folder: Path) -> Journal:
    journal = desk(folder)
    journal.append("opened", "F1", OPENED)
    journal.append("verdict", "F1", YES)
    journal.append("asked", None, {"sql": "SELECT 1", "rows": 1, "cut": False})
    return journal


def test_what_was_appended_is_there_when_the_case_is_opened_again(tmp_path: Path) -> None:
    written = three(tmp_path).events()
    read = desk(tmp_path, WANG)
    assert read.events() == written
    assert [event.kind for event in written] == ["opened", "verdict", "asked"]
    assert read.heads() == {LI.card.key_id: (3, written[-1].id)}
    assert fold(read.events())["F1"].state == "confirmed"


def test_an_event_tells_its_author_its_place_and_what_the_author_had_seen(tmp_path: Path) -> None:
    first, second, _ = three(tmp_path).events()
    assert (first.lamport, first.seen, first.prev) == (1, (), "")
    assert (second.lamport, second.seen, second.prev) == (2, (first.id,), first.id)
    assert (second.author, second.case, second.at) == (
        LI.card.key_id,
        "C-1",
        "2024-03-01T04:00:00Z",
    )


def test_no_word_of_a_finding_lies_readable_on_the_disk(tmp_path: Path) -> None:
    three(tmp_path)
    on_disk = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    for word in ("多收".encode(), b"CHG-007", b"SELECT", b'B1"', LI.card.key_id.encode()):
        assert word not in on_disk


def test_every_author_has_a_file_of_their_own_and_clocks_go_on(tmp_path: Path) -> None:
    three(tmp_path)
    later = desk(tmp_path, WANG).append("verdict", "F1", NO)
    assert later.lamport == 4
    assert log_of(tmp_path, WANG).exists()
    assert fold(desk(tmp_path).events())["F1"].state == "rejected"


REFUSED: list[tuple[Identity, str, str, dict[str, Any], type[Exception]]] = [
    (LI, "verdict", "F9", YES, FindingUnknown),
    (LI, "opened", "F1", OPENED, MoveForbidden),
    (LI, "conflict-resolved", "F1", YES, RoleForbidden),
    (EXPERT, "verdict", "F1", YES, RoleForbidden),
    (LI, "verdict", "F1", {**YES, "amount": "120.01"}, AmountOver),
    (LI, "amended", "F1", {"amount": "500.00", "note": ""}, AmountOver),
    (LI, "verdict", "F1", {**NO, "reason": ""}, ReasonUnknown),
    (LI, "verdict", "F1", {**NO, "reason": "looks-fine"}, ReasonUnknown),
    (LI, "verdict", "F1", {**NO, "reason": "other"}, NoteMissing),
    (LI, "verdict", "F1", {**YES, "amount": 90}, EventInvalid),
    (LI, "guessed", "F1", {}, EventInvalid),
]


@pytest.mark.parametrize(("who", "kind", "finding", "body", "error"), REFUSED)
def test_what_may_not_be_written_leaves_the_journal_as_it_was(
    tmp_path: Path,
    who: Identity,
    kind: str,
    finding: str,
    body: dict[str, Any],
    error: type[Exception],
) -> None:
    desk(tmp_path).append("opened", "F1", OPENED)
    before = log_of(tmp_path).read_bytes()
    with pytest.raises(error):
        desk(tmp_path, who).append(kind, finding, body)
    assert log_of(tmp_path).read_bytes() == before
    assert not log_of(tmp_path, EXPERT).exists()


def test_a_verdict_is_judged_by_what_its_author_had_before_the_eyes(tmp_path: Path) -> None:
    """Li decided while Wang's screen still showed the finding undecided: both verdicts stand."""
    opened = desk(tmp_path).append("opened", "F1", OPENED)
    desk(tmp_path).append("verdict", "F1", YES)
    desk(tmp_path, WANG).append("verdict", "F1", NO, seen=[opened.id])
    assert fold(desk(tmp_path).events())["F1"].state == "conflicted"


def test_a_journal_cut_at_any_byte_of_its_last_record_keeps_all_before_it(tmp_path: Path) -> None:
    written = three(tmp_path).events()
    path = log_of(tmp_path)
    whole = path.read_bytes()
    last = len(frame(unframe(whole).records[-1]))
    for cut in range(1, last + 1):
        path.write_bytes(whole[:-cut])
        journal = desk(tmp_path)
        assert journal.events() == written[:2]
        assert [tail.size for tail in journal.torn] == ([last - cut] if cut < last else [])


@pytest.mark.parametrize("zeros", [1, 7, 8, 40])
def test_a_tail_the_power_cut_left_as_zeros_is_torn(tmp_path: Path, zeros: int) -> None:
    written = three(tmp_path).events()
    path = log_of(tmp_path)
    path.write_bytes(path.read_bytes() + bytes(zeros))
    journal = desk(tmp_path)
    assert journal.events() == written
    assert [(tail.position, tail.size) for tail in journal.torn] == [(3, zeros)]


def test_a_last_record_whose_end_was_never_written_is_torn(tmp_path: Path) -> None:
    written = three(tmp_path).events()
    path = log_of(tmp_path)
    path.write_bytes(path.read_bytes()[:-30] + bytes(30))
    assert desk(tmp_path).events() == written[:2]


def test_a_last_record_with_a_sector_never_written_is_torn(tmp_path: Path) -> None:
    written = three(tmp_path).events()
    journal = desk(tmp_path)
    journal.append("asked", None, {"sql": "SELECT 1" * 300, "rows": 1, "cut": False})
    path = log_of(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole[:-1600] + bytes(512) + whole[-1088:])
    assert desk(tmp_path).events() == written


def test_many_events_of_one_act_are_written_all_or_none(tmp_path: Path) -> None:
    journal = desk(tmp_path)
    drafts = [("opened", f"F{number}", OPENED) for number in range(5)]
    with pytest.raises(MoveForbidden):
        journal.append_all([*drafts, drafts[0]])
    assert journal.events() == desk(tmp_path).events() == []
    written = journal.append_all([*drafts, ("verdict", "F3", YES)])
    assert journal.append_all([]) == []
    assert journal.append("verdict", "F4", NO).lamport == 7
    assert desk(tmp_path).events() == journal.events()
    assert len(unframe(log_of(tmp_path).read_bytes()).records) == 2
    assert [event.lamport for event in written] == [1, 2, 3, 4, 5, 6]


def test_a_power_cut_in_the_middle_of_an_act_leaves_none_of_it(tmp_path: Path) -> None:
    desk(tmp_path).append("opened", "F0", OPENED)
    desk(tmp_path).append_all([("verdict", "F0", YES), ("opened", "F1", OPENED)])
    path = log_of(tmp_path)
    path.write_bytes(path.read_bytes()[:-1])
    assert [event.kind for event in desk(tmp_path).events()] == ["opened"]


def test_a_full_disk_leaves_the_journal_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = three(tmp_path)
    written, before = journal.events(), log_of(tmp_path).read_bytes()

    def full(handle: int) -> None:
        raise OSError(ENOSPC, "no space")

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", full)
        with pytest.raises(WriteFailed) as failed:
            journal.append("verdict", "F1", NO)
    assert "磁盘已满" in explain(failed.value, "zh").what
    assert journal.events() == written
    assert log_of(tmp_path).read_bytes() == before
    journal.append("verdict", "F1", NO)
    assert desk(tmp_path).events() == journal.events()


@pytest.mark.parametrize("left", range(len(MAGIC)))
def test_a_file_torn_in_its_first_line_is_an_empty_journal(tmp_path: Path, left: int) -> None:
    three(tmp_path)
    log_of(tmp_path).write_bytes(MAGIC[:left])
    journal = desk(tmp_path)
    assert journal.events() == []
    assert journal.append("opened", "F1", OPENED).lamport == 1
    assert len(desk(tmp_path).events()) == 1


def test_a_torn_tail_is_set_aside_when_its_author_next_appends(tmp_path: Path) -> None:
    three(tmp_path)
    path = log_of(tmp_path)
    path.write_bytes(path.read_bytes()[:-5])
    torn = unframe(path.read_bytes())
    journal = desk(tmp_path)
    desk(tmp_path, WANG).append("verdict", "F1", NO)
    assert unframe(path.read_bytes()).torn, "a colleague leaves it alone"
    journal.append("exported", None, {"what": "hits"})
    assert journal.torn == []
    again = desk(tmp_path)
    assert again.torn == []
    assert [event.kind for event in again.events() if event.author == LI.card.key_id] == [
        "opened",
        "verdict",
        "exported",
    ]
    assert path.with_suffix(".2.torn").stat().st_size == torn.torn


def test_a_flipped_byte_is_damage_wherever_it_lies(tmp_path: Path) -> None:
    three(tmp_path)
    path = log_of(tmp_path)
    whole = path.read_bytes()
    for at in range(0, len(whole), 7):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x10]) + whole[at + 1 :])
        with pytest.raises(JournalDamaged):
            desk(tmp_path)


@pytest.mark.heavy
def test_every_byte_of_a_journal_is_guarded(tmp_path: Path) -> None:
    three(tmp_path)
    path = log_of(tmp_path)
    whole = path.read_bytes()
    for at in range(len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ (1 << at % 8)]) + whole[at + 1 :])
        with pytest.raises(JournalDamaged):
            desk(tmp_path)


REARRANGED = {
    "two records swapped": (1, 0, 2),
    "a record twice": (0, 1, 1, 2),
    "a record left out of the middle": (0, 2),
    "the first record left out": (1, 2),
    "all in reverse": (2, 1, 0),
}


@pytest.mark.parametrize("order", REARRANGED.values(), ids=REARRANGED.keys())
def test_records_that_were_moved_are_damage(tmp_path: Path, order: tuple[int, ...]) -> None:
    three(tmp_path)
    path = log_of(tmp_path)
    records = unframe(path.read_bytes()).records
    path.write_bytes(MAGIC + b"".join(frame(records[at]) for at in order))
    with pytest.raises(JournalDamaged) as caught:
        desk(tmp_path)
    assert caught.value.facts["problem"] == say("findings.journal.seal")


def test_a_journal_under_a_colleagues_name_is_damage(tmp_path: Path) -> None:
    three(tmp_path)
    log_of(tmp_path).rename(log_of(tmp_path, WANG))
    with pytest.raises(JournalDamaged):
        desk(tmp_path)


def test_a_journal_of_somebody_not_on_the_roster_is_damage(tmp_path: Path) -> None:
    three(tmp_path)
    log_of(tmp_path).rename(log_of(tmp_path, STRANGER))
    with pytest.raises(JournalDamaged) as caught:
        desk(tmp_path)
    assert caught.value.facts["problem"] == say("findings.journal.stranger")


def forged(folder: Path, sealed: bytes) -> None:
    """Somebody with the case key, who can seal but not sign for others, writes a first record."""
    bound = canonical(["C-1", LI.card.key_id, 0])
    path = log_of(folder)
    path.parent.mkdir()
    path.write_bytes(MAGIC + frame(Vault(KEY).seal(sealed, bound)))


def made(**changes: Any) -> Event:
    told: dict[str, Any] = {
        "case": "C-1",
        "author": LI.card.key_id,
        "lamport": 1,
        "seen": (),
        "finding": "F1",
        "kind": "opened",
        "at": "2024-03-01T04:00:00Z",
        "body": OPENED,
        "prev": "",
    }
    return Event(**{**told, **changes})


def test_an_event_signed_by_a_colleague_in_ones_name_is_damage(tmp_path: Path) -> None:
    forged(tmp_path, envelope("event", canonical(made().to_dict()), [WANG]))
    with pytest.raises(JournalDamaged) as caught:
        desk(tmp_path)
    assert caught.value.facts["problem"] == say("findings.journal.author")


def test_an_event_signed_by_a_stranger_is_not_read(tmp_path: Path) -> None:
    event = made(author=STRANGER.card.key_id)
    forged(tmp_path, sign_event(event, STRANGER).envelope)
    with pytest.raises(SignerUnknown):
        desk(tmp_path)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [({"case": "C-2"}, "case"), ({"prev": "sha256:0"}, "gap")],
)
def test_a_signed_event_out_of_its_place_is_damage(
    tmp_path: Path, changes: dict[str, Any], problem: str
) -> None:
    forged(tmp_path, sign_event(made(**changes), LI).envelope)
    with pytest.raises(JournalDamaged) as caught:
        desk(tmp_path)
    assert caught.value.facts["problem"] == say(f"findings.journal.{problem}")


def test_a_signed_payload_that_is_no_event_is_damage(tmp_path: Path) -> None:
    forged(tmp_path, envelope("event", b'{"hello":1}', [LI]))
    with pytest.raises(JournalDamaged):
        desk(tmp_path)


def test_a_verdict_by_a_contractor_is_refused_even_if_another_program_wrote_it(
    tmp_path: Path,
) -> None:
    opened = desk(tmp_path, EXPERT).append("opened", "F1", OPENED)
    event = made(
        author=EXPERT.card.key_id,
        kind="verdict",
        body=YES,
        lamport=2,
        seen=(opened.id,),
        prev=opened.id,
    )
    path = log_of(tmp_path, EXPERT)
    bound = canonical(["C-1", EXPERT.card.key_id, 1])
    sealed = Vault(KEY).seal(sign_event(event, EXPERT).envelope, bound)
    path.write_bytes(path.read_bytes() + frame(sealed))
    with pytest.raises(RoleForbidden):
        desk(tmp_path)


def test_colleagues_exchange_events_in_any_order_and_as_often_as_they_like(tmp_path: Path) -> None:
    here, there = tmp_path / "a", tmp_path / "b"
    mine = desk(here)
    mine.append("opened", "F1", OPENED)
    theirs = Journal(Drawer(there, WANG, key=bytes(32)), clock=lambda: NOON)
    theirs.import_events(mine.events())
    mine.append("verdict", "F1", YES)
    theirs.append("verdict", "F1", NO)
    for _ in range(2):
        mine.import_events(reversed(theirs.events()))
        theirs.import_events(mine.events())
    assert mine.events() == theirs.events() == desk(here).events()
    assert fold(mine.events())["F1"].state == "conflicted"
    assert mine.missing() == set()


def test_a_journal_that_was_handed_on_in_part_can_be_completed_later(tmp_path: Path) -> None:
    events = three(tmp_path / "a").events()
    other = desk(tmp_path / "b", WANG)
    assert other.import_events(events[:1]) == events[:1]
    assert other.import_events(events) == events[1:]
    assert desk(tmp_path / "b").append("verdict", "F1", NO).lamport == 4


def test_what_somebody_saw_and_nobody_handed_in_is_missing(tmp_path: Path) -> None:
    first = desk(tmp_path / "a").append("opened", "F1", OPENED)
    wang = desk(tmp_path / "b", WANG)
    wang.import_events([first])
    verdict = wang.append("verdict", "F1", YES)
    third = desk(tmp_path / "c", EXPERT)
    third.import_events([verdict])
    assert third.missing() == {first.id}
    assert fold(third.events()) == {}


@pytest.mark.parametrize("problem", ["gap", "forked", "signature", "case"])
def test_events_that_contradict_each_other_are_not_taken_over(tmp_path: Path, problem: str) -> None:
    events = three(tmp_path / "a").events()
    other = desk(tmp_path / "b", WANG)
    match problem:
        case "gap":
            arriving = [events[0], events[2]]
        case "forked":
            other.import_events(events)
            fork = made(
                lamport=3, prev=events[1].id, kind="exported", body={"what": "x"}, finding=""
            )
            arriving = [sign_event(fork, LI)]
        case "signature":
            envelope_of_first = bytearray(events[0].envelope)
            envelope_of_first[-10] ^= 1
            arriving = [made_with(events[0], bytes(envelope_of_first))]
        case _:
            arriving = [sign_event(made(case="C-2"), LI)]
    before = other.events()
    with pytest.raises(JournalDamaged) as caught:
        other.import_events(arriving)
    assert caught.value.facts["problem"] == say(f"findings.journal.{problem}")
    assert other.events() == desk(tmp_path / "b").events() == before


def made_with(event: Event, envelope: bytes) -> Event:
    return Event.from_dict(event.to_dict(), envelope)


def test_packed_events_travel_and_are_verified_on_arrival(tmp_path: Path) -> None:
    events = three(tmp_path).events()
    packed = pack_events([*reversed(events), events[0]])
    assert packed == pack_events(events)
    arrived = unpack_events(packed, [LI.card], "C-1")
    assert arrived == events
    assert [event.envelope for event in arrived] == [event.envelope for event in events]


def test_packed_events_that_were_cut_or_are_anothers_are_refused(tmp_path: Path) -> None:
    packed = pack_events(three(tmp_path).events())
    with pytest.raises(JournalDamaged):
        unpack_events(packed[:-1], [LI.card], "C-1")
    with pytest.raises(JournalDamaged):
        unpack_events(packed.split(b"\n", 1)[1], [LI.card], "C-1")
    with pytest.raises(JournalDamaged):
        unpack_events(packed, [LI.card], "C-2")
    with pytest.raises(SignerUnknown):
        unpack_events(packed, [WANG.card], "C-1")


def test_the_latest_events_of_a_finding_are_what_the_next_one_says_it_saw(tmp_path: Path) -> None:
    journal = three(tmp_path)
    expected = latest([event for event in journal.events() if event.finding == "F1"])
    assert journal.append("verdict", "F1", NO).seen == expected


def test_a_case_open_for_reading_takes_no_decision_but_keeps_who_asked(tmp_path: Path) -> None:
    reader = Journal(Drawer(tmp_path, LI, writes=False), clock=lambda: NOON)
    with pytest.raises(CaseReadOnly):
        reader.append("opened", "F1", OPENED)
    assert not (tmp_path / "journal").exists()
    reader.append("asked", None, {"sql": "SELECT 1", "rows": 1, "cut": False})
    assert [event.kind for event in desk(tmp_path).events()] == ["asked"]


def test_two_programs_of_one_person_write_one_chain(tmp_path: Path) -> None:
    here, there = three(tmp_path), desk(tmp_path)
    there.append("asked", None, {"sql": "SELECT 2", "rows": 1, "cut": False})
    here.append("verdict", "F1", NO)
    there.append("exported", None, {"what": "hits"})
    assert [event.kind for event in desk(tmp_path).events()][3:] == ["asked", "verdict", "exported"]


def test_a_disk_that_will_not_even_give_room_back_breaks_no_chain(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The record is on the disk, nobody was told of it, and the next one stands behind it."""
    journal = three(tmp_path)

    def broken(*_: object) -> None:
        raise OSError(EIO, "broken")

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", broken)
        patched.setattr("inspector.findings.journal_file._shorten", broken)
        with pytest.raises(WriteFailed):
            journal.append("asked", None, {"sql": "SELECT 2", "rows": 1, "cut": False})
    journal.append("verdict", "F1", NO)
    kinds = [event.kind for event in desk(tmp_path).events()]
    assert kinds == ["opened", "verdict", "asked", "asked", "verdict"]
