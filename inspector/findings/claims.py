"""The money of a confirmed finding laid on its fee lines, for whoever counts lines once.

What is laid on a line is never above its cap; claims add up to the confirmed amount.
"""

from decimal import Decimal

from inspector.findings.finding import NOTHING, Finding, FindingLine
from inspector.rules import Line


def laid(finding: Finding, amount: Decimal | None = None) -> list[tuple[FindingLine, Decimal]]:
    """Its fee lines, each with the part of `amount` that lies on it, in 元; else of the confirmed.

    The latest lines are filled first, as the rules do it: up to what each is suspected of, then,
    if more was confirmed, up to their caps.
    """
    order = sorted(
        range(len(finding.lines)),
        key=lambda at: (finding.lines[at].occurred_on, finding.lines[at].bkkp_sn),
        reverse=True,
    )
    left = finding.amount_confirmed if amount is None else amount
    on = dict.fromkeys(order, NOTHING)
    suspected = [min(line.amount, line.cap) for line in finding.lines]
    for ceilings in (suspected, [line.cap for line in finding.lines]):
        for at in order:
            more = min(left, ceilings[at] - on[at])
            on[at] += more
            left -= more
    return [(line, on[at]) for at, line in enumerate(finding.lines)]


def claims(finding: Finding) -> list[Line]:
    """What a confirmed finding claims of each fee line, as the waterfall takes it; else nothing.

    Money that lies on no fee line, as of a finding about papers that are missing, is claimed
    under the finding's own name.
    """
    if not finding.stands:
        return []
    lines = [
        Line(finding.rule_id, finding.id, line.bkkp_sn, amount, line.cap)
        for line, amount in laid(finding)
    ]
    rest = finding.amount_confirmed - sum((line.amount for line in lines), NOTHING)
    if rest:
        lines.append(Line(finding.rule_id, finding.id, f"finding {finding.id}", rest, rest))
    return lines
