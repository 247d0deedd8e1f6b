"""What a person asks for, as the event that says it: kind and body.

A draft is checked when it is appended, by role, lifecycle and words; here it only gets its shape.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from inspector.errors import ArticleUnknown
from inspector.findings.bodies import MOVES, REFERRED_TO, SETTLING, VERDICTS
from inspector.findings.finding import UPHELD, Finding
from inspector.findings.lifecycle import TABLE
from inspector.i18n import say

Drafted = tuple[str, dict[str, Any]]
BY_INTENT = (
    "《医疗保障基金使用监督管理条例》第四十条第二款："
    "以骗取医疗保障基金为目的，实施第三十八条规定行为之一"
)
"""What makes any act of Art. 38 one of Art. 40; no rule can offer it, for intent is not in data."""
ACT_TO = {
    act.leaves: name
    for name, act in TABLE.items()
    if act.leaves and name not in ("record", "amend", *SETTLING.values())
}
"""State → the act a person asks for who wants a finding there."""
TARGETS = tuple(ACT_TO)

_TO_RULE = {"suspected": "take-up", "pending": "verify", "verifying": "evidence"}
"""State → the next move on the way to a ruling."""


@dataclass(frozen=True)
class Words:
    """What goes with a move: 元 (None: as suspected), the article, a reason's code, and words."""

    amount: Decimal | None = None
    basis: str = ""
    reason: str = ""
    note: str = ""
    voucher: str = ""


def move_to(finding: Finding, state: str, told: Words) -> Drafted:
    """The event that takes `finding` to `state`, one of `TARGETS`."""
    note = {"note": told.note}
    amount = str(finding.amount if told.amount is None else told.amount)
    if state in VERDICTS:
        money = amount if state in UPHELD else "0.00"
        said = {"verdict": state, "amount": money, "basis": told.basis, "reason": told.reason}
        return "verdict", said | note
    if ACT_TO[state] in MOVES:
        return "moved", {"act": ACT_TO[state]} | note
    match state:
        case "contested":
            return "reply-received", {"answer": "disagree", "reason": told.note} | note
        case "recovered":
            left = str(finding.amount_confirmed if told.amount is None else told.amount)
            return "recovered", {"amount": left, "voucher": told.voucher} | note
        case "closed" | "withdrawn":
            return state, note
    assert state in REFERRED_TO, state
    return "referred", {"to": state} | note


def confirmed_at_once(finding: Finding, told: Words) -> list[Drafted]:
    """The ruling 属实, after the moves it implies: its fee lines were looked at and are evidence.

    A defence that waits for its review is not passed over: the ruling is then refused.
    """
    way, state = [], finding.state
    while state in _TO_RULE:
        way.append(("moved", {"act": _TO_RULE[state], "note": say("findings.implied")}))
        state = TABLE[_TO_RULE[state]].leaves
    return [*way, move_to(finding, "confirmed", told)]


def referred_to(
    authority: str, reason: str, package: str, recipients: Sequence[str], files: Sequence[str]
) -> Drafted:
    """The event that says that a package went to `authority`, one of `AUTHORITIES`.

    Args:
        package: the digest of the sealed file. recipients: the key ids it is sealed to.
        files: the names of what is in it.
    """
    return "referred", {
        "to": authority if authority in REFERRED_TO else "health",
        "authority": authority,
        "note": reason,
        "package": package,
        "recipients": list(recipients),
        "files": list(files),
    }


def chosen_article(finding: Finding, told: str) -> str:
    """The article meant: a candidate by its number from 1 on, by its words, or one of one's own.

    `R38` or `R40` is the first candidate of that article of the 条例; where none is of Art. 40, its
    second paragraph, which takes in Art. 38 done with intent.

    Raises:
        ArticleUnknown: there is no such candidate.
    """
    by_number = {str(at): text for at, text in enumerate(finding.articles, 1)}
    spoken = {"R38": "第三十八条", "R40": "第四十条"}.get(told.upper(), "")
    by_name = [text for text in finding.articles if spoken and spoken in text]
    found = by_number.get(told) or next(iter(by_name), "")
    if not found and told.upper() == "R40":
        return BY_INTENT
    if not found and (told.isdigit() or spoken):
        known = "; ".join(f"{at} {text}" for at, text in by_number.items())
        raise ArticleUnknown(finding=finding.id, article=told, known=known)
    return found or told
