"""What the results of the units drawn say of the whole frame, by the kind of the sample.

An error is what was charged too much for a unit, in 元. No estimate here decides anything: no
authority is known for basing a penalty on extrapolation, and every result carries that sentence.

Source: RAT-STATS Companion Manual (rev. 5/2010), chapters 2 and 3; Cochran, Sampling Techniques
(1977), 5.3, 6.4 and 11.8 (two stages); AICPA Audit Guide (2017), appendix C.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from inspector.errors import SampleUnfit
from inspector.statistics.appraisal import (
    LEVELS,
    Appraisal,
    Interval,
    appraise,
    appraise_strata,
    intervals,
    ratio,
)
from inspector.statistics.drawn import Drawn
from inspector.statistics.limits import attribute
from inspector.statistics.monetary import stringer
from inspector.statistics.plan import Frame, Plan, Unit

USE = "statistics.use.extrapolated"
"""The i18n key of the sentence that goes with every estimate."""
_NONE = Decimal(0)


@dataclass(frozen=True)
class Estimate:
    """One method's answer: `of` says what is estimated (units with an error, or 元 in error)."""

    method: str
    """attribute, unrestricted, stratified, difference, ratio, two-stage, cluster or stringer."""
    of: str
    """`units` or `yuan`."""
    units: int
    sample: int
    found: int
    """Units of the sample in which something was wrong."""
    point: Decimal
    error: Decimal
    """Standard error of `point`; of a rate in percent for attributes."""
    intervals: tuple[Interval, ...] = ()
    """Two-sided; one-sided upper limits for `stringer`."""
    shape: Mapping[str, Decimal] = field(default_factory=dict)
    """Mean, standard deviation, skewness, kurtosis where a variable was appraised."""
    parts: Mapping[str, "Estimate"] = field(default_factory=dict)
    """By stratum."""

    @property
    def lower(self) -> Decimal | None:
        """The lower limit of the two-sided 90 % interval, as auditors use it beside the point."""
        return next((one.lower for one in self.intervals if one.level == 90), None)


def estimate(
    plan: Plan, frame: Frame, drawn: Drawn, errors: Mapping[str, Decimal]
) -> list[Estimate]:
    """All a sample of this kind can say, from the error found in each unit drawn.

    Raises:
        SampleUnfit: a drawn unit has no result, or there are too few.
    """
    missing = [unit for unit in drawn.units if unit.key not in errors]
    if missing or not drawn.units:
        done = len(drawn.units) - len(missing)
        raise SampleUnfit(problem="results", have=done, least=len(drawn.units))
    if plan.kind == "monetary":
        return [_monetary(frame, drawn, errors)]
    if plan.kind == "stratified":
        return [_stratified(frame, drawn, errors)]
    if plan.kind in ("two-stage", "cluster"):
        return [_staged(plan, frame, drawn, errors)]
    rate = _attributes(frame, drawn, errors)
    return [rate] if plan.kind != "variable" else [rate, *_variables(plan, frame, drawn, errors)]


def _found(units: Sequence[Unit], errors: Mapping[str, Decimal]) -> int:
    return sum(errors[unit.key] != 0 for unit in units)


def _attributes(frame: Frame, drawn: Drawn, errors: Mapping[str, Decimal]) -> Estimate:
    whole, sample, found = len(frame.units), len(drawn.units), _found(drawn.units, errors)
    told = {level: attribute(whole, sample, found, level) for level in LEVELS}
    limits = tuple(
        Interval(level, Decimal(one.lower), Decimal(one.upper), Decimal(one.upper - one.lower) / 2)
        for level, one in told.items()
    )
    point, error = Decimal(told[90].projected), told[90].standard_error
    return Estimate("attribute", "units", whole, sample, found, point, error, limits)


def _variables(
    plan: Plan, frame: Frame, drawn: Drawn, errors: Mapping[str, Decimal]
) -> list[Estimate]:
    wrong = [errors[unit.key] for unit in drawn.units]
    found = _found(drawn.units, errors)
    told = [_appraised("difference", appraise(wrong, len(frame.units)), found)]
    if plan.amount and sum((unit.amount for unit in drawn.units), _NONE) > 0:
        billed = [unit.amount for unit in drawn.units]
        point, error, limits = ratio(billed, wrong, len(frame.units), frame.amount)
        whole, sample = len(frame.units), len(wrong)
        told.append(Estimate("ratio", "yuan", whole, sample, found, point, error, limits))
    return told


def _appraised(method: str, seen: Appraisal, found: int) -> Estimate:
    shape = {
        "mean": seen.mean,
        "deviation": seen.deviation,
        "skewness": seen.skewness,
        "kurtosis": seen.kurtosis,
    }
    place = method, "yuan", seen.units, seen.sample, found
    return Estimate(*place, seen.point, seen.error_of_total, seen.intervals, shape)


def _stratified(frame: Frame, drawn: Drawn, errors: Mapping[str, Decimal]) -> Estimate:
    parts: dict[str, list[Unit]] = {}
    for unit in drawn.units:
        parts.setdefault(unit.stratum, []).append(unit)
    sizes = {name: len(units) for name, units in frame.strata.items()}
    if set(parts) != set(sizes):
        raise SampleUnfit(problem="strata", have=len(parts), least=len(sizes))
    wrong = {name: [errors[unit.key] for unit in units] for name, units in parts.items()}
    each, point, error, limits = appraise_strata(wrong, sizes)
    told = {
        name: _appraised("unrestricted", seen, _found(parts[name], errors))
        for name, seen in each.items()
    }
    counts = len(frame.units), len(drawn.units), _found(drawn.units, errors)
    return Estimate("stratified", "yuan", *counts, point, error, limits, parts=told)


def _staged(plan: Plan, frame: Frame, drawn: Drawn, errors: Mapping[str, Decimal]) -> Estimate:
    """Cochran 11.24: the variance between the clusters, and that within each."""
    clusters = frame.clusters
    parts: dict[str, list[Decimal]] = {}
    for unit in drawn.units:
        parts.setdefault(unit.cluster, []).append(errors[unit.key])
    totals = [sum(wrong, _NONE) / len(wrong) * len(clusters[name]) for name, wrong in parts.items()]
    between = appraise(totals, len(clusters))
    within = sum((_within(wrong, len(clusters[name])) for name, wrong in parts.items()), _NONE)
    blown = Decimal(len(clusters)) / len(parts)
    error = (between.error_of_total**2 + blown * within).sqrt()
    limits = intervals(between.point, error, len(parts) - 1)
    found = _found(drawn.units, errors)
    counts = len(frame.units), len(drawn.units), found
    return Estimate(plan.kind, "yuan", *counts, between.point, error, limits)


def _within(wrong: Sequence[Decimal], whole: int) -> Decimal:
    """What a cluster of `whole` units adds to the variance; nothing where all were examined."""
    if len(wrong) == whole:
        return _NONE
    return appraise(wrong, whole).error_of_total ** 2


def _monetary(frame: Frame, drawn: Drawn, errors: Mapping[str, Decimal]) -> Estimate:
    amounts = {unit.key: unit.amount for unit in drawn.units}
    told = {level: stringer(amounts, errors, drawn.interval, level) for level in LEVELS}
    limits = tuple(
        Interval(level, one.known, min(one.upper, frame.amount), one.upper - one.likely)
        for level, one in told.items()
    )
    counts = len(frame.units), len(drawn.units), _found(drawn.units, errors)
    return Estimate("stringer", "yuan", *counts, told[95].likely, _NONE, limits)
