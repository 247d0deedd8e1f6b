"""Estimates as plain values, rounded once: the journal keeps them, screens and reports print them.

Money is decimal text in 元 with two places, a rate's error in percent with two; counts are whole.
"""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from inspector.statistics import Estimate

_SHAPE = Decimal("0.0001")
_CENT, _ONE = Decimal("0.01"), Decimal(1)


def estimate_body(told: Estimate) -> dict[str, Any]:
    """An estimate with its limits by level, its shape, and its strata."""
    step = _CENT if told.of == "yuan" else _ONE
    body: dict[str, Any] = {
        "method": told.method,
        "of": told.of,
        "units": told.units,
        "sample": told.sample,
        "found": told.found,
        "point": rounded(told.point, step),
        "error": rounded(told.error, _CENT),
        "limits": {
            str(one.level): {
                "lower": rounded(one.lower, step),
                "upper": rounded(one.upper, step),
                "precision": rounded(one.precision, _CENT),
            }
            for one in told.intervals
        },
    }
    if told.shape:
        body["shape"] = {name: rounded(value, _SHAPE) for name, value in told.shape.items()}
    if told.parts:
        body["strata"] = {name: estimate_body(part) for name, part in told.parts.items()}
    return body


def rounded(value: Decimal, step: Decimal) -> str:
    """`value` as text, half away from nothing."""
    return str(value.quantize(step, ROUND_HALF_UP))
