"""`inspector sample size | limits | numbers`: how many to draw, exact limits, RAT-STATS numbers."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated, Any

import typer

from inspector.cli import session, show
from inspector.errors import Usage
from inspector.i18n import say

KINDS = ("attribute", "variable", "stratified", "discovery", "monetary", "controls")
_LEVELS = (80, 90, 95, 99)


def _option(name: str, *more: str) -> Any:
    return typer.Option(f"--{name}", *more, help=say(f"sampling.size.{name}"))


def register(group: typer.Typer) -> None:
    """Add the commands to `inspector sample`."""
    group.command("size", help=say("sampling.help.size"))(size)
    group.command("limits", help=say("sampling.help.limits"))(limits)
    group.command("numbers", help=say("sampling.help.numbers"))(numbers)


def size(
    kind: Annotated[str, typer.Argument(metavar="KIND", help=say("sampling.size.kind"))],
    units: Annotated[int, _option("units")] = 0,
    rate: Annotated[str, _option("rate")] = "",
    width: Annotated[str, _option("width")] = "",
    mean: Annotated[str, _option("mean")] = "",
    deviation: Annotated[str, _option("deviation")] = "",
    probe: Annotated[Path | None, _option("probe")] = None,
    precision: Annotated[str, _option("precision")] = "0.05",
    stratum: Annotated[list[str] | None, _option("stratum")] = None,
    drawn: Annotated[str, _option("drawn")] = "",
    tolerable: Annotated[str, _option("tolerable")] = "",
    expected: Annotated[str, _option("expected")] = "0",
    as_json: session.Json = False,
) -> None:
    """How many units, at 80, 90, 95 and 99 %."""
    from inspector.steps import sample_sizes

    if kind not in KINDS:
        raise Usage(problem=say("sampling.unknown", name=kind, known=", ".join(KINDS)))
    named = {"rate": rate, "width": width, "mean": mean, "deviation": deviation}
    named |= {"precision": precision, "tolerable": tolerable, "expected": expected}
    told = {name: number(name, text) for name, text in named.items() if text}
    strata = [[number("stratum", part) for part in one.split(",")] for one in stratum or ()]
    sizes = [int(number("drawn", part)) for part in drawn.split(",")] if drawn else []
    missing = [name for name in _NEEDS[kind] if not (units if name == "units" else told.get(name))]
    if probe is not None:
        missing = [name for name in missing if name not in ("mean", "deviation")]
    if missing or (kind == "stratified" and (not strata or any(len(one) != 4 for one in strata))):
        raise Usage(problem=say("sampling.size-needs", names=", ".join(missing) or "stratum"))
    found = sample_sizes(kind, units, told, probe, strata, sizes, _LEVELS)
    if as_json:
        show.as_json(found)
        return
    _print(found.rows)
    if found.together:
        one, apart = (f"{figure:,.2f}" for figure in found.together)
        show.line(say("sampling.size-together", mean=one, deviation=apart))
    show.line(found.use)


_NEEDS: Mapping[str, Sequence[str]] = {
    "attribute": ("units", "rate", "width"),
    "variable": ("units", "mean", "deviation"),
    "stratified": (),
    "discovery": ("units", "rate"),
    "monetary": ("tolerable",),
    "controls": ("tolerable",),
}


def number(name: str, text: str) -> Decimal:
    """A number, or a share as `5%`."""
    try:
        told = Decimal(text.strip().removesuffix("%"))
    except InvalidOperation:
        raise Usage(problem=say("sampling.not-a-number", name=name, text=text)) from None
    return told / 100 if text.strip().endswith("%") else told


def _print(rows: Sequence[Mapping[str, Any]]) -> None:
    names = list(rows[0])
    heads = [say(f"sampling.size-column.{name}") for name in names]
    show.table(heads, [[row[name] for name in names] for row in rows], right=range(len(names)))


def limits(
    sample: Annotated[int, _option("sample")],
    found: Annotated[int, _option("found")],
    units: Annotated[int, _option("units")] = 0,
    as_json: session.Json = False,
) -> None:
    """Exact limits of a rate: binomial, and hypergeometric where the frame is told."""
    from inspector.steps import sample_limits

    told = sample_limits(sample, found, units, _LEVELS)
    if as_json:
        show.as_json(told)
        return
    _print(told.rows)
    show.line(told.use)


def numbers(
    seed: Annotated[float, _option("seed")],
    within: Annotated[list[str], _option("range")],
    count: Annotated[int, _option("size", "-n")],
    spares: Annotated[int, _option("spares")] = 0,
    joined: Annotated[bool, _option("joined")] = False,
    as_json: session.Json = False,
) -> None:
    """The draw of RAT-STATS for a seed: single numbers, sets, or joined frames."""
    from inspector.steps import ratstats_numbers

    ranges = [_range(one) for one in within]
    told = ratstats_numbers(seed, ranges, count, spares, joined=joined)
    if as_json:
        show.as_json(told)
        return
    rows = [("", *one) for one in told.sequential]
    rows += [(say("sampling.spare"), *one) for one in told.spares]
    width = max(map(len, rows))
    show.table([""] * width, rows, right=range(1, width))
    show.line(say("sampling.summation", total=f"{told.summation:,}"))


def _range(text: str) -> tuple[int, int]:
    low, dash, high = text.partition("-")
    if not dash or not (low + high).isdecimal():
        raise Usage(problem=say("sampling.not-a-range", text=text))
    return int(low), int(high)
