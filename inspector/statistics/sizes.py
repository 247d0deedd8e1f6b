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


def together(strata: Sequence[Stratum]) -> tuple[Decimal, Decimal]:
    """Mean and standard deviation, in 元, of all strata taken as one frame."""
    units = sum(part.units for part in strata)
    mean = sum((part.units * part.mean for part in strata), Decimal(0)) / units
    squares = sum(
        (part.units * (part.deviation**2 + (part.mean - mean) ** 2) for part in strata), Decimal(0)
    )
    return mean, (squares / units).sqrt()


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
    """Units to draw so that the exact interval of a rate is as wide as `width` (0.06: 6 %).

    A search by halves, ended by the first size whose interval is exactly as wide as asked in whole
    units of the frame; if it meets none, the last size that is wider. Neighbours can be exactly as
    wide too (724 to 727 for a rate of half, 6 %, 90 %, 10,000 units), and which of them is found
    hangs on where the search begins. The manual prints eight sizes and not its search: this
    beginning is the one of those tried that gives all eight.
    """
    asked = int(units * width)

    def wider_by(size: int) -> int:
        found = int((rate * size).to_integral_value(ROUND_HALF_UP))
        lower, upper = hypergeometric_limits(units, size, found, level)
        return upper - lower - asked

    low, high = _around(units, rate, width, level)
    low = low if wider_by(low) > 0 else 1
    high = high if wider_by(high) < 0 else units
    while low <= high:
        middle = (low + high) // 2
        by = wider_by(middle)
        if not by:
            return middle
        low, high = (middle + 1, high) if by > 0 else (low, middle - 1)
    return max(1, high)


def _around(units: int, rate: Decimal, width: Decimal, level: int) -> tuple[int, int]:
    """Where the search begins: ¾ and 2½ times the size by the normal distribution."""
    endless = normal(level) ** 2 * rate * (1 - rate) / (width / 2) ** 2
    about = max(1, int(endless / (1 + endless / units)))
    return max(1, about * 3 // 4), min(units, about * 5 // 2)


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
