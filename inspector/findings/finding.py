"""What the events of one finding add up to; never stored, always folded."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from inspector.findings.events import Event

CENT = Decimal("0.01")
NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class FindingLine:
    """One fee line a finding points at; money in 元.

    `amount` is the part of it in question, `cap` the most that may ever be counted of it, and
    `net_amt` what was billed for it after refunds.
    """

    bkkp_sn: str
    setl_id: str
    mdtrt_id: str
    psn_no: str
    med_list_codg: str
    name: str
    dept: str
    doctor: str
    occurred_on: str
    amount: Decimal
    cap: Decimal
    net_amt: Decimal

    @classmethod
    def from_body(cls, told: Mapping[str, str]) -> Self:
        """The line as an event tells it; without `net_amt`, what was billed is the cap."""
        texts = {name: told.get(name, "") for name in _TEXTS}
        return cls(
            **texts,
            amount=money(told["amount"]),
            cap=money(told["cap"]),
            net_amt=money(told.get("net_amt", told["cap"])),
        )


_TEXTS = (
    "bkkp_sn",
    "setl_id",
    "mdtrt_id",
    "psn_no",
    "med_list_codg",
    "name",
    "dept",
    "doctor",
    "occurred_on",
)


@dataclass(frozen=True)
class Side:
    """One side of a conflict: what somebody decided, not having seen the other side."""

    event: str
    author: str
    at: str
    state: str
    amount: Decimal
    reason: str
    note: str


@dataclass(frozen=True)
class Finding:
    """One finding as it stands; money in 元.

    `amount_billed` is what was billed for its lines, `amount` what is suspected of it, and
    `amount_confirmed` what was confirmed: 0 unless `state` is "confirmed". `conflict` holds the
    sides when `state` is "conflicted", and is empty otherwise.
    """

    id: str
    rule_id: str
    rule_digest: str
    title: Mapping[str, str]
    verdict_kind: str
    basis: tuple[str, ...]
    state: str
    amount_billed: Decimal
    amount: Decimal
    amount_confirmed: Decimal
    lines: tuple[FindingLine, ...]
    department: str
    reason: str
    note: str
    snapshots: tuple[str, ...]
    evidence: tuple[str, ...]
    history: tuple[Event, ...]
    conflict: tuple[Side, ...]
    notes: tuple[str, ...] = ()
    """What was noted about it beside the verdicts, in order."""


def money(told: str) -> Decimal:
    """An amount of an event, in 元 with two decimals."""
    return Decimal(told).quantize(CENT)


def lines_of(body: Mapping[str, Any]) -> tuple[FindingLine, ...]:
    """The fee lines an opened or amended event names, in its order."""
    return tuple(FindingLine.from_body(line) for line in body.get("lines", ()))
