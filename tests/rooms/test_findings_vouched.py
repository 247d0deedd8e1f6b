"""Events in a bundle: an author's last signature vouches for what the author did before it."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from inspector.errors import JournalDamaged
from inspector.findings import Event, pack_events, unpack_events
from inspector.i18n import say
from inspector.trust import canonical, open_envelope, to_base64
from inspector.trust.card import verified as verify
from tests.rooms.journal_made_up import LI, NO, OPENED, WANG, confirmed, desk

ROSTER = (LI.card, WANG.card)
LAST_OF_LI, EVENTS = 6, 9


def two_authors(folder: Path) -> list[Event]:
    li, wang = desk(folder / "li"), desk(folder / "wang", WANG)
    for name in ("F1", "F2", "F3"):
        li.append("opened", name, OPENED)
    confirmed(li, "F1")
    wang.import_events(li.events())
    wang.append("verdict", "F2", NO)
    wang.append("verdict", "F3", NO)
    return wang.events()


def arriving(events: list[Event], at: int, lines: bytes) -> list[Event]:
    """The events as they travel, with other `lines` in the place of one."""
    parts = [event.envelope for event in events]
    parts[at] = lines
    return unpack_events(b"".join(one + b"\n" for one in parts), ROSTER, "C-1")


def edited(event: Event) -> bytes:
    """Its envelope around another time of day, under the old signature."""
    other = replace(event, at="2024-02-01T00:00:00Z")
    told = json.loads(event.envelope)
    return canonical({**told, "payload": to_base64(canonical(other.to_dict()))})


def under_another_signature(event: Event, other: Event) -> bytes:
    told, foreign = json.loads(event.envelope), json.loads(other.envelope)
    told["signatures"][0]["sig"] = foreign["signatures"][0]["sig"]
    return canonical(told)


@pytest.fixture
def verified(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What was signed, for every signature that is verified."""
    seen: list[bytes] = []

    def counted(key: bytes, signature: bytes, signed: bytes) -> bool:
        seen.append(signed)
        return verify(key, signature, signed)

    monkeypatch.setattr(sys.modules[open_envelope.__module__], "verified", counted)
    return seen


def test_one_signature_an_author_proves_a_journal(tmp_path: Path, verified: list[bytes]) -> None:
    events = two_authors(tmp_path)
    assert len(events) == EVENTS
    verified.clear()
    arrived = unpack_events(pack_events(events), ROSTER, "C-1")
    assert arrived == events
    assert [event.envelope for event in arrived] == [event.envelope for event in events]
    assert len(verified) == 2


@pytest.mark.parametrize("at", range(EVENTS))
def test_an_event_edited_anywhere_is_refused_for_its_signature(tmp_path: Path, at: int) -> None:
    events = two_authors(tmp_path)
    with pytest.raises(JournalDamaged) as refused:
        arriving(events, at, edited(events[at]))
    assert refused.value.facts["problem"] == say("findings.journal.signature")
    assert refused.value.facts["position"] == at


@pytest.mark.parametrize("at", range(EVENTS))
def test_a_signature_exchanged_proves_nothing_and_changes_nothing(tmp_path: Path, at: int) -> None:
    events = two_authors(tmp_path)
    line = under_another_signature(events[at], events[at - 1])
    if at in (LAST_OF_LI, EVENTS - 1):
        with pytest.raises(JournalDamaged):
            arriving(events, at, line)
    else:
        assert arriving(events, at, line) == events


def test_no_case_takes_over_an_event_whose_own_signature_does_not_hold(tmp_path: Path) -> None:
    events = two_authors(tmp_path)
    arrived = arriving(events, 0, under_another_signature(events[0], events[1]))
    with pytest.raises(JournalDamaged):
        desk(tmp_path / "other", WANG).import_events(arrived)


def test_an_event_twice_is_one_if_both_are_signed_and_damage_if_one_is_not(tmp_path: Path) -> None:
    events = two_authors(tmp_path)
    last = events[-1]
    twice = last.envelope + b"\n" + last.envelope
    assert arriving(events, EVENTS - 1, twice) == events
    for other in (0, 1):
        both = [last.envelope, under_another_signature(last, events[0])]
        with pytest.raises(JournalDamaged):
            arriving(events, EVENTS - 1, b"\n".join([both[other], both[1 - other]]))
