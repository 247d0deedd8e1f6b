"""Samples anybody can redraw, estimates with exact limits, and the tests auditors reach for."""

from inspector.statistics.appraisal import (
    LEVELS,
    Appraisal,
    Interval,
    appraise,
    appraise_strata,
    difference,
    ratio,
)
from inspector.statistics.digits import (
    TESTS,
    DigitTest,
    Mantissa,
    digit_test,
    duplicates,
    mantissa,
    second_order,
    suited,
    summation,
)
from inspector.statistics.draw import draw, draw_in_stages, draw_strata, ticket
from inspector.statistics.limits import (
    Attribute,
    attribute,
    binomial_limits,
    hypergeometric_limits,
)
from inspector.statistics.ratstats import Draw, place_in, ratstats
from inspector.statistics.sizes import (
    Stratum,
    controls_size,
    discovery_size,
    expected_errors,
    stratified_precision,
    stratified_size,
    variable_size,
)

__all__ = [
    "LEVELS",
    "TESTS",
    "Appraisal",
    "Attribute",
    "DigitTest",
    "Draw",
    "Interval",
    "Mantissa",
    "Stratum",
    "appraise",
    "appraise_strata",
    "attribute",
    "binomial_limits",
    "controls_size",
    "difference",
    "digit_test",
    "discovery_size",
    "draw",
    "draw_in_stages",
    "draw_strata",
    "duplicates",
    "expected_errors",
    "hypergeometric_limits",
    "mantissa",
    "place_in",
    "ratio",
    "ratstats",
    "second_order",
    "stratified_precision",
    "stratified_size",
    "suited",
    "summation",
    "ticket",
    "variable_size",
]
