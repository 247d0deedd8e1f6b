"""Every figure that was published for these methods comes out as it was printed."""

import csv
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from inspector.errors import SampleUnfit
from inspector.statistics import (
    LEVELS,
    Stratum,
    appraise,
    appraise_strata,
    attribute,
    binomial_limits,
    controls_size,
    difference,
    digit_test,
    discovery_size,
    duplicates,
    expected_errors,
    hypergeometric_limits,
    mantissa,
    ratio,
    second_order,
    stratified_precision,
    stratified_size,
    suited,
    summation,
    variable_size,
)

_REFERENCE = Path(__file__).parents[3] / "shared" / "reference"
needs_reference = pytest.mark.skipif(
    not (_REFERENCE / "ratstats").is_dir(), reason="the published figures are not here"
)


def told(name: str) -> Any:
    return json.loads((_REFERENCE / name).read_text("utf-8"), parse_float=Decimal)


def printed(value: Decimal, like: Decimal | int) -> bool:
    """Whether `value` rounds to the figure as printed."""
    places = Decimal(like).as_tuple().exponent
    assert isinstance(places, int)
    return value.quantize(Decimal(1).scaleb(places)) == Decimal(like)


@needs_reference
def test_exact_limits_of_attributes() -> None:
    for case in told("ratstats/attribute_unrestricted.json")["cases"]:
        for level, limits in case.get("ci", {}).items():
            found = attribute(case["N"], case["n"], case["x"], int(level))
            assert [found.lower, found.upper] == limits
            assert found.projected == case.get("projected", found.projected)
            assert printed(found.standard_error, case.get("se_pct", found.standard_error))
        for level, upper in case.get("upper", {}).items():
            assert hypergeometric_limits(case["N"], case["n"], 0, int(level)) == (0, upper)


@needs_reference
def test_an_unrestricted_variable_is_appraised() -> None:
    expected = told("ratstats/variable_unrestricted.json")
    with (_REFERENCE / "ratstats" / "DATASRS.csv").open() as file:
        rows = list(csv.DictReader(file))
    examined = [Decimal(row["examined"]) for row in rows]
    audited = [Decimal(row["audited"]) for row in rows]
    for name, found in {
        "examined": appraise(examined, 10000),
        "audited": appraise(audited, 10000),
        "difference": difference(examined, audited, 10000),
    }.items():
        figures = expected[name]
        assert printed(found.mean, figures["mean"])
        assert printed(found.deviation, figures["sd"])
        assert printed(found.skewness, figures["skew"])
        assert printed(found.kurtosis, figures["kurt"])
        assert printed(found.error_of_mean, figures["se_mean"])
        assert printed(found.error_of_total, figures["se_total"])
        assert printed(found.point, figures["point"])
        for level in LEVELS:
            assert printed(found.at(level).lower, figures["lower"][str(level)])
            assert printed(found.at(level).upper, figures["upper"][str(level)])
            assert printed(found.at(level).precision, figures["precision"][str(level)])
            share = 100 * found.at(level).precision / found.point
            assert printed(share, figures["precision_pct"][str(level)])


@needs_reference
def test_sample_sizes_of_variables() -> None:
    sizes = told("ratstats/sample_sizes.json")
    probe = [Decimal(value) for value in sizes["variable_probe"]["probe"]]
    seen = appraise(probe, 100000)
    assert seen.mean == 400
    assert printed(seen.deviation, Decimal("50.0"))
    for percent, by_level in sizes["variable_probe"]["n"].items():
        for level, size in by_level.items():
            share = Decimal(percent) / 100
            assert variable_size(100000, seen.mean, seen.deviation, share, int(level)) == size
    told_errors = sizes["variable_error_rate"]
    mean, deviation = expected_errors(
        told_errors["error_rate"], Decimal(300), told_errors["sd_reported"]
    )
    assert mean == 45
    assert printed(deviation, told_errors["diff_sd"])
    for percent, by_level in told_errors["n"].items():
        for level, size in by_level.items():
            share = Decimal(percent) / 100
            assert variable_size(10000, mean, deviation, share, int(level)) == size


@needs_reference
def test_sample_sizes_of_strata() -> None:
    sizes = told("ratstats/sample_sizes.json")
    case = sizes["stratified_total_unknown"]
    strata = [
        Stratum(
            part["N"], Decimal(part["mean"]), Decimal(part["sd"]), Decimal(part["ratio_pct"]) / 100
        )
        for part in case["strata"]
    ]
    for percent, by_level in case["total"].items():
        for level, total in by_level.items():
            each, whole = stratified_size(strata, Decimal(percent) / 100, int(level))
            assert each == (case["n1"][percent][level], case["n2"][percent][level])
            assert whole == total
    known = sizes["stratified_total_known"]
    for level, percent in known["precision_pct"].items():
        share, _ = stratified_precision(strata, known["alloc"], int(level))
        assert printed(100 * share, percent)


@needs_reference
def test_sizes_of_the_audit_guide() -> None:
    checked = 0
    with (_REFERENCE / "audit_sampling" / "aicpa_A1.csv").open() as file:
        for row in csv.DictReader(file):
            expected = Decimal(row.pop("expected_deviation_pct")) / 100
            for name, size in row.items():
                if size != "NA":
                    rate = Decimal(name.removeprefix("tolerable_").removesuffix("pct")) / 100
                    assert controls_size(expected, rate, Decimal("0.05")) == int(size)
                    checked += 1
    assert checked > 150


@needs_reference
def test_the_digits_of_the_corporate_payments() -> None:
    figures = told("benford/expected.json")["corporate.payment"]
    with (_REFERENCE / "benford" / "corporate.payment.csv").open() as file:
        amounts = [Decimal(row["Amount"]) for row in csv.DictReader(file)]
    large = [amount for amount in amounts if amount >= 10]
    assert (len(amounts), len(large)) == (figures["rows"], figures["ge_10"])
    every = figures["first_two_digits_all_positive"]
    found = digit_test(amounts, "first_two")
    assert found.values == every["n"]
    assert printed(Decimal(found.mad), every["MAD"])
    assert printed(Decimal(found.kolmogorov_smirnov), every["KS_D"])
    assert printed(Decimal(found.critical), every["KS_critical"])
    assert printed(Decimal(found.chi_square), every["chi2_recomputed_here"])
    assert found.conformity == "none"
    off = sorted(found.digits, key=lambda digit: -abs(digit.observed - digit.expected))
    for digit, (digits, difference_) in zip(off, every["top5"], strict=False):
        assert digit.digits == digits
        assert printed(Decimal(abs(digit.observed - digit.expected)), difference_)
    parts = mantissa(amounts)
    assert printed(Decimal(parts.mean), every["mantissa_mean"])
    assert printed(Decimal(parts.variance), every["mantissa_var"])
    assert printed(Decimal(parts.excess_kurtosis), every["mantissa_exkurt"])
    assert printed(Decimal(parts.skewness), every["mantissa_skew"])
    assert printed(Decimal(parts.arc), every["mantissa_arc_L2"])
    # The program that printed this figure divides by 39.0685, a slip for the law's 39.0865.
    slipped = Decimal(parts.distortion) * Decimal("39.0865") / Decimal("39.0685")
    assert abs(slipped - every["distortion_factor"]) < Decimal("0.00001")
    assert second_order(amounts).values == every["n_second_order"]
    assert second_order(large).values == figures["second_order_n_ge10"]
    assert printed(Decimal(digit_test(large, "first").mad), figures["first_digit_ge10"]["MAD"])
    assert printed(Decimal(digit_test(large, "first_two").mad), figures["first_two_ge10"]["MAD"])
    sums = summation(large)
    fair = sum(sums.values(), Decimal(0)) / 90
    oddest = sorted(sums, key=lambda digits: -abs(sums[digits] - fair))[:6]
    assert oddest == figures["first_two_ge10"]["top_abs_excess_summation_digits"]
    assert duplicates(large, 6) == [(amount, n) for amount, n in figures["top_duplicates_ge10"]]


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
