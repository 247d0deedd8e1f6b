"""Whether an event says enough and not too much.

Clearing names a reason of the list; no more is confirmed than the finding's fee lines cost; whoever
chooses an article, refers, notes a refusal or money returned says what others will ask for.
"""

from decimal import Decimal

from inspector.errors import AmountOver, NoteMissing, ReasonUnknown, WordsMissing
from inspector.findings.events import Event
from inspector.findings.exclusions import EXCLUSIONS
from inspector.findings.finding import CLEARED, NOTHING, UPHELD, Finding, lines_of, money
from inspector.findings.lifecycle import act_of
from inspector.i18n import say

_WORDS: dict[str, str] = {
    "refuse": "note",
    "refer-police": "note",
    "refer-health": "note",
    "recover": "voucher",
    "choose": "why",
    "judge": "note",
}
"""Act → the field of its body that must not be empty."""


def check_verdict(finding: Finding, event: Event) -> None:
    """Refuse an act nobody could defend later.

    Raises:
        ReasonUnknown: cleared without a reason of the list.
        NoteMissing: the reason wants a note and has none.
        WordsMissing: the act wants its words and has none.
        AmountOver: more 元 than the fee lines of the finding cost.
    """
    body = event.body
    act = act_of(event.kind, body)
    if body.get("verdict") in CLEARED:
        _check_reason(finding, body["reason"], body["note"])
    if body.get("verdict") in UPHELD or event.kind == "amended":
        _check_amount(finding, event)
    if act in _WORDS and not body[_WORDS[act]].strip():
        told = say(f"findings.act.{act}"), say(f"findings.words.{_WORDS[act]}")
        raise WordsMissing(finding=finding.id, act=told[0], wanted=told[1])


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
