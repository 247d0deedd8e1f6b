"""Journals handed from colleague to colleague: in any order, as often as they like."""

from pathlib import Path

import pytest

from inspector.errors import (
    JournalDamaged,
    SignerUnknown,
)
from inspector.findings import (
    Event,
    Journal,
    fold,
    pack_events,
    sign_event,
    unpack_events,
)
from inspector.i18n import say
from tests.rooms.journal_made_up import (
    EXPERT,
    LI,
    NO,
    NOON,
    OPENED,
    WANG,
    YES,
    Drawer,
    confirmed,
    desk,
    made,
    three,
)


def test_colleagues_exchange_events_in_any_order_and_as_often_as_they_like(tmp_path: Path) -> None:
    here, there = tmp_path / "a", tmp_path / "b"
    mine = desk(here)
    mine.append("opened", "F1", OPENED)
    theirs = Journal(Drawer(there, WANG, key=bytes(32)), clock=lambda: NOON)
    theirs.import_events(mine.events())
    confirmed(mine, "F1")
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
    assert desk(tmp_path / "b").append("verdict", "F1", YES).lamport == 4


def test_what_somebody_saw_and_nobody_handed_in_is_missing(tmp_path: Path) -> None:
    first = desk(tmp_path / "a").append("opened", "F1", OPENED)
    wang = desk(tmp_path / "b", WANG)
    wang.import_events([first])
    verdict = wang.append("verdict", "F1", NO)
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
