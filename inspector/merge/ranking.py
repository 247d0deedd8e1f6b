"""Each hospital among its peers: institutions of the same kind, by money for what was looked at.

A hospital with more rows has more to find: the place is by 元 for 10,000 rows, not by 元.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from statistics import median
from typing import Any

from inspector.merge.inspected import Figure, Inspected

_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Placed:
    """One hospital's place among the `peers` (itself included) of its kind; the first has most.

    `kind` is the letter of the national code: H 定点医疗机构, P 定点零售药店; "" if it has none.
    `rate` is 元 for 10,000 rows, None where nobody told how many rows there were: it has no place.
    """

    institution: str
    name: str
    kind: str
    counted: Decimal
    rows: int
    rate: Decimal | None
    place: int | None
    peers: int
    peers_median: Decimal | None

    def to_dict(self) -> dict[str, Any]:
        """As canonical JSON takes it."""
        told = {name: None if value is None else str(value) for name, value in self._amounts()}
        return vars(self) | told

    def _amounts(self) -> tuple[tuple[str, Decimal | None], ...]:
        return ("counted", self.counted), ("rate", self.rate), ("peers_median", self.peers_median)


def ranking(inspections: Sequence[Inspected], by_hospital: Sequence[Figure]) -> tuple[Placed, ...]:
    """All hospitals by kind and place; equal rates share a place."""
    rows: dict[str, int] = defaultdict(int)
    names: dict[str, str] = {}
    for one in inspections:
        rows[one.institution] += one.rows
        names[one.institution] = one.institution_name or one.institution
    money = {figure.name: figure.counted for figure in by_hospital}
    kinds: dict[str, list[str]] = defaultdict(list)
    for code in sorted(names):
        kinds[code[:1] if code[:1].isalpha() else ""].append(code)
    return tuple(
        placed
        for kind in sorted(kinds)
        for placed in _among_peers(kind, kinds[kind], names, money, rows)
    )


def _among_peers(
    kind: str,
    codes: Sequence[str],
    names: dict[str, str],
    money: dict[str, Decimal],
    rows: dict[str, int],
) -> list[Placed]:
    rates = {
        code: (money.get(code, Decimal(0)) * 10_000 / rows[code]).quantize(_CENT, ROUND_HALF_UP)
        for code in codes
        if rows[code]
    }
    middle = median(rates.values()).quantize(_CENT, ROUND_HALF_UP) if rates else None
    placed = [
        Placed(
            institution=code,
            name=names[code],
            kind=kind,
            counted=money.get(code, Decimal("0.00")),
            rows=rows[code],
            rate=rates.get(code),
            place=1 + sum(rate > rates[code] for rate in rates.values()) if code in rates else None,
            peers=len(rates),
            peers_median=middle,
        )
        for code in codes
    ]
    return sorted(placed, key=lambda one: (one.place or len(codes) + 1, one.institution))
