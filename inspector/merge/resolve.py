"""A supervisor settles a conflict: a signed event that saw every side.

It is an event like the others and folds like them; who gathers again with it sees it settled.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Literal

from inspector.errors import FindingUnknown
from inspector.findings import (
    FIRST,
    SETTLING,
    Event,
    check_chains,
    check_move,
    check_verdict,
    latest,
    open_event,
    sign_event,
)
from inspector.merge.inspected import Inspected
from inspector.trust import Card, Identity, allow

Verdict = Literal["confirmed", "partly", "unfounded", "rejected"]
"""How a conflict may end."""


def resolve(
    inspected: Inspected,
    finding: str,
    supervisor: Identity,
    *,
    verdict: Verdict,
    at: datetime,
    amount: Decimal = Decimal("0.00"),
    reason: str = "",
    note: str = "",
    basis: str = "",
) -> Event:
    """The event that settles the conflict about `finding`, to be given to `gather`.

    Raises:
        FindingUnknown, RoleForbidden, MoveForbidden, ReasonUnknown, NoteMissing, AmountOver
    """
    if finding not in inspected.findings:
        raise FindingUnknown(finding=finding)
    found = inspected.findings[finding]
    check_move(found, SETTLING[verdict], supervisor.card)
    case = found.history[0].case
    before = [e for e in inspected.events if e.author == supervisor.card.key_id and e.case == case]
    event = Event(
        case=case,
        author=supervisor.card.key_id,
        lamport=1 + max(event.lamport for event in inspected.events),
        seen=latest(found.history),
        finding=finding,
        kind="conflict-resolved",
        at=at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        body={
            "verdict": verdict,
            "amount": str(amount),
            "basis": basis,
            "reason": reason,
            "note": note,
        },
        prev=before[-1].id if before else FIRST,
    )
    check_verdict(found, event)
    return sign_event(event, supervisor)


def check_resolutions(events: Sequence[Event], supervisors: Sequence[Card]) -> list[Event]:
    """The resolutions, each verified: signed by one of `supervisors`, who may resolve.

    Raises:
        JournalDamaged, SignerUnknown, RoleForbidden
    """
    known = {card.key_id: card for card in supervisors}
    opened = [
        open_event(event.envelope, event.case, known, event.author, place)
        for place, event in enumerate(events)
    ]
    for event in opened:
        allow(known[event.author], "resolve")
    for case in sorted({event.case for event in opened}):
        check_chains(event for event in opened if event.case == case)
    return opened
