"""Samples in which every 元 has the same chance: sizes, the systematic draw, the Stringer bound.

Amounts are Decimal 元, netted of reversals before they come here. A unit of at least one interval
is always drawn and is known, not estimated.

Source: AICPA Audit Guide: Audit Sampling (2017), chapter 6 and appendix C; Stringer, Proceedings of
the American Statistical Association (1963); Fienberg, Neter and Leitch, JASA 72 (1977) 295–302.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from inspector.errors import FrameInvalid, SampleUnfit

_NONE, _CENT = Decimal(0), Decimal("0.01")
_MOST = 100_000


@dataclass(frozen=True)
class Systematic:
    """A systematic draw: every `interval` 元, counted from `start`, hits one unit."""

    interval: Decimal
    start: Decimal
    drawn: tuple[str, ...]
    """Keys in the order of the frame; a unit that is hit twice stands once."""
    certain: frozenset[str]
    """Those of at least one interval."""


@dataclass(frozen=True)
class Monetary:
    """What a monetary-unit sample says of the wrong 元 of its frame."""

    likely: Decimal
    upper: Decimal
    """The one-sided upper limit at `level` percent, by Stringer."""
    level: int
    known: Decimal
    """Of units that were drawn for certain: found, not projected."""


def monetary_size(tolerable: Decimal, expected: Decimal, level: int) -> int:
    """元 to hit so that `expected` found still speak for less than `tolerable` (both as shares).

    Raises:
        SampleUnfit: the expected share is not below the tolerable one.
    """
    from scipy.stats import gamma

    if not _NONE <= expected < tolerable:
        raise SampleUnfit(problem="few", have=0, least=_MOST)
    risk = 1 - level / 100

    def speaks(size: int) -> bool:
        upper = float(gamma.isf(risk, 1 + float(expected) * size))
        return upper <= float(tolerable) * size

    low, high = 1, 1
    while not speaks(high):
        low, high = high + 1, high * 2
        if high > _MOST:
            raise SampleUnfit(problem="few", have=_MOST, least=high)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if speaks(middle) else (middle + 1, high)
    return low


def interval_of(amounts: Mapping[str, Decimal], size: int) -> Decimal:
    """The 元 between two hits for `size` hits, rounded down to 分.

    Raises:
        FrameInvalid: an amount is not above 0, or there are fewer 分 than hits.
    """
    if any(amount <= 0 for amount in amounts.values()):
        raise FrameInvalid(problem="amount", size=size, units=len(amounts))
    interval = (sum(amounts.values(), _NONE) / max(size, 1)).quantize(_CENT, "ROUND_DOWN")
    if size < 1 or interval < _CENT:
        raise FrameInvalid(problem="size", size=size, units=len(amounts))
    return interval


def systematic(amounts: Mapping[str, Decimal], interval: Decimal, start: Decimal) -> Systematic:
    """The units hit by 元 number `start`, `start` + `interval`, …, counted through the frame.

    Args:
        amounts: 元 by key, above 0, in the order of the frame.
        start: above 0, at most `interval`.
    """
    assert _NONE < start <= interval
    drawn, passed, next_hit = [], _NONE, start
    for key, amount in amounts.items():
        passed += amount
        if next_hit <= passed:
            drawn.append(key)
            next_hit += ((passed - next_hit) // interval + 1) * interval
    certain = frozenset(key for key in drawn if amounts[key] >= interval)
    return Systematic(interval, start, tuple(drawn), certain)


def stringer(
    amounts: Mapping[str, Decimal], errors: Mapping[str, Decimal], interval: Decimal, level: int
) -> Monetary:
    """Project the errors found in the units drawn (`amounts` in 元) to the frame.

    An error is what was charged too much, in 元, at most the unit's amount; what was charged too
    little is not set off against it.
    """
    from scipy.stats import gamma

    risk = 1 - level / 100
    factor = [float(gamma.isf(risk, 1 + found)) for found in range(len(amounts) + 1)]
    certain = {key for key, amount in amounts.items() if amount >= interval}
    known = sum((max(errors[key], _NONE) for key in sorted(certain)), _NONE)
    taints = sorted(_taints(amounts, errors, certain), reverse=True)
    likely = sum(taints, _NONE) * interval
    bound = 0.0 if len(certain) == len(amounts) else factor[0]
    for at, taint in enumerate(taints, 1):
        bound += float(taint) * (factor[at] - factor[at - 1])
    upper = Decimal(repr(bound)) * interval
    return Monetary(known + likely, known + upper, level, known)


def _taints(
    amounts: Mapping[str, Decimal], errors: Mapping[str, Decimal], certain: set[str]
) -> Sequence[Decimal]:
    return [
        min(errors[key] / amount, Decimal(1))
        for key, amount in amounts.items()
        if key not in certain and errors[key] > 0
    ]
