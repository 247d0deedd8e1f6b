"""What the events of one finding add up to; never stored, always folded."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any, Self

from inspector.findings.events import Event

CENT = Decimal("0.01")
NOTHING = Decimal("0.00")
UPHELD = ("confirmed", "partly")
"""The rulings whose money counts: 属实, 部分属实."""
CLEARED = ("unfounded", "rejected")
"""The rulings that end a suspicion: 不属实, 排除."""


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
        amounts = told["amount"], told["cap"], told.get("net_amt", told["cap"])
        texts: list[Any] = [told.get(name, "") for name in _TEXTS]
        return cls(*texts, *map(money, amounts))


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
class Reply:
    """What the hospital said of a finding, and what the team made of it; it is never replaced.

    `answer` is agree, partly, disagree or an older release's free text; `amount` what the hospital
    owns up to, in 元; `source` the workbook and row it came in; `judged` accepted, partly, refused,
    or empty while nobody has judged it.
    """

    event: str
    at: str
    author: str
    answer: str
    amount: Decimal | None
    reason: str
    proof: str
    source: str
    note: str
    judged: str = ""
    judged_note: str = ""


@dataclass(frozen=True)
class Origin:
    """What a finding was made of, as recorded when it was opened; `scope` is its 口径 card."""

    pack_digest: str = ""
    knowledge: Mapping[str, str] = field(default_factory=dict)
    params: Mapping[str, str] = field(default_factory=dict)
    scope: Mapping[str, Any] = field(default_factory=dict)
    settlements: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By settlement, what the fund paid (`fund`) of the whole (`total`), 元 as text."""
    evidence: tuple[Mapping[str, str], ...] = ()
    """Traces that are no fee line: sessions, trace codes, staff."""


@dataclass(frozen=True)
class Finding:
    """One finding as it stands; money in 元.

    `amount_billed` is what was billed for its lines, `amount` what is suspected of it, and
    `amount_confirmed` what was confirmed: 0 unless it `stands`. `conflict` holds the sides when
    `state` is "conflicted", and is empty otherwise.
    """

    id: str
    rule_id: str
    rule_digest: str
    title: Mapping[str, str]
    verdict_kind: str
    basis: tuple[str, ...]
    """The article chosen, else those the rule offers."""
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
    ruled: str = ""
    """The ruling that holds though the state has gone on from it; else the state itself says."""
    articles: tuple[str, ...] = ()
    """The candidates the rule offers."""
    article: str = ""
    why: str = ""
    """The article a person chose, and why (条例 Art. 38 or 40: intent is not in the data)."""
    doctor: str = ""
    therapist: str = ""
    severity: str = ""
    data_quality: bool = False
    """A fault of the data, not of anybody's conduct."""
    replies: tuple[Reply, ...] = ()
    recovered: Decimal | None = None
    voucher: str = ""
    origin: Origin = Origin()

    @property
    def standing(self) -> str:
        """The ruling in force, or the state while there is none."""
        return self.ruled or self.state

    @property
    def stands(self) -> bool:
        """Whether it was ruled 属实 or 部分属实, so that its money counts."""
        return self.standing in UPHELD

    @property
    def undecided(self) -> bool:
        """Whether its money is still open: neither upheld nor cleared nor taken back."""
        return self.standing not in (*UPHELD, *CLEARED, "withdrawn")

    @property
    def amount_allowed(self) -> Decimal:
        """What was billed for its lines and is not in question."""
        return max(self.amount_billed - self.amount, NOTHING)


@lru_cache(maxsize=1 << 12)
def money(told: str) -> Decimal:
    """An amount of an event, in 元 with two decimals."""
    return Decimal(told).quantize(CENT)


def lines_of(body: Mapping[str, Any]) -> tuple[FindingLine, ...]:
    """The fee lines an opened or amended event names, in its order."""
    return tuple(FindingLine.from_body(line) for line in body.get("lines", ()))
