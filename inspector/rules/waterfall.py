"""Money that is not counted twice: fee lines several rules point at, each counted once.

Pure; the total does not depend on the order of the lines and never exceeds what the lines cost.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

ZERO = Decimal("0.00")


class Line(NamedTuple):
    """What one finding of one rule claims of one fee line; `cap` is its net amount, in 元."""

    rule_id: str
    finding: str
    bkkp_sn: str
    amount: Decimal
    cap: Decimal


@dataclass(frozen=True)
class Step:
    """One rule: `gross` is all it claims, `counted` what it adds to the rules before it."""

    rule_id: str
    gross: Decimal
    counted: Decimal


@dataclass(frozen=True)
class Waterfall:
    """Steps by rule id; `total` is the sum of what they count."""

    steps: tuple[Step, ...]
    total: Decimal


def waterfall(lines: Iterable[Line]) -> Waterfall:
    """Count each fee line once, at its largest claimed amount and never above its cap.

    Rules are taken in the order of their ids: a rule counts what it claims beyond those before.
    A line whose claims disagree about the cap is held to the smallest.
    """
    claims = [line for line, _ in groupby(sorted(lines))]
    caps: dict[str, Decimal] = {}
    for line in claims:
        caps[line.bkkp_sn] = min(line.cap, caps.get(line.bkkp_sn, line.cap))
    gross: dict[str, Decimal] = defaultdict(lambda: ZERO)
    counted: dict[str, Decimal] = defaultdict(lambda: ZERO)
    reached: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for line in claims:
        level = max(reached[line.bkkp_sn], min(line.amount, caps[line.bkkp_sn]))
        gross[line.rule_id] += line.amount
        counted[line.rule_id] += level - reached[line.bkkp_sn]
        reached[line.bkkp_sn] = level
    steps = tuple(Step(rule_id, gross[rule_id], counted[rule_id]) for rule_id in sorted(gross))
    return Waterfall(steps, sum((step.counted for step in steps), ZERO))
