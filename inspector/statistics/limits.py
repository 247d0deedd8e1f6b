"""Exact limits for how many of N units have a property, from a sample that showed x of n.

No approximation: hypergeometric for a finite frame, binomial for an endless one. `level` is the
confidence in percent; limits are two-sided, with one half of the risk in each tail, but where the
sample showed none (or all) the whole risk lies on the one side that is open.

Source: Buonaccorsi, The American Statistician 41 (1987) 215–218; Clopper and Pearson,
Biometrika 26 (1934) 404–413; figures as RAT-STATS prints them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from inspector.errors import SampleUnfit


@dataclass(frozen=True)
class Attribute:
    """What a sample says of its frame: units with the property, and the limits at one level."""

    units: int
    sample: int
    found: int
    level: int
    projected: int
    """Units of the frame, at the rate of the sample, rounded to a unit."""
    standard_error: Decimal
    """Of the rate, in percent."""
    lower: int
    upper: int


def attribute(units: int, sample: int, found: int, level: int) -> Attribute:
    """Estimate how many of `units` have what `found` of `sample` had.

    Raises:
        SampleUnfit: the sample is empty, larger than the frame, or shows more than it holds.
    """
    if not 0 <= found <= sample or not 1 <= sample <= units:
        raise SampleUnfit(problem="few", have=sample, least=max(1, found))
    lower, upper = hypergeometric_limits(units, sample, found, level)
    return Attribute(
        units=units,
        sample=sample,
        found=found,
        level=level,
        projected=int(Decimal(units * found) / sample + Decimal("0.5")),
        standard_error=_standard_error(units, sample, found),
        lower=lower,
        upper=upper,
    )


def _standard_error(units: int, sample: int, found: int) -> Decimal:
    if sample == 1:
        return Decimal(0)
    rate = Decimal(found) / sample
    left_out = 1 - Decimal(sample) / units
    return 100 * (rate * (1 - rate) / (sample - 1) * left_out).sqrt()


def hypergeometric_limits(units: int, sample: int, found: int, level: int) -> tuple[int, int]:
    """The fewest and most units of the frame with the property that the sample leaves credible."""
    from scipy.stats import hypergeom

    risk = 1 - level / 100
    tail = risk if found in (0, sample) else risk / 2
    least, most = found, units - sample + found

    def too_few(having: int) -> bool:
        return bool(hypergeom.sf(found - 1, units, having, sample) <= tail)

    def too_many(having: int) -> bool:
        return bool(hypergeom.cdf(found, units, having, sample) <= tail)

    lower = least if found == 0 else _first(least, most, lambda having: not too_few(having))
    upper = most if found == sample else _first(least, most + 1, too_many) - 1
    return lower, upper


def _first(low: int, high: int, holds: Callable[[int], bool]) -> int:
    """The lowest number from `low` on for which `holds`, `high` where there is none below."""
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return low


def binomial_limits(sample: int, found: int, level: int) -> tuple[Decimal, Decimal]:
    """The lowest and highest rate that the sample leaves credible, of a frame without end."""
    from scipy.stats import beta

    risk = 1 - level / 100
    tail = risk if found in (0, sample) else risk / 2
    lower = 0.0 if found == 0 else float(beta.ppf(tail, found, sample - found + 1))
    upper = 1.0 if found == sample else float(beta.ppf(1 - tail, found + 1, sample - found))
    return Decimal(repr(lower)), Decimal(repr(upper))
