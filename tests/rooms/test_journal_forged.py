"""A journal somebody changed, moved or wrote into is damage, never read."""

from pathlib import Path
from typing import Any

import pytest

from inspector.errors import JournalDamaged, RoleForbidden, SignerUnknown
from inspector.findings import sign_event
from inspector.findings.frames import MAGIC, frame, unframe
from inspector.i18n import say
from inspector.trust import Identity, Vault, canonical, envelope
from tests.rooms.journal_made_up import (
    EXPERT,
    KEY,
    LI,
    OPENED,
    STRANGER,
    WANG,
    YES,
    desk,
    log_of,
    made,
    three,
)


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


@pytest.mark.parametrize("who", [LI, WANG], ids=["one's own", "a colleague's"])
def test_a_clock_that_stands_still_after_an_event_it_knew_is_damage_even_signed(
    tmp_path: Path, who: Identity
) -> None:
    opened = desk(tmp_path).append("opened", "F1", OPENED)
    own = who is LI
    known: dict[str, Any] = {"prev": opened.id} if own else {"seen": (opened.id,)}
    drafts = (
        made(author=who.card.key_id, kind="verdict", body={**YES, "note": str(at)}, **known)
        for at in range(99)
    )
    # Of two with one clock the lower id comes first: take one that keeps its place in the chain.
    event = next(one for one in drafts if one.id > opened.id)
    sealed = Vault(KEY).seal(
        sign_event(event, who).envelope, canonical(["C-1", who.card.key_id, int(own)])
    )
    path = log_of(tmp_path, who)
    path.write_bytes((path.read_bytes() if own else MAGIC) + frame(sealed))
    with pytest.raises(JournalDamaged) as caught:
        desk(tmp_path)
    assert caught.value.facts["problem"] == say("findings.journal.clock")


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
