"""What the hospital wrote, row by row, as proposed events; what cannot be taken, cell by cell.

Nothing is written to the journal here. The team's amount stays beside the hospital's for ever.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from inspector.findings import AFTER, Finding
from inspector.findings import act_of as act_on
from inspector.replies.columns import answer_of
from inspector.replies.read import Row

_NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class Proposal:
    """What one row would add to its finding; money in 元."""

    finding: str
    answer: str
    amount: Decimal
    reason: str
    proof: str
    place: str

    def body(self, source: str) -> dict[str, Any]:
        """The body of the event reply-received; `source` names the workbook."""
        return {
            "answer": self.answer,
            "amount": str(self.amount),
            "reason": self.reason,
            "proof": self.proof,
            "source": f"{source} {self.place}",
            "note": self.reason,
        }


@dataclass(frozen=True)
class ReplyProblem:
    """One cell that cannot be taken as it stands; `stops` tells whether its row is left out.

    `kind` is a key under `replies.problem`.
    """

    place: str
    finding: str
    kind: str
    stops: bool = True


@dataclass(frozen=True)
class Replies:
    """A workbook read: what it proposes, its problems, and which findings it does not answer."""

    proposals: tuple[Proposal, ...]
    problems: tuple[ReplyProblem, ...]
    repeated: tuple[str, ...]
    """Findings whose last reply says the same already; nothing is proposed for them."""
    unanswered: tuple[str, ...]


def asked_amount(finding: Finding) -> Decimal:
    """What the hospital was asked about: what was confirmed, or, before that, what is suspected."""
    return finding.amount_confirmed if finding.stands else finding.amount


def propose(rows: Sequence[Row], findings: Mapping[str, Finding]) -> Replies:
    """The events that `rows` of a 问题确认书 propose for `findings`, in the order of the rows."""
    proposals: list[Proposal] = []
    problems: list[ReplyProblem] = []
    places: dict[str, int] = {}
    for row in rows:
        places[row.get("finding")] = places.get(row.get("finding"), 0) + 1
    for row in rows:
        faults = list(_faults(row, findings, places))
        problems += faults
        if row.get("answer") and not any(one.stops for one in faults):
            proposals.append(_proposal(row, findings[row.get("finding")]))
    fresh = [one for one in proposals if not _said(one, findings[one.finding])]
    told = {one.finding for one in proposals}
    return Replies(
        proposals=tuple(fresh),
        problems=tuple(problems),
        repeated=tuple(sorted(told - {one.finding for one in fresh})),
        unanswered=tuple(
            name
            for name, one in sorted(findings.items())
            if one.state == "presented" and name not in told and not one.replies
        ),
    )


def _said(one: Proposal, finding: Finding) -> bool:
    if not finding.replies:
        return False
    last = finding.replies[-1]
    before = (last.answer, last.amount, last.reason, last.proof)
    return before == (one.answer, one.amount, one.reason, one.proof)


def _faults(
    row: Row, findings: Mapping[str, Finding], places: Mapping[str, int]
) -> Iterator[ReplyProblem]:
    name = row.get("finding")
    wrote = any(row.get(column) for column in ("answer", "admitted", "reason", "proof"))
    if name not in findings:
        if wrote:
            kind = "finding-unknown" if name else "finding-missing"
            yield ReplyProblem(row.place("finding"), name, kind)
        return
    if places[name] > 1:
        yield ReplyProblem(row.place("finding"), name, "twice")
        return
    if not wrote:
        return
    yield from _answer_faults(row, findings[name])


def _answer_faults(row: Row, finding: Finding) -> Iterator[ReplyProblem]:
    def fault(column: str, kind: str, stops: bool = True) -> ReplyProblem:
        return ReplyProblem(row.place(column), finding.id, kind, stops)

    asked = asked_amount(finding)
    if row.get("amount") and yuan(row.get("amount")) != asked:
        yield fault("amount", "amount-changed")
    answer = answer_of(row.get("answer"))
    if answer is None:
        yield fault("answer", "answer-unread" if row.get("answer") else "answer-missing")
        return
    if act_on("reply-received", {"answer": answer}) not in AFTER[finding.state]:
        yield fault("finding", "state")
    told = row.get("admitted")
    amount = yuan(told)
    if told and (amount is None or amount < 0):
        yield fault("admitted", "admitted-unread")
    elif amount is not None and not _fits(answer, amount, asked):
        yield fault("admitted", f"admitted-{answer}")
    elif amount is None and answer == "partly":
        yield fault("admitted", "admitted-missing")
    if answer != "agree" and not row.get("reason"):
        yield fault("reason", "reason-missing", stops=False)


def _fits(answer: str, amount: Decimal, asked: Decimal) -> bool:
    if answer == "partly":
        return _NOTHING < amount < asked
    return amount == (asked if answer == "agree" else _NOTHING)


def _proposal(row: Row, finding: Finding) -> Proposal:
    answer = answer_of(row.get("answer"))
    assert answer is not None
    whole = {"agree": asked_amount(finding), "disagree": _NOTHING}
    amount = whole.get(answer, yuan(row.get("admitted")) or _NOTHING)
    return Proposal(
        finding.id, answer, amount, row.get("reason"), row.get("proof"), row.place("answer")
    )


def yuan(text: str) -> Decimal | None:
    """元 as a person writes it, `1,234.5元`; None if it is no amount of at most two decimals."""
    from unicodedata import normalize

    told = normalize("NFKC", text).replace(",", "").removesuffix("元").strip("¥￥ ")
    try:
        amount = Decimal(told)
    except InvalidOperation:
        return None
    if not amount.is_finite() or abs(amount) > Decimal(10) ** 12 or amount != round(amount, 2):
        return None
    return amount.quantize(Decimal("0.01"))
