"""How events leave a case and enter another copy of it: lines of signed envelopes.

The bytes depend on the set of events only; what arrives is verified as strictly as what is read.
"""

from collections.abc import Iterable, Sequence

import msgspec

from inspector.findings.chain import KIND, check_chains, damaged, open_event, roster
from inspector.findings.events import Event, in_order
from inspector.findings.vouched import vouched
from inspector.trust import Card, signed_once, unverified_payload


def pack_events(events: Iterable[Event]) -> bytes:
    """The signed envelopes of `events`, one a line, each once, in the order of events."""
    unique = {event.id: event for event in events}
    ordered = sorted(unique.values(), key=in_order)
    assert all(event.envelope for event in ordered), "an event that nobody signed cannot travel"
    return b"".join(event.envelope + b"\n" for event in ordered)


def unpack_events(data: bytes, cards: Sequence[Card], case_id: str) -> list[Event]:
    """The events in `data`, in order, each once, verified against the roster `cards`.

    Raises:
        SignerUnknown, RoleForbidden: an author is not on the roster, or may not do the act.
        JournalDamaged: an event was changed or belongs to another case, or the events of an author
            are no unbroken chain.
    """
    known = roster(cards)
    lines = data.split(b"\n")
    if lines.pop():
        raise damaged("?", len(lines), "event")
    events = vouched(lines, case_id, known)
    if events is None:
        events = [open_event(line, case_id, known, "?", place) for place, line in enumerate(lines)]
        check_chains(events)
    return sorted({event.id: event for event in events}.values(), key=in_order)


def kept_events(envelopes: Iterable[bytes]) -> list[Event]:
    """The events in envelopes that were verified before they were sealed away by whoever reads."""
    return [Event.again(msgspec.json.decode(_payload(one)), one) for one in envelopes]


def _payload(envelope: bytes) -> bytes:
    try:
        return signed_once(envelope, KIND)[0]
    except ValueError:
        return unverified_payload(envelope)
