"""How many units to draw for a wanted precision: attribute, variable, stratified, discovery.

Sizes are whole units; levels of confidence are percent. Source: RAT-STATS Companion Manual
(rev. 5/2010), chapter 4; AICPA Audit Guide: Audit Sampling (2017), appendix A.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from inspector.errors import SampleUnfit
from inspector.statistics.limits import hypergeometric_limits

_MOST = 100_000
_LOOK_BACK = 25
"""Sizes before the one a bisection found: the rounding of what is found moves it that far."""


@dataclass(frozen=True)
class Stratum:
    """A stratum as a probe showed it: units, mean and standard deviation in 元, its share."""

    units: int
    mean: Decimal
    deviation: Decimal
    share: Decimal
    """Of the whole sample that is drawn here, 0 to 1."""


def normal(level: int) -> Decimal:
    """The two-sided quantile of the normal distribution: 1.96 at 95."""
    from scipy.stats import norm

    return Decimal(repr(float(norm.ppf(0.5 + level / 200))))


def variable_size(
    units: int, mean: Decimal, deviation: Decimal, precision: Decimal, level: int
) -> int:
    """Units to draw so that the total is met within `precision` (0.05 is 5 %) of itself.

    `mean` and `deviation` are those of a probe, or of the errors expected (`expected_errors`).
    """
    endless = (normal(level) * deviation / (precision * mean)) ** 2
    return _rounded(endless / (1 + endless / units))


def expected_errors(rate: Decimal, mean: Decimal, deviation: Decimal) -> tuple[Decimal, Decimal]:
    """Mean and standard deviation of the errors where a share `rate` of amounts is all wrong."""
    error = rate * mean
    return error, (rate * (deviation**2 + mean**2) - error**2).sqrt()


def stratified_size(
    strata: Sequence[Stratum], precision: Decimal, level: int
) -> tuple[tuple[int, ...], int]:
    """Units to draw in each stratum, rounded up, and in all, for shares that are given."""
    total = sum((part.units * part.mean for part in strata), Decimal(0))
    by_share = sum(((part.units * part.deviation) ** 2 / part.share for part in strata), Decimal(0))
    within = sum((part.units * part.deviation**2 for part in strata), Decimal(0))
    squared = normal(level) ** 2
    whole = squared * by_share / ((precision * total) ** 2 + squared * within)
    each = tuple(int((whole * part.share).to_integral_value(ROUND_CEILING)) for part in strata)
    return each, sum(each)


def stratified_precision(
    strata: Sequence[Stratum], drawn: Sequence[int], level: int
) -> tuple[Decimal, Decimal]:
    """The precision that samples of the sizes `drawn` reach: as a share of the total, and in 元."""
    variance = sum(
        (
            (part.units * part.deviation) ** 2 / size * (1 - Decimal(size) / part.units)
            for part, size in zip(strata, drawn, strict=True)
        ),
        Decimal(0),
    )
    total = sum((part.units * part.mean for part in strata), Decimal(0))
    amount = normal(level) * variance.sqrt()
    return amount / total, amount


def attribute_size(units: int, rate: Decimal, width: Decimal, level: int) -> int:
    """Units to draw so that the exact interval of a rate is about as wide as `width` (0.06: 6 %).

    The last size before the interval, in units of the frame, first comes out narrower than asked.
    Of the eight sizes RAT-STATS prints, seven come out; for a rate of half at 90 % it prints 725,
    and this gives 727. All of 724 to 727 have an interval of exactly the width asked. No rule that
    looks at the interval alone gives both 725 and the 466 printed for 80 %: sizes 464 and 466
    there, 724 and 726 here have one and the same interval, 4,700 to 5,300 units.
    """
    asked = int(units * width)

    def narrower(size: int) -> bool:
        found = int((rate * size).to_integral_value(ROUND_HALF_UP))
        lower, upper = hypergeometric_limits(units, size, found, level)
        return upper - lower < asked

    # The width falls with the size but for the rounding of what is found.
    low, high = 1, units
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if narrower(middle) else (middle + 1, high)
    for size in range(max(1, low - _LOOK_BACK), units):
        if narrower(size):
            return max(1, size - 1)
    return units


def discovery_size(units: int, rate: Decimal, level: int) -> int:
    """Units to draw to see at least one of a defect that a share `rate` of the frame has."""
    from scipy.stats import hypergeom

    having = max(1, int((units * rate).to_integral_value(ROUND_CEILING)))
    risk = 1 - level / 100
    low, high = 1, units
    while low < high:
        middle = (low + high) // 2
        if float(hypergeom.pmf(0, units, having, middle)) <= risk:
            high = middle
        else:
            low = middle + 1
    return low


def controls_size(expected: Decimal, tolerable: Decimal, risk: Decimal) -> int:
    """Units to test so that `expected` deviations found still speak for a rate below `tolerable`.

    The smallest n for which so many deviations, rounded up, or fewer come up with at most `risk`
    where the rate is `tolerable`.

    Raises:
        SampleUnfit: the expected rate is not below the tolerable one, or no size reaches it.
    """
    from scipy.stats import binom

    if expected >= tolerable:
        raise SampleUnfit(problem="few", have=0, least=_MOST)
    size = 1
    while size <= _MOST:
        found = int((expected * size).to_integral_value(ROUND_CEILING))
        if float(binom.cdf(found, size, float(tolerable))) <= float(risk):
            return size
        size += 1
    raise SampleUnfit(problem="few", have=_MOST, least=_MOST)


def _rounded(size: Decimal) -> int:
    return int(size.to_integral_value(ROUND_HALF_UP))
