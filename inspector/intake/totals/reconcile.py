"""The reconciliation: equations that hold in honest, complete exports, and how far these do.

Each total is one sentence with a numerator and a denominator. Those that are a data-quality check
of the rule catalogue carry its number: DQ-01 settlements and lines, DQ-02 refunds, DQ-03 days,
DQ-04 upload, DQ-05 codes, DQ-06 sex and age, DQ-07 numbers, DQ-08 the same second, DQ-09 coverage.
"""

from inspector.intake.result import ControlTotal
from inspector.intake.totals.codes import codes, sexes
from inspector.intake.totals.coverage import empty_columns, months, orphans
from inspector.intake.totals.links import items, settlements_tied, units, visits_tied
from inspector.intake.totals.money import headers, hospital, prices, refunds, settlements
from inspector.intake.totals.numbers import numbers_apart, repeated_keys, series
from inspector.intake.totals.reconciled import Reconciled
from inspector.intake.totals.stock import stock
from inspector.intake.totals.times import bursts, lateness, outside_visits

_CHECKS = (
    settlements,
    headers,
    prices,
    hospital,
    refunds,
    outside_visits,
    lateness,
    codes,
    sexes,
    repeated_keys,
    numbers_apart,
    series,
    bursts,
    months,
    orphans,
    empty_columns,
    visits_tied,
    settlements_tied,
    items,
    units,
    stock,
)


_EVEN_OF_NONE = ("intake.total.keys-repeated", "intake.total.refunds-paired")
"""Totals that say something where there is nothing to count."""


def reconcile(on: Reconciled) -> tuple[ControlTotal, ...]:
    """Every total whose ingredients are there, in the order they are read out."""
    made = [total for check in _CHECKS for total in check(on)]
    return tuple(one for one in made if one.denominator != "0" or one.name in _EVEN_OF_NONE)
