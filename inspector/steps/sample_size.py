"""How many units to draw, and the numbers RAT-STATS draws: sums that need no case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from inspector.errors import ResultUnfit
from inspector.i18n import say
from inspector.knowledge import read_sheets
from inspector.statistics import (
    USE,
    Stratum,
    appraise,
    attribute,
    attribute_size,
    binomial_limits,
    controls_size,
    discovery_size,
    monetary_size,
    place_in,
    ratstats,
    stratified_precision,
    stratified_size,
    together,
    variable_size,
)


@dataclass(frozen=True)
class Sizes:
    """One row a level of confidence; `use` says for what the figures may be used."""

    rows: tuple[Mapping[str, Any], ...]
    use: str
    together: tuple[Decimal, Decimal] | None = None
    """Mean and standard deviation of all strata as one, in 元."""


@dataclass(frozen=True)
class Numbers:
    """Numbers drawn as RAT-STATS draws them: frame and item, or one number of each range."""

    sequential: tuple[tuple[int, ...], ...]
    spares: tuple[tuple[int, ...], ...]
    summation: int


def sample_sizes(
    kind: str,
    units: int,
    told: Mapping[str, Decimal],
    probe: Path | None,
    strata: Sequence[Sequence[Decimal]],
    drawn: Sequence[int],
    levels: Sequence[int],
) -> Sizes:
    """Sizes of one kind at each level.

    Args:
        told: rate, width, mean, deviation, precision, tolerable, expected, those the kind needs.
        probe: a file whose first column are the values of a probe, instead of mean and deviation.
        strata: of each its units, mean, standard deviation, and share of the sample.
        drawn: sizes by stratum that are given; then the precision they reach is told.

    Raises:
        SampleUnfit, FileMissing, FileUnreadable, ResultUnfit
    """
    if probe is not None:
        seen = appraise(_values(probe), units)
        told = {**told, "mean": seen.mean, "deviation": seen.deviation}
    parts = [Stratum(int(one[0]), one[1], one[2], one[3]) for one in strata]
    rows = [
        {"level": f"{level} %", **_size(kind, units, told, parts, drawn, level)} for level in levels
    ]
    return Sizes(tuple(rows), say(USE), together(parts) if parts else None)


def _size(
    kind: str,
    units: int,
    told: Mapping[str, Decimal],
    strata: Sequence[Stratum],
    drawn: Sequence[int],
    level: int,
) -> dict[str, object]:
    expected = told.get("expected", Decimal(0))
    match kind:
        case "attribute":
            return {"size": attribute_size(units, told["rate"], told["width"], level)}
        case "discovery":
            return {"size": discovery_size(units, told["rate"], level)}
        case "monetary":
            return {"size": monetary_size(told["tolerable"], expected, level)}
        case "controls":
            risk = 1 - Decimal(level) / 100
            return {"size": controls_size(expected, told["tolerable"], risk)}
        case "variable":
            figures = told["mean"], told["deviation"], told["precision"]
            return {"size": variable_size(units, *figures, level)}
    if drawn:
        share, amount = stratified_precision(strata, drawn, level)
        return {"precision": f"{100 * share:.2f} %", "amount": f"{amount:,.2f}"}
    each, whole = stratified_size(strata, told["precision"], level)
    return {"strata": " + ".join(map(str, each)), "size": whole}


def sample_limits(sample: int, found: int, units: int, levels: Sequence[int]) -> Sizes:
    """Exact limits of a rate, of which a sample of `sample` showed `found`; one row a level.

    Args:
        units: of the frame; hypergeometric limits in units are told too, if it is not 0.

    Raises:
        SampleUnfit: the sample is empty, larger than the frame, or shows more than it holds.
    """
    rows = []
    for level in levels:
        # Refuses a sample that is empty or larger than its frame.
        whole = attribute(units or sample, sample, found, level)
        low, high = binomial_limits(sample, found, level)
        row = {"level": f"{level} %", "rate_from": _percent(low), "rate_to": _percent(high)}
        if units:
            row |= {"units_from": f"{whole.lower:,}", "units_to": f"{whole.upper:,}"}
        rows.append(row)
    return Sizes(tuple(rows), say(USE))


def _percent(rate: Decimal) -> str:
    return f"{100 * rate:.3f} %"


def _values(probe: Path) -> list[Decimal]:
    values = []
    for number, row in enumerate(read_sheets(probe)[0].rows, 1):
        cell = (row[0] if row else "").replace(",", "")
        try:
            values += [Decimal(cell)] if cell else []
        except InvalidOperation:
            # A heading, and nothing else.
            if number > 1:
                raise ResultUnfit(path=str(probe), row=number) from None
    return values


def ratstats_numbers(
    seed: float,
    ranges: Sequence[tuple[int, int]],
    count: int,
    spares: int = 0,
    *,
    joined: bool = False,
) -> Numbers:
    """Draw one number of each range; or, with `joined`, one of all ranges laid end to end.

    Raises:
        FrameInvalid
    """
    if not joined:
        drawn = ratstats(seed, ranges, count, spares)
        return Numbers(drawn.sequential, drawn.spares, drawn.summation)
    whole = sum(high - low + 1 for low, high in ranges)
    drawn = ratstats(seed, [(1, whole)], count, spares)
    places = [
        [place_in(ranges, number) for (number,) in part]
        for part in (drawn.sequential, drawn.spares)
    ]
    return Numbers(tuple(places[0]), tuple(places[1]), drawn.summation)
