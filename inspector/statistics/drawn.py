"""The draw of a planned sample: plan, frame and seed in, units out, the same for everybody.

Tickets need nothing but SHA-256; `ratstats` gives the numbers RAT-STATS gives for the same seed,
counted along the frame's order. Stratum or cluster number k (from 1) has its own draw: seed
"seed,name" with tickets, seed + k with RAT-STATS.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from inspector.errors import FrameInvalid
from inspector.statistics.draw import draw, draw_in_stages, draw_strata, ticket
from inspector.statistics.monetary import interval_of, systematic
from inspector.statistics.plan import Frame, Plan, Unit
from inspector.statistics.ratstats import ratstats
from inspector.statistics.sizes import discovery_size

T = TypeVar("T")
_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Drawn:
    """The units drawn, in the order to examine them; `interval` in 元 of a monetary sample."""

    units: tuple[Unit, ...]
    interval: Decimal = Decimal(0)


def draw_planned(plan: Plan, frame: Frame, seed: str) -> Drawn:
    """Draw what `plan` says from `frame`.

    Raises:
        FrameInvalid: fewer units than are to be drawn, a frame without the strata or clusters the
            plan needs, or a seed that RAT-STATS cannot read.
    """
    if plan.kind == "monetary":
        return _monetary(plan, frame, seed)
    if plan.method == "ratstats":
        return Drawn(tuple(_by_numbers(plan, frame, _number(seed))))
    return Drawn(tuple(_by_tickets(plan, frame, seed)))


def size_of(plan: Plan, frame: Frame) -> int:
    """How many units of an undivided frame are drawn.

    A discovery sample without a size takes as many as it needs to see its rate.
    """
    if plan.kind == "discovery" and not plan.size:
        return discovery_size(len(frame.units), Decimal(plan.rate), plan.level)
    return plan.size


def shared_out(plan: Plan, strata: Mapping[str, Sequence[Unit]]) -> dict[str, int]:
    """Units to draw in each stratum: those planned, else by the strata's units, two at least.

    Raises:
        FrameInvalid: the sizes name a stratum the frame has not.
    """
    if plan.sizes:
        if set(plan.sizes) - set(strata):
            raise FrameInvalid(problem="strata", size=sum(plan.sizes.values()), units=len(strata))
        return dict(plan.sizes)
    whole = sum(map(len, strata.values()))
    return {
        name: min(len(units), max(2, round(plan.size * len(units) / whole)))
        for name, units in strata.items()
    }


def _by_tickets(plan: Plan, frame: Frame, seed: str) -> Iterable[Unit]:
    by_key = {unit.key: unit for unit in frame.units}
    if plan.kind == "stratified":
        strata = frame.strata
        keys = {name: [unit.key for unit in units] for name, units in strata.items()}
        told = draw_strata(keys, shared_out(plan, strata), seed).values()
        return [by_key[key] for part in told for key in part]
    if plan.kind in ("two-stage", "cluster"):
        clusters = {name: [unit.key for unit in units] for name, units in frame.clusters.items()}
        second = plan.second if plan.kind == "two-stage" else len(frame.units)
        told = draw_in_stages(clusters, plan.size, second, seed).values()
        return [by_key[key] for part in told for key in part]
    return [by_key[key] for key in draw(by_key, size_of(plan, frame), seed)]


def _by_numbers(plan: Plan, frame: Frame, seed: float) -> Iterable[Unit]:
    if plan.kind == "stratified":
        sizes = shared_out(plan, frame.strata)
        return [
            unit
            for at, (name, units) in enumerate(frame.strata.items(), 1)
            if sizes.get(name, 0)
            for unit in _numbered(units, sizes[name], seed + at)
        ]
    if plan.kind in ("two-stage", "cluster"):
        clusters = list(frame.clusters.values())
        taken = _numbered(clusters, plan.size, seed)
        if plan.kind == "cluster":
            return [unit for units in taken for unit in units]
        return [
            unit
            for at, units in enumerate(taken, 1)
            for unit in _numbered(units, min(plan.second, len(units)), seed + at)
        ]
    return _numbered(frame.units, size_of(plan, frame), seed)


def _numbered(units: Sequence[T], size: int, seed: float) -> list[T]:
    numbers = ratstats(seed, [(1, len(units))], size).sequential
    return [units[number - 1] for (number,) in numbers]


def _number(seed: str) -> float:
    try:
        return float(seed)
    except ValueError:
        raise FrameInvalid(problem="seed", size=0, units=0) from None


def _monetary(plan: Plan, frame: Frame, seed: str) -> Drawn:
    amounts = {unit.key: unit.amount for unit in frame.units}
    interval = interval_of(amounts, plan.size)
    cents = int(interval / _CENT)
    if plan.method == "ratstats":
        [(at,)] = ratstats(_number(seed), [(1, cents)], 1).in_order
    else:
        at = int.from_bytes(ticket(seed, "start")) % cents + 1
    told = systematic(amounts, interval, at * _CENT)
    by_key = {unit.key: unit for unit in frame.units}
    return Drawn(tuple(by_key[key] for key in told.drawn), interval)
