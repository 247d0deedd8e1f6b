"""What is fixed before a sample is drawn, and the frame it is then drawn from.

A plan names the question whose rows are the frame; a frame holds keys, strata, clusters and 元,
nothing else. Its order is that of stratum, cluster and key, whatever order the rows came in, so
its digest and every number counted along it are the same on every laptop.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from decimal import Decimal
from hashlib import sha256
from typing import Any, Literal, Self, get_args

from inspector.errors import FrameInvalid

Kind = Literal[
    "attribute", "variable", "discovery", "stratified", "two-stage", "cluster", "monetary"
]
Method = Literal["tickets", "ratstats"]
KINDS: tuple[Kind, ...] = get_args(Kind)
METHODS: tuple[Method, ...] = get_args(Method)
_NONE = Decimal(0)


@dataclass(frozen=True)
class Plan:
    """A sample before it is drawn; columns are those of the question, "" where there is none."""

    kind: Kind
    method: Method
    question: str
    """The SELECT whose rows are the units; "" where the hits of `rule` are."""
    key: str
    rule: str = ""
    stratum: str = ""
    cluster: str = ""
    amount: str = ""
    size: int = 0
    """Units to draw; clusters where there are; 0 in a discovery sample: as many as it takes."""
    second: int = 0
    """Units within each drawn cluster of a two-stage sample."""
    sizes: Mapping[str, int] = field(default_factory=dict)
    """Units by stratum; empty: `size` shared out by the strata's units."""
    rate: str = "0.05"
    """Of a discovery sample: the share of defects it is to see."""
    level: int = 95

    def to_body(self) -> dict[str, Any]:
        """The plan as plain values."""
        return {one.name: getattr(self, one.name) for one in fields(self)} | {
            "sizes": dict(sorted(self.sizes.items()))
        }

    @classmethod
    def from_body(cls, told: Mapping[str, Any]) -> Self:
        """The plan `to_body` told; what a later version added is let pass."""
        known = {one.name for one in fields(cls)}
        return cls(**{name: value for name, value in told.items() if name in known})


@dataclass(frozen=True, order=True)
class Unit:
    """One unit of a frame; `amount` is in 元."""

    stratum: str
    cluster: str
    key: str
    amount: Decimal = _NONE

    def to_body(self) -> dict[str, str]:
        """The unit as plain values, without what it has not."""
        told = {"key": self.key, "stratum": self.stratum, "cluster": self.cluster}
        return {name: value for name, value in told.items() if value} | {"amount": str(self.amount)}

    @classmethod
    def from_body(cls, told: Mapping[str, str]) -> Self:
        """The unit `to_body` told."""
        place = told.get("stratum", ""), told.get("cluster", "")
        return cls(*place, told["key"], Decimal(told["amount"]))


@dataclass(frozen=True)
class Frame:
    """All units, in their order; `left_out` had nothing left after reversals were netted."""

    units: tuple[Unit, ...]
    left_out: int = 0

    @property
    def digest(self) -> str:
        """`sha256:…` over one line a unit: stratum, cluster, key, 元, with tabs between."""
        lines = (f"{u.stratum}\t{u.cluster}\t{u.key}\t{u.amount}\n" for u in self.units)
        return f"sha256:{sha256(''.join(lines).encode()).hexdigest()}"

    @property
    def amount(self) -> Decimal:
        """元 of all units."""
        return sum((unit.amount for unit in self.units), _NONE)

    @property
    def strata(self) -> dict[str, list[Unit]]:
        """Units by stratum, in order."""
        return _by(self.units, "stratum")

    @property
    def clusters(self) -> dict[str, list[Unit]]:
        """Units by cluster, in order."""
        return _by(self.units, "cluster")


def _by(units: Iterable[Unit], what: str) -> dict[str, list[Unit]]:
    parts: dict[str, list[Unit]] = {}
    for unit in units:
        parts.setdefault(getattr(unit, what), []).append(unit)
    return parts


def check_plan(plan: Plan) -> None:
    """See that a plan says all its kind needs, before anything is drawn.

    Raises:
        FrameInvalid: a column, a size or a seed rule it needs is not named.
    """
    divided = {"stratified": plan.stratum, "two-stage": plan.cluster, "cluster": plan.cluster}
    if bool(plan.question) == bool(plan.rule):
        raise FrameInvalid(problem="plan", size=plan.size, units=0)
    needs = divided.get(plan.kind, plan.amount if plan.kind == "monetary" else plan.key)
    if plan.kind not in KINDS or plan.method not in METHODS or not needs:
        raise FrameInvalid(problem="plan", size=plan.size, units=0)
    if not 0 < _share(plan.rate) <= 1 or not 0 < plan.level < 100:
        raise FrameInvalid(problem="plan", size=plan.size, units=0)
    sized = plan.size > 0 or plan.kind == "discovery" or (plan.kind == "stratified" and plan.sizes)
    if not sized or (plan.kind == "two-stage" and plan.second < 1):
        raise FrameInvalid(problem="size", size=plan.size, units=0)


def _share(text: str) -> Decimal:
    try:
        return Decimal(text)
    except ArithmeticError:
        return _NONE


def frame_of(plan: Plan, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Frame:
    """The frame that the answer to the plan's question is.

    In a monetary-unit sample rows of one key are netted, so that a reversal takes its line away.

    Raises:
        FrameInvalid: a column of the plan is not there, a key is empty or repeats, an amount is
            none, or (monetary) below 0 after netting.
    """
    places = [_place(columns, name) for name in (plan.stratum, plan.cluster, plan.key, plan.amount)]
    units = [_unit(row, places) for row in rows]
    if any(not unit.key for unit in units):
        raise FrameInvalid(problem="key", size=plan.size, units=len(units))
    if plan.kind == "monetary":
        return _netted(units, plan.size)
    if len({unit.key for unit in units}) != len(units):
        raise FrameInvalid(problem="repeats", size=plan.size, units=len(units))
    return Frame(tuple(sorted(units)))


def _place(columns: Sequence[str], name: str) -> int | None:
    if not name:
        return None
    if name not in columns:
        raise FrameInvalid(problem="column", size=0, units=0)
    return columns.index(name)


def _unit(row: Sequence[Any], places: Sequence[int | None]) -> Unit:
    told = ["" if place is None or row[place] is None else str(row[place]) for place in places]
    stratum, cluster, key, amount = told
    try:
        return Unit(stratum, cluster, key, Decimal(amount or "0"))
    except ArithmeticError:
        raise FrameInvalid(problem="not-money", size=0, units=0) from None


def _netted(units: Iterable[Unit], size: int) -> Frame:
    sums: dict[str, Unit] = {}
    for unit in units:
        before = sums.get(unit.key)
        amount = unit.amount + (before.amount if before else _NONE)
        sums[unit.key] = Unit(unit.stratum, unit.cluster, unit.key, amount)
    if any(unit.amount < 0 for unit in sums.values()):
        raise FrameInvalid(problem="amount", size=size, units=len(sums))
    kept = tuple(sorted(unit for unit in sums.values() if unit.amount > 0))
    return Frame(kept, len(sums) - len(kept))
