"""Estimates and digit tests on figures small enough to be done by hand."""

from decimal import Decimal

import pytest

from inspector.errors import SampleUnfit
from inspector.statistics import (
    appraise,
    appraise_strata,
    attribute,
    binomial_limits,
    discovery_size,
    ratio,
    suited,
)


def test_strata_add_up_and_a_ratio_that_never_varies_has_no_error() -> None:
    low = [Decimal(value) for value in (10, 12, 14, 11, 13)]
    high = [Decimal(value) for value in (100, 120, 90, 110)]
    each, point, error, _ = appraise_strata({"小": low, "大": high}, {"小": 500, "大": 40})
    assert point == each["小"].point + each["大"].point == Decimal(500 * 12 + 40 * 105)
    assert error**2 == pytest.approx(
        sum(part.error_of_total**2 for part in each.values()), rel=Decimal("1e-20")
    )
    halves = [value / 2 for value in high]
    estimate, spread, _ = ratio(high, halves, 40, Decimal(4200))
    assert estimate == 2100
    assert spread == 0


def test_a_discovery_sample_is_the_textbooks() -> None:
    """59 for 5 % at 95 % in a frame without end; fewer where the frame is small."""
    assert discovery_size(1_000_000, Decimal("0.05"), 95) == 59
    assert discovery_size(1_000_000, Decimal("0.01"), 95) == 299
    assert discovery_size(100, Decimal("0.05"), 95) == 45
    assert binomial_limits(59, 0, 95)[1] < Decimal("0.05") < binomial_limits(58, 0, 95)[1]


def test_figures_that_cannot_follow_the_law_are_refused_with_the_reason() -> None:
    prices = [Decimal("41.00"), Decimal("31.00")] * 800
    with pytest.raises(SampleUnfit) as refused:
        suited(prices)
    assert refused.value.facts["problem"] == "values"
    with pytest.raises(SampleUnfit) as refused:
        suited(prices[:10])
    assert refused.value.facts["problem"] == "few"
    near = [Decimal(1000 + number) for number in range(1500)]
    with pytest.raises(SampleUnfit) as refused:
        suited(near)
    assert refused.value.facts["problem"] == "range"
    capped = [Decimal(number) for number in range(1, 2000)] + [Decimal(5000)] * 400
    with pytest.raises(SampleUnfit) as refused:
        suited(capped)
    assert refused.value.facts["problem"] == "caps"


def test_an_appraisal_of_one_value_is_refused() -> None:
    with pytest.raises(SampleUnfit):
        appraise([Decimal(1)], 10)
    with pytest.raises(SampleUnfit):
        attribute(10, 11, 1, 95)
