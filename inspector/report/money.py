"""From findings to money: which fee line counts how much, and for which rule.

The sum over `Counted.counted` is the waterfall's total; a line is never above its net amount.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from inspector.findings import Finding, FindingLine, claims, laid
from inspector.rules import Line, Waterfall, waterfall

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class Counted:
    """One fee line of one finding: `violating` is what was confirmed of it, `counted` what adds up.

    Both are 0 unless the finding is confirmed. `line` is None where an inspector confirmed more
    than the fee lines say; that surplus counts.
    """

    finding: Finding
    line: FindingLine | None
    violating: Decimal
    counted: Decimal

    @property
    def decided(self) -> bool:
        """Whether the finding stands (属实、部分属实), so that its amounts mean something."""
        return self.finding.stands


Rest = tuple[Finding, FindingLine | None, Decimal]


def counted_lines(findings: Sequence[Finding]) -> tuple[tuple[Counted, ...], Waterfall, Waterfall]:
    """The fee lines of all findings, and the money confirmed and still open.

    Open findings are counted among themselves only, rejected ones nowhere.

    Args:
        findings: ordered by rule id and finding id.

    Returns:
        Rows in the order of the findings; the confirmed money; the money of open findings.
    """
    confirmed = [finding for finding in findings if finding.stands]
    rows = [*_counted(row for finding in confirmed for row in _confirmed(finding))]
    rows += [Counted(f, line, ZERO, ZERO) for f in findings if not f.stands for line in f.lines]
    rows.sort(key=lambda row: (row.finding.rule_id, row.finding.id))
    money = waterfall(claim for finding in confirmed for claim in claims(finding))
    return tuple(rows), money, waterfall(_suspected(findings))


def counted_once(findings: Sequence[Finding]) -> Decimal:
    """What is confirmed of the findings, suspected of open ones, in 元; each fee line once."""
    confirmed = (claim for finding in findings for claim in claims(finding))
    return waterfall([*confirmed, *_suspected(findings)]).total


def _suspected(findings: Sequence[Finding]) -> Iterator[Line]:
    for finding in findings:
        if finding.undecided:
            for line in finding.lines:
                yield Line(finding.rule_id, finding.id, line.bkkp_sn, line.amount, line.cap)


def _confirmed(finding: Finding) -> Iterator[Rest]:
    rest = finding.amount_confirmed
    for line, amount in laid(finding):
        rest -= amount
        yield finding, line, amount
    if rest:
        yield finding, None, rest


def _counted(rows: Iterable[Rest]) -> Iterator[Counted]:
    """What each row adds to its fee line, in the order of the rules, as `waterfall` counts."""
    known = list(rows)
    caps: dict[str, Decimal] = {}
    for _, line, _ in known:
        if line:
            caps[line.bkkp_sn] = min(line.cap, caps.get(line.bkkp_sn, line.cap))
    reached: dict[str, Decimal] = {}
    for finding, line, amount in known:
        if line is None:
            yield Counted(finding, None, amount, amount)
            continue
        before = reached.get(line.bkkp_sn, ZERO)
        reached[line.bkkp_sn] = max(before, min(amount, caps[line.bkkp_sn]))
        yield Counted(finding, line, amount, reached[line.bkkp_sn] - before)


@dataclass(frozen=True)
class Fund:
    """The confirmed money by who paid it, in 元; `unknown` lies on no settlement with a ratio."""

    fund: Decimal
    other: Decimal
    unknown: Decimal


def fund_of(lines: Iterable[Counted]) -> Fund:
    """Of each settlement: what counts × 基金支付 ÷ 医疗费总额, rounded half up to the cent once."""
    on: dict[str, Decimal] = {}
    told: dict[str, Mapping[str, str]] = {}
    for row in lines:
        setl = row.line.setl_id if row.line else ""
        on[setl] = on.get(setl, ZERO) + row.counted
        told.update(row.finding.origin.settlements)
    fund = other = unknown = ZERO
    for setl, amount in on.items():
        share = _paid(amount, told.get(setl))
        if share is None:
            unknown += amount
        else:
            fund, other = fund + share, other + amount - share
    return Fund(fund, other, unknown)


def _paid(amount: Decimal, told: Mapping[str, str] | None) -> Decimal | None:
    paid, total = (Decimal(told[name]) if told else ZERO for name in ("fund", "total"))
    if not total or not 0 <= paid <= total:
        return None
    return (amount * paid / total).quantize(ZERO, ROUND_HALF_UP)
