"""The fund's part (基金支付) of a finding's money, settlement by settlement, and how it came about.

Of each settlement: amount × 基金支付总额 ÷ 医疗费总额, rounded half up to the cent once; the rest
of that settlement's amount is the patient's and others'. The parts always add up to the whole.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from inspector.findings.claims import laid
from inspector.findings.finding import CENT, NOTHING, Finding


@dataclass(frozen=True)
class FundPart:
    """One settlement's part; `fund` is None where the settlement does not say its ratio."""

    setl_id: str
    amount: Decimal
    paid: Decimal | None
    total: Decimal | None
    fund: Decimal | None

    @property
    def shown(self) -> str:
        """How it was computed: `100.00 × 60.00 ÷ 90.00 = 66.67`; empty if it was not."""
        if self.fund is None:
            return ""
        return f"{self.amount} × {self.paid} ÷ {self.total} = {self.fund}"


@dataclass(frozen=True)
class FundShare:
    """All parts; `fund` + `other` + `unknown` is the whole amount, in 元."""

    parts: tuple[FundPart, ...]

    @property
    def whole(self) -> Decimal:
        """The amount that was divided."""
        return sum((part.amount for part in self.parts), NOTHING)

    @property
    def fund(self) -> Decimal:
        """What the fund paid of it."""
        return sum((part.fund for part in self.parts if part.fund is not None), NOTHING)

    @property
    def unknown(self) -> Decimal:
        """What lies on no settlement that says its ratio."""
        return sum((part.amount for part in self.parts if part.fund is None), NOTHING)

    @property
    def other(self) -> Decimal:
        """What the patient and others paid of it."""
        return self.whole - self.fund - self.unknown


def fund_share(finding: Finding) -> FundShare:
    """The fund's part of what was confirmed, or, while nothing is, of what is suspected."""
    amount = finding.amount_confirmed if finding.stands else finding.amount
    on: dict[str, Decimal] = {}
    for line, part in laid(finding, amount):
        on[line.setl_id] = on.get(line.setl_id, NOTHING) + part
    # Money on no fee line lies on no settlement either.
    on[""] = on.get("", NOTHING) + amount - sum(on.values(), NOTHING)
    parts = _parts({setl: on[setl] for setl in sorted(on) if on[setl]}, finding.origin.settlements)
    return FundShare(tuple(parts))


def _parts(
    on: Mapping[str, Decimal], settlements: Mapping[str, Mapping[str, str]]
) -> Iterator[FundPart]:
    for setl_id, amount in on.items():
        told = settlements.get(setl_id)
        paid, total = (Decimal(told["fund"]), Decimal(told["total"])) if told else (None, None)
        # A settlement that was paid more than it cost, or nothing, has no ratio to go by.
        if paid is None or total is None or not 0 <= paid <= total or not total:
            yield FundPart(setl_id, amount, paid, total, None)
            continue
        fund = (amount * paid / total).quantize(CENT, ROUND_HALF_UP)
        yield FundPart(setl_id, amount, paid, total, fund)
