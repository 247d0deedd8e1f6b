"""What a random sample of amounts says of the total: mean, error, limits, the shape of the values.

Amounts are Decimal 元 throughout; only the quantile of Student's t comes from a float. An estimate
says for what it may be used: no authority is known for basing a penalty on extrapolation.

Source: RAT-STATS User's Guide and Companion Manual (rev. 5/2010), chapters 3 and 4; Cochran,
Sampling Techniques (1977), chapters 2, 5 and 6.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from inspector.errors import SampleUnfit

LEVELS = (80, 90, 95)
_NONE = Decimal(0)


@dataclass(frozen=True)
class Interval:
    """Two-sided limits of a total at one level of confidence, in 元."""

    level: int
    lower: Decimal
    upper: Decimal
    precision: Decimal
    """Half the width."""


@dataclass(frozen=True)
class Appraisal:
    """One variable appraised: the sample's figures and the total they point at."""

    units: int
    sample: int
    mean: Decimal
    deviation: Decimal
    """Standard deviation of the sample, n − 1."""
    skewness: Decimal
    kurtosis: Decimal
    """Fourth moment over the squared second: 3 for a normal variable."""
    error_of_mean: Decimal
    error_of_total: Decimal
    point: Decimal
    intervals: tuple[Interval, ...]

    def at(self, level: int) -> Interval:
        """The limits at `level` percent."""
        return next(interval for interval in self.intervals if interval.level == level)


def appraise(values: Sequence[Decimal], units: int) -> Appraisal:
    """Appraise the total of a frame of `units` from an unrestricted random sample of it.

    Raises:
        SampleUnfit: fewer than two values, or more values than units.
    """
    sample = len(values)
    if sample < 2 or sample > units:
        raise SampleUnfit(problem="few", have=sample, least=2)
    mean = sum(values, _NONE) / sample
    second, third, fourth = (
        sum(((value - mean) ** power for value in values), _NONE) / sample for power in (2, 3, 4)
    )
    variance = second * sample / (sample - 1)
    error = (variance / sample * (1 - Decimal(sample) / units)).sqrt()
    return Appraisal(
        units=units,
        sample=sample,
        mean=mean,
        deviation=variance.sqrt(),
        skewness=third / (second * second.sqrt()) if second else _NONE,
        kurtosis=fourth / second**2 if second else _NONE,
        error_of_mean=error,
        error_of_total=error * units,
        point=mean * units,
        intervals=intervals(mean * units, error * units, sample - 1),
    )


def appraise_strata(
    strata: Mapping[str, Sequence[Decimal]], units: Mapping[str, int]
) -> tuple[dict[str, Appraisal], Decimal, Decimal, tuple[Interval, ...]]:
    """Appraise each stratum and their total.

    Returns:
        each stratum's appraisal, the point estimate of the total, its standard error, and its
        limits by Student's t with Satterthwaite's degrees of freedom.

    Raises:
        SampleUnfit: as `appraise`, for any stratum.
    """
    each = {name: appraise(strata[name], units[name]) for name in sorted(strata)}
    point = sum((told.point for told in each.values()), _NONE)
    variances = [told.error_of_total**2 for told in each.values()]
    total = sum(variances, _NONE)
    spread = sum(
        (part**2 / (told.sample - 1) for part, told in zip(variances, each.values(), strict=True)),
        _NONE,
    )
    freedom = total**2 / spread if spread else Decimal(1)
    return each, point, total.sqrt(), intervals(point, total.sqrt(), freedom)


def difference(examined: Sequence[Decimal], audited: Sequence[Decimal], units: int) -> Appraisal:
    """Appraise the total overcharged: what was examined less what the audit allows, pair by pair.

    Raises:
        SampleUnfit: as `appraise`.
    """
    return appraise([was - is_ for was, is_ in zip(examined, audited, strict=True)], units)


def ratio(
    examined: Sequence[Decimal], audited: Sequence[Decimal], units: int, total: Decimal
) -> tuple[Decimal, Decimal, tuple[Interval, ...]]:
    """Estimate the audited total from its ratio to the examined one, whose `total` is known.

    Returns:
        point estimate, standard error, limits.

    Raises:
        SampleUnfit: fewer than two pairs, or nothing examined.

    Source: Cochran, Sampling Techniques (1977), 6.4 and 6.13.
    """
    sample = len(examined)
    billed = sum(examined, _NONE)
    if sample < 2 or sample > units or not billed:
        raise SampleUnfit(problem="few", have=sample, least=2)
    rate = sum(audited, _NONE) / billed
    rest = sum(((is_ - rate * was) ** 2 for was, is_ in zip(examined, audited, strict=True)), _NONE)
    variance = rest / (sample - 1) / sample * (1 - Decimal(sample) / units)
    error = variance.sqrt() * units
    return rate * total, error, intervals(rate * total, error, sample - 1)


def intervals(point: Decimal, error: Decimal, freedom: Decimal | int) -> tuple[Interval, ...]:
    """Two-sided limits at every level of `LEVELS`, by Student's t with `freedom` degrees."""
    # It takes most of a second to load, and most commands estimate nothing.
    from scipy.stats import t as student

    found = []
    for level in LEVELS:
        quantile = Decimal(repr(float(student.ppf(0.5 + level / 200, float(freedom)))))
        precision = quantile * error
        found.append(Interval(level, point - precision, point + precision, precision))
    return tuple(found)
