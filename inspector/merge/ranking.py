"""Each hospital among its peers, by money for what was looked at.

A large hospital has more to find: the place is by 元 counted of each 1,000 元 billed or, where not
everybody among the peers told what was billed, of each 10,000 rows; never by 元.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from statistics import median
from typing import Any

from inspector.merge.inspected import Extent, Figure, Inspected
from inspector.merge.peers import Circle, circle_of, how_many, peers_of

_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Placed:
    """One hospital's place among the `peers` (itself included) of its circle; the first has most.

    `like` is what it is, `alike` how many with a place are just so, `among` the circle it is held
    against. `by` is the measure of the place, "billed" or "rows". A measure nobody told is None;
    who has none at all has no place.
    """

    institution: str
    name: str
    like: Circle
    alike: int
    among: Circle
    counted: Decimal
    extent: Extent
    by: str
    place: int | None
    peers: int
    peers_median: Decimal | None

    @property
    def per_settlement(self) -> Decimal | None:
        """元 for each record of a settlement."""
        return _share(self.counted, self.extent.settlements)

    @property
    def per_thousand(self) -> Decimal | None:
        """元 for each 1,000 元 billed."""
        return _share(self.counted * 1_000, self.extent.billed)

    @property
    def per_rows(self) -> Decimal | None:
        """元 for each 10,000 rows."""
        return _share(self.counted * 10_000, self.extent.rows)

    def to_dict(self) -> dict[str, Any]:
        """As canonical JSON takes it."""
        shares = ("per_settlement", "per_thousand", "per_rows", "peers_median")
        told = {name: getattr(self, name) for name in shares}
        return {
            **vars(self),
            **{name: None if value is None else str(value) for name, value in told.items()},
            "like": vars(self.like),
            "among": vars(self.among),
            "counted": str(self.counted),
            "extent": self.extent.to_dict(),
        }


def _share(part: Decimal, whole: Decimal | int) -> Decimal | None:
    return (part / whole).quantize(_CENT, ROUND_HALF_UP) if whole > 0 else None


@dataclass(frozen=True)
class _One:
    """A hospital before it is placed."""

    institution: str
    name: str
    like: Circle
    counted: Decimal
    extent: Extent

    def measured(self, by: str) -> Decimal | None:
        """What it is placed by, not rounded."""
        part, whole = (1_000, self.extent.billed) if by == "billed" else (10_000, self.extent.rows)
        return self.counted * part / whole if whole > 0 else None

    @property
    def told(self) -> bool:
        """Whether anybody told how large it is."""
        return self.extent.rows > 0 or self.extent.billed > 0


def ranking(inspections: Sequence[Inspected], by_hospital: Sequence[Figure]) -> tuple[Placed, ...]:
    """All hospitals by circle and place; equal measures share a place."""
    hospitals = _hospitals(inspections, {one.name: one.counted for one in by_hospital})
    counts = Counter(one.like for one in hospitals if one.told)
    against = peers_of({one.like: counts[one.like] for one in hospitals})
    groups: dict[Circle, list[_One]] = defaultdict(list)
    for one in hospitals:
        groups[against[one.like]].append(one)
    return tuple(
        placed
        for circle in sorted(groups)
        for placed in _among(circle, groups[circle], hospitals, counts)
    )


def _hospitals(inspections: Sequence[Inspected], money: Mapping[str, Decimal]) -> list[_One]:
    """Each once, by code; a snapshot that several teams looked at is as large as it is."""
    same: dict[str, list[Inspected]] = defaultdict(list)
    for one in inspections:
        same[one.institution].append(one)
    return [
        _One(
            institution=code,
            name=next((one.institution_name for one in own if one.institution_name), code),
            like=circle_of(code, _first(one.level for one in own), _first(one.kind for one in own)),
            counted=money.get(code, Decimal("0.00")),
            extent=_sum({named: told for one in own for named, told in one.extents.items()}),
        )
        for code, own in sorted(same.items())
    ]


def _first(told: Iterable[str]) -> str:
    return next(filter(None, told), "")


def _sum(extents: Mapping[str, Extent]) -> Extent:
    told = extents.values()
    return Extent(
        sum(one.rows for one in told),
        sum(one.settlements for one in told),
        sum((one.billed for one in told), Decimal("0.00")),
    )


def _among(
    circle: Circle, own: Sequence[_One], hospitals: Sequence[_One], counts: Mapping[Circle, int]
) -> list[Placed]:
    """Those held against the circle, placed among everybody who stands in it."""
    peers = [one for one in hospitals if one.told and circle.holds(one.like)]
    by = "billed" if all(one.extent.billed > 0 for one in peers) else "rows"
    measured = {one.institution: one.measured(by) for one in peers}
    rates = sorted(rate for rate in measured.values() if rate is not None)
    middle = median(rates).quantize(_CENT, ROUND_HALF_UP) if rates else None
    placed = [
        Placed(
            **vars(one),
            alike=how_many(one.like, counts),
            among=circle,
            by=by,
            place=_place(measured.get(one.institution), rates),
            peers=len(rates),
            peers_median=middle,
        )
        for one in own
    ]
    return sorted(placed, key=lambda one: (one.place or len(rates) + 1, one.institution))


def _place(rate: Decimal | None, rates: Sequence[Decimal]) -> int | None:
    return None if rate is None else 1 + len(rates) - bisect_right(rates, rate)
