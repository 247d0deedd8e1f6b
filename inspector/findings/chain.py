"""Whether events are what their authors signed, and each author's events one unbroken chain.

Nothing unverified is folded: an event is taken only with its signature, from a member of the
roster whose role allows the act, in its place behind the same author's event before it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from inspector.errors import JournalDamaged, SignatureInvalid
from inspector.findings.bodies import FINDING_KINDS
from inspector.findings.events import FIRST, Event, EventInvalid, in_order
from inspector.findings.lifecycle import act_of, may_act
from inspector.i18n import say
from inspector.trust import Card, open_envelope

KIND = "event"
"""The payload type of an event's envelope."""


def damaged(author: str, position: int, problem: str) -> JournalDamaged:
    """The error for `problem`, a key under `findings.journal`; the author is named shortly."""
    told = say(f"findings.journal.{problem}")
    return JournalDamaged(author=short(author), position=position, problem=told)


def short(author: str) -> str:
    """The beginning of an author's key id, which names the journal file."""
    return author.removeprefix("sha256:")[:16]


def roster(cards: Iterable[Card]) -> dict[str, Card]:
    """Cards by key id."""
    return {card.key_id: card for card in cards}


def open_event(
    envelope: bytes, case_id: str, cards: Mapping[str, Card], author: str = "?", position: int = 0
) -> Event:
    """The event in `envelope`, signed by its author, who is on the roster and may do the act.

    Raises:
        SignerUnknown: the author is not on the roster.
        RoleForbidden: the author's role does not allow the act.
        JournalDamaged: the signature, the id, the case or a field is not what it must be.
    """
    try:
        payload, signers = open_envelope(envelope, KIND, cards.get, f"{short(author)}.log")
        event = Event.read(payload, envelope)
    except SignatureInvalid as error:
        raise damaged(author, position, "signature") from error
    except EventInvalid as error:
        raise damaged(author, position, "event") from error
    if [card.key_id for card in signers] != [event.author]:
        raise damaged(author, position, "author")
    if event.case != case_id:
        raise damaged(author, position, "case")
    if event.kind in FINDING_KINDS:
        may_act(cards[event.author], act_of(event.kind, event.body))
    return event


def check_chains(events: Iterable[Event]) -> dict[str, list[Event]]:
    """The events of each author as one chain from the first on, by author; each event once.

    Raises:
        JournalDamaged: an author's event is missing, two follow the same one, or a clock ran back.
    """
    unique = {event.id: event for event in events}
    by_author: dict[str, list[Event]] = defaultdict(list)
    for event in sorted(unique.values(), key=in_order):
        by_author[event.author].append(event)
    for author, chain in by_author.items():
        _check_chain(author, chain)
    _check_clocks(unique)
    return dict(by_author)


def _check_chain(author: str, chain: Sequence[Event]) -> None:
    before = FIRST
    clock = 0
    for position, event in enumerate(chain):
        if event.prev != before:
            forked = any(event.prev == other.prev for other in chain[:position])
            raise damaged(author, position, "forked" if forked else "gap")
        if event.lamport <= clock:
            raise damaged(author, position, "clock")
        before, clock = event.id, event.lamport


def _check_clocks(events: Mapping[str, Event]) -> None:
    """An event's clock is above that of all it says it saw and that has arrived."""
    for event in events.values():
        known = [events[seen].lamport for seen in event.seen if seen in events]
        if known and max(known) >= event.lamport:
            raise damaged(event.author, event.lamport, "clock")
