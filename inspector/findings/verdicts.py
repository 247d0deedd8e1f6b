"""Whether a verdict says enough and not too much.

A rejection names a reason of the list; no more is confirmed than the finding's fee lines cost.
"""

from decimal import Decimal

from inspector.errors import AmountOver, NoteMissing, ReasonUnknown
from inspector.findings.events import Event
from inspector.findings.exclusions import EXCLUSIONS
from inspector.findings.finding import NOTHING, Finding, lines_of, money


def check_verdict(finding: Finding, event: Event) -> None:
    """Refuse a decision nobody could defend later.

    Raises:
        ReasonUnknown: a rejection without a reason of the list.
        NoteMissing: the reason wants a note and has none.
        AmountOver: more 元 than the fee lines of the finding cost.
    """
    body = event.body
    if body.get("verdict") == "rejected":
        _check_reason(finding, body["reason"], body["note"])
    if body.get("verdict") == "confirmed" or event.kind == "amended":
        _check_amount(finding, event)


def _check_reason(finding: Finding, reason: str, note: str) -> None:
    if reason not in EXCLUSIONS:
        raise ReasonUnknown(reason=reason, known=", ".join(EXCLUSIONS))
    if EXCLUSIONS[reason].needs_note and not note.strip():
        raise NoteMissing(finding=finding.id, reason=EXCLUSIONS[reason].title())


def _check_amount(finding: Finding, event: Event) -> None:
    """A finding without fee lines, such as one about papers that are missing, has no limit."""
    lines = lines_of(event.body) if "lines" in event.body else finding.lines
    limit: Decimal = sum({line.bkkp_sn: line.cap for line in lines}.values(), NOTHING)
    amount = money(event.body["amount"])
    if lines and amount > limit:
        raise AmountOver(finding=finding.id, amount=str(amount), limit=str(limit))
