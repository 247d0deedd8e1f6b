"""Many events proven by few signatures: an author's last one vouches for all that author did.

An event is signed together with the id of the same author's event before it, and an id is the
digest of all an event says. Whose last event is signed has therefore signed every one before it:
not a character of them can be another, none can be missing, none can have been put in. What is left
unlooked at are the earlier signatures themselves, from which nothing is taken.
"""

from collections.abc import Mapping, Sequence

from inspector.errors import InspectorError
from inspector.findings.bodies import FINDING_KINDS
from inspector.findings.chain import KIND, check_chains, open_event
from inspector.findings.events import Event, EventInvalid
from inspector.findings.lifecycle import act_of, may_act
from inspector.trust import Card, signed_once


def vouched(
    envelopes: Sequence[bytes], case_id: str, cards: Mapping[str, Card]
) -> list[Event] | None:
    """The events in `envelopes`, if the last of each author on the roster vouches for the others.

    None at the least doubt; reading them one by one then tells which is not what it must be.
    """
    try:
        events = [_claimed(one, case_id, cards) for one in envelopes]
        chains = check_chains(events)
        for chain in chains.values():
            open_event(chain[-1].envelope, case_id, cards)
    except (InspectorError, EventInvalid, ValueError):
        return None
    # Two envelopes of one event: only one of them would have been looked at.
    return events if sum(map(len, chains.values())) == len(envelopes) else None


def _claimed(envelope: bytes, case_id: str, cards: Mapping[str, Card]) -> Event:
    """What the envelope claims, checked but for its signature."""
    payload, key_id = signed_once(envelope, KIND)
    event = Event.read(payload, envelope)
    card = cards.get(key_id)
    if card is None or event.author != key_id or event.case != case_id:
        raise EventInvalid("author or case")
    if event.kind in FINDING_KINDS:
        may_act(card, act_of(event.kind, event.body))
    return event
