"""Digit tests after Benford and Nigrini: leads that tell where to look, never a verdict.

A test is refused where the figures cannot follow the law: too few of them, too few different ones,
too small a span, or many at one cap. Digits are read off the decimal amount itself, not a float.

Source: M. Nigrini, Benford's Law (Wiley 2012), chapters 4 to 8; critical values of MAD, table 7.1.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from inspector.errors import SampleUnfit

Test = Literal["first", "second", "first_two", "last_two"]
TESTS: tuple[Test, ...] = ("first", "second", "first_two", "last_two")
_DIGITS: Mapping[Test, Sequence[int]] = {
    "first": range(1, 10),
    "second": range(10),
    "first_two": range(10, 100),
    "last_two": range(100),
}
LEAST_VALUES = 1000
LEAST_DIFFERENT = 100
LEAST_SPAN = 100
"""The largest over the smallest: two orders of magnitude."""
MOST_AT_ONE = Decimal("0.1")
_MEAN_OF_THE_LAW = 90 / math.log(10)
Conformity = Literal["close", "acceptable", "marginal", "none"]
_MAD_LIMITS: Mapping[Test, tuple[float, float, float]] = {
    "first": (0.006, 0.012, 0.015),
    "second": (0.008, 0.010, 0.012),
    "first_two": (0.0012, 0.0018, 0.0022),
}


@dataclass(frozen=True)
class Digit:
    """One digit or pair of digits: how often it came, how often the law has it, how odd that is."""

    digits: int
    observed: int
    expected: float
    z: float
    """With the correction for continuity; above 1.96 is odd at 5 %."""


@dataclass(frozen=True)
class DigitTest:
    """One test over all values."""

    test: Test
    values: int
    digits: tuple[Digit, ...]
    mad: float
    chi_square: float
    kolmogorov_smirnov: float
    critical: float
    """Of Kolmogorov and Smirnov, at 5 %."""
    conformity: Conformity | None
    """By MAD; None where no limits are published."""


@dataclass(frozen=True)
class Mantissa:
    """The fractional parts of the logarithms: 0.5 and 1/12 where the law holds."""

    mean: float
    variance: float
    skewness: float
    excess_kurtosis: float
    arc: float
    """Squared length of the mean vector on the circle; 0 where the law holds."""
    distortion: float
    """Of amounts from 10 on, scaled to 10–100: how far their mean is off the law's, in percent."""


def suited(amounts: Iterable[Decimal]) -> list[Decimal]:
    """The amounts above 0, if a digit test can say anything of them.

    Raises:
        SampleUnfit: too few, too few different ones, too small a span, or a cap.
    """
    values = [amount for amount in amounts if amount > 0]
    if len(values) < LEAST_VALUES:
        raise SampleUnfit(problem="few", have=len(values), least=LEAST_VALUES)
    counted = Counter(values)
    if len(counted) < LEAST_DIFFERENT:
        raise SampleUnfit(problem="values", have=len(counted), least=LEAST_DIFFERENT)
    span = int(max(counted) / min(counted))
    if span < LEAST_SPAN:
        raise SampleUnfit(problem="range", have=span, least=LEAST_SPAN)
    [(_, most)] = counted.most_common(1)
    if Decimal(most) / len(values) > MOST_AT_ONE:
        share = int(MOST_AT_ONE * len(values))
        raise SampleUnfit(problem="caps", have=most, least=share)
    return values


def digit_test(amounts: Iterable[Decimal], test: Test) -> DigitTest:
    """How the digits of the amounts above 0 lie against the law; see `suited` first."""
    counted = Counter(_digits_of(amount, test) for amount in amounts if amount > 0)
    return _test(test, [counted[digits] for digits in _DIGITS[test]])


def second_order(amounts: Iterable[Decimal]) -> DigitTest:
    """The first two digits of the gaps between neighbours: odd where figures were made up.

    Gaps of nothing are left out.
    """
    ordered = sorted(amount for amount in amounts if amount > 0)
    gaps = [after - before for before, after in pairwise(ordered)]
    return digit_test([gap for gap in gaps if gap], "first_two")


def summation(amounts: Iterable[Decimal]) -> dict[int, Decimal]:
    """The sum of the amounts by first two digits, in 元: each about a ninetieth under the law."""
    sums = dict.fromkeys(_DIGITS["first_two"], Decimal(0))
    for amount in amounts:
        if amount > 0:
            sums[_digits_of(amount, "first_two")] += amount
    return sums


def duplicates(amounts: Iterable[Decimal], most: int = 20) -> list[tuple[Decimal, int]]:
    """The amounts that come most often, with how often; the larger amount first among equals."""
    counted = Counter(amount for amount in amounts if amount > 0)
    ranked = sorted(counted.items(), key=lambda told: (-told[1], -told[0]))
    return [(amount, times) for amount, times in ranked[:most] if times > 1]


def mantissa(amounts: Iterable[Decimal]) -> Mantissa:
    """The mantissas of the amounts above 0 and how far they are off the law."""
    logs = [math.log10(amount) for amount in amounts if amount > 0]
    parts = [log - math.floor(log) for log in logs]
    count = len(parts)
    mean = math.fsum(parts) / count
    second, third, fourth = (
        math.fsum((part - mean) ** power for part in parts) / count for power in (2, 3, 4)
    )
    angle = [2 * math.pi * part for part in parts]
    across = math.fsum(map(math.cos, angle)) / count
    along = math.fsum(map(math.sin, angle)) / count
    return Mantissa(
        mean=mean,
        variance=second * count / (count - 1),
        skewness=third / second**1.5,
        excess_kurtosis=fourth / second**2 - 3,
        arc=across**2 + along**2,
        distortion=_distortion([log for log in logs if log >= 1]),
    )


def _distortion(logs: Sequence[float]) -> float:
    """Of amounts from 10 on; Nigrini's factor, by the mean of a value under the law."""
    if not logs:
        return 0.0
    mean = math.fsum(10 ** (1 + log - math.floor(log)) for log in logs) / len(logs)
    return 100 * (mean / _MEAN_OF_THE_LAW - 1)


def _digits_of(amount: Decimal, test: Test) -> int:
    if test == "last_two":
        # The two places after the point, as in 元 and 分.
        return int(amount.quantize(Decimal("0.01")).scaleb(2)) % 100
    digits = amount.as_tuple().digits
    first = digits[0]
    second = digits[1] if len(digits) > 1 else 0
    return {"first": first, "second": second, "first_two": 10 * first + second}[test]


def _law(test: Test, digits: int) -> float:
    if test == "last_two":
        return 0.01
    if test == "second":
        return math.fsum(math.log10(1 + 1 / (10 * first + digits)) for first in range(1, 10))
    return math.log10(1 + 1 / digits)


def _test(test: Test, observed: Sequence[int]) -> DigitTest:
    count = sum(observed)
    shares = [_law(test, digits) for digits in _DIGITS[test]]
    off = [seen / count - share for seen, share in zip(observed, shares, strict=True)]
    mad = math.fsum(map(abs, off)) / len(off)
    running = 0.0
    largest = 0.0
    for part in off:
        running += part
        largest = max(largest, abs(running))
    return DigitTest(
        test=test,
        values=count,
        digits=tuple(
            Digit(digits, seen, count * share, _z(seen / count, share, count))
            for digits, seen, share in zip(_DIGITS[test], observed, shares, strict=True)
        ),
        mad=mad,
        chi_square=math.fsum(
            count * part**2 / share for part, share in zip(off, shares, strict=True)
        ),
        kolmogorov_smirnov=largest,
        critical=1.36 / math.sqrt(count),
        conformity=_conformity(test, mad),
    )


def _z(seen: float, share: float, count: int) -> float:
    off = abs(seen - share)
    continuity = 1 / (2 * count)
    return (off - (continuity if continuity < off else 0)) / math.sqrt(share * (1 - share) / count)


def _conformity(test: Test, mad: float) -> Conformity | None:
    if test not in _MAD_LIMITS:
        return None
    close, acceptable, marginal = _MAD_LIMITS[test]
    if mad <= close:
        return "close"
    return "acceptable" if mad <= acceptable else "marginal" if mad <= marginal else "none"
