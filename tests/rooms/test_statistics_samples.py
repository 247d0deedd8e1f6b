"""A sample of any kind is drawn from its plan alike by everybody, and its estimate is exact."""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.errors import FrameInvalid, SampleUnfit
from inspector.statistics import (
    Drawn,
    Frame,
    Plan,
    Unit,
    attribute_size,
    check_plan,
    draw,
    draw_planned,
    estimate,
    frame_of,
    hypergeometric_limits,
    interval_of,
    monetary_size,
    ratstats,
    stringer,
    systematic,
)
from inspector.steps import sample_limits

YUAN = Decimal
PLAN = Plan("attribute", "tickets", "SELECT", "setl_id", size=3)
KEYS = [f"S{number:02}" for number in range(1, 13)]
SIMPLE = Frame(tuple(Unit("", "", key, YUAN(10)) for key in KEYS))
WARDS = Frame(
    tuple(Unit("", f"W{at % 4}", key, YUAN(10 + at)) for at, key in sorted(enumerate(KEYS)))
)


def test_a_small_frame_is_drawn_whole_where_no_size_is_narrow_enough() -> None:
    assert attribute_size(5, YUAN("0.5"), YUAN("0.01"), 95) == 5


def test_sizes_of_monetary_units_are_those_of_the_audit_guide() -> None:
    """Table C-1, 5 % risk: tolerable 50, 10, 5, 1 and 0.5 %; expected none, a tenth, half of it."""
    tolerable = [YUAN(share) for share in ("0.5", "0.1", "0.05", "0.01", "0.005")]
    for part, sizes in {
        "0": [6, 30, 60, 300, 600],
        "0.1": [8, 37, 74, 368, 736],
        "0.5": [24, 116, 231, 1154, 2308],
    }.items():
        assert [monetary_size(most, most * YUAN(part), 95) for most in tolerable] == sizes
    with pytest.raises(SampleUnfit):
        monetary_size(YUAN("0.05"), YUAN("0.05"), 95)


def test_the_frame_is_the_same_in_whatever_order_its_rows_come() -> None:
    plan = replace(PLAN, stratum="ward", amount="yuan")
    rows = [("b", "S2", "2.50"), ("a", "S9", "1"), ("a", "S1", None)]
    columns = ["ward", "setl_id", "yuan"]
    frame = frame_of(plan, columns, rows)
    assert frame == frame_of(plan, columns, rows[::-1])
    assert [unit.key for unit in frame.units] == ["S1", "S9", "S2"]
    assert frame.digest == frame_of(plan, columns, rows[::-1]).digest
    assert frame.digest != frame_of(plan, columns, rows[:2]).digest
    assert frame.amount == YUAN("3.50")


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ([("S1", "1"), ("S1", "1")], "repeats"),
        ([("", "1")], "key"),
        ([("S1", "多")], "not-money"),
    ],
)
def test_a_frame_that_cannot_be_drawn_from_says_why(rows: list[Any], problem: str) -> None:
    with pytest.raises(FrameInvalid) as refused:
        frame_of(replace(PLAN, amount="yuan"), ["setl_id", "yuan"], rows)
    assert refused.value.facts["problem"] == problem
    with pytest.raises(FrameInvalid):
        frame_of(PLAN, ["bkkp_sn"], rows)


def test_reversals_are_netted_before_monetary_units_are_counted() -> None:
    plan = Plan("monetary", "tickets", "SELECT", "bkkp_sn", amount="yuan", size=2)
    rows = [("F1", "100"), ("F2", "40"), ("F1", "-100"), ("F3", "60")]
    frame = frame_of(plan, ["bkkp_sn", "yuan"], rows)
    assert [(unit.key, unit.amount) for unit in frame.units] == [
        ("F2", YUAN(40)),
        ("F3", YUAN(60)),
    ]
    assert frame.left_out == 1
    with pytest.raises(FrameInvalid) as refused:
        frame_of(plan, ["bkkp_sn", "yuan"], [*rows, ("F9", "-5")])
    assert refused.value.facts["problem"] == "amount"


def test_every_yuan_of_a_unit_of_one_interval_is_hit() -> None:
    amounts = {"F1": YUAN(30), "F2": YUAN(250), "F3": YUAN(20), "F4": YUAN(100)}
    interval = interval_of(amounts, 4)
    assert interval == 100
    told = systematic(amounts, interval, YUAN(35))
    # 35, 135 and 235 lie in F2, 335 in F4.
    assert told.drawn == ("F2", "F4")
    assert told.certain == {"F2", "F4"}
    assert systematic(amounts, interval, YUAN(30)).drawn == ("F1", "F2", "F4")


def test_without_errors_the_stringer_bound_is_three_intervals() -> None:
    amounts = {key: YUAN(10) for key in KEYS}
    clean = stringer(amounts, dict.fromkeys(KEYS, YUAN(0)), YUAN(100), 95)
    assert (clean.likely, round(clean.upper)) == (YUAN(0), 300)
    half = stringer(amounts, dict.fromkeys(KEYS, YUAN(0)) | {"S01": YUAN(5)}, YUAN(100), 95)
    assert half.likely == 50
    # 2.9957 + 0.5 · (4.7439 − 2.9957)
    assert round(half.upper, 1) == YUAN("387.0")


def test_a_plan_without_what_its_kind_needs_is_refused() -> None:
    check_plan(PLAN)
    for wrong in (
        replace(PLAN, size=0),
        replace(PLAN, kind="stratified"),
        replace(PLAN, kind="two-stage", cluster="ward"),
        replace(PLAN, kind="monetary"),
        replace(PLAN, kind="discovery", rate="viel"),
        replace(PLAN, rule="INV-01"),
    ):
        with pytest.raises(FrameInvalid):
            check_plan(wrong)
    check_plan(replace(PLAN, kind="discovery", size=0))
    assert Plan.from_body(PLAN.to_body() | {"later": 1}) == PLAN


def test_each_kind_draws_what_it_says() -> None:
    assert [unit.key for unit in draw_planned(PLAN, SIMPLE, "7").units] == draw(KEYS, 3, "7")
    numbers = [number for (number,) in ratstats(7.0, [(1, 12)], 3).sequential]
    by_number = draw_planned(replace(PLAN, method="ratstats"), SIMPLE, "7").units
    assert [unit.key for unit in by_number] == [KEYS[number - 1] for number in numbers]
    for method in ("tickets", "ratstats"):
        plan = replace(PLAN, method=method, cluster="ward", size=2)
        whole = draw_planned(replace(plan, kind="cluster"), WARDS, "7").units
        assert len(whole) == 6 and len({unit.cluster for unit in whole}) == 2
        some = draw_planned(replace(plan, kind="two-stage", second=2), WARDS, "7").units
        assert len(some) == 4 and {unit.cluster for unit in some} == {u.cluster for u in whole}
    with pytest.raises(FrameInvalid):
        draw_planned(replace(PLAN, method="ratstats"), SIMPLE, "骰子")


def test_a_stratified_draw_shares_the_size_out_and_leaves_no_stratum_alone() -> None:
    units = [Unit("小", "", f"a{at}") for at in range(90)] + [
        Unit("大", "", f"b{at}") for at in (1, 2)
    ]
    frame = Frame(tuple(sorted(units)))
    for method in ("tickets", "ratstats"):
        plan = replace(PLAN, kind="stratified", stratum="s", size=20, method=method)
        strata = [unit.stratum for unit in draw_planned(plan, frame, "3").units]
        assert (strata.count("小"), strata.count("大")) == (20, 2)
        told = draw_planned(replace(plan, sizes={"小": 5, "大": 1}), frame, "3").units
        assert len(told) == 6
        with pytest.raises(FrameInvalid):
            draw_planned(replace(plan, sizes={"中": 5}), frame, "3")


def test_a_discovery_sample_takes_as_many_as_it_needs() -> None:
    plan = replace(PLAN, kind="discovery", size=0, rate="0.5")
    assert len(draw_planned(plan, SIMPLE, "1").units) == 4


def test_a_census_is_known_and_not_estimated() -> None:
    errors = {key: YUAN(at) for at, key in enumerate(KEYS)}
    for kind in ("variable", "cluster", "two-stage"):
        plan = replace(PLAN, kind=kind, cluster="ward", size=4, second=9, amount="yuan")
        [told] = [
            one
            for one in estimate(plan, WARDS, Drawn(WARDS.units), errors)
            if one.method in (kind, "difference")
        ]
        assert (told.point, told.error) == (YUAN(66), YUAN(0))
        assert told.found == 11


def test_two_stages_have_the_error_of_both() -> None:
    plan = replace(PLAN, kind="two-stage", cluster="ward", size=2, second=2)
    units = [unit for unit in WARDS.units if unit.cluster in ("W0", "W1")]
    picked = [unit for unit in units if unit.key not in ("S09", "S10")]
    errors = {"S01": YUAN(2), "S05": YUAN(4), "S02": YUAN(1), "S06": YUAN(1)}
    [told] = estimate(plan, WARDS, Drawn(tuple(picked)), errors)
    # Totals 9 and 3 of wards of 3: 4/2 · 12; variances 4²·(1−2/4)/2·18 and 2·(3²·(1−2/3)/2·2).
    assert told.point == 24
    assert round(told.error**2, 20) == 72 + 6


def test_an_estimate_waits_for_every_result() -> None:
    drawn = draw_planned(PLAN, SIMPLE, "7")
    with pytest.raises(SampleUnfit) as refused:
        estimate(PLAN, SIMPLE, drawn, {drawn.units[0].key: YUAN(0)})
    assert refused.value.facts == {"problem": "results", "have": 1, "least": 3}
    [told] = estimate(PLAN, SIMPLE, drawn, {unit.key: YUAN(1) for unit in drawn.units})
    assert (told.of, told.found, told.point) == ("units", 3, YUAN(12))
    assert told.lower is not None and told.lower < 12


@given(
    keys=st.lists(st.text("abc123", min_size=1), min_size=2, max_size=40, unique=True),
    seed=st.text("0123456789", min_size=1),
    data=st.data(),
)
def test_whoever_redraws_gets_the_same_units_in_whatever_order_the_rows_come(
    keys: list[str], seed: str, data: st.DataObject
) -> None:
    rows = [(key, f"{1 + len(key)}.00") for key in keys]
    other = data.draw(st.permutations(rows))
    for kind in ("attribute", "monetary"):
        plan = replace(PLAN, kind=kind, size=2, amount="yuan")
        drawn, again = (
            draw_planned(plan, frame_of(plan, ["setl_id", "yuan"], told), seed)
            for told in (rows, other)
        )
        assert drawn == again


def test_limits_of_a_rate_are_exact_with_and_without_a_frame() -> None:
    """5 of 100, as Clopper and Pearson have it: 1.643 % to 11.283 %."""
    [endless] = sample_limits(100, 5, 0, [95]).rows
    assert (endless["rate_from"], endless["rate_to"]) == ("1.643 %", "11.283 %")
    [framed] = sample_limits(100, 5, 10_000, [95]).rows
    assert (framed["units_from"], framed["units_to"]) == ("166", "1,125")
    with pytest.raises(SampleUnfit):
        sample_limits(100, 101, 0, [95])
    with pytest.raises(SampleUnfit):
        sample_limits(100, 5, 99, [95])


@pytest.mark.parametrize("level", [80, 95])
@pytest.mark.parametrize("rate", ["0", "0.003", "0.05", "0.3", "0.97"])
@pytest.mark.parametrize("units", [40, 3_000])
def test_the_interval_of_a_size_is_as_wide_as_asked_or_the_next_size_is_narrower(
    units: int, rate: str, level: int
) -> None:
    def wide(size: int) -> int:
        found = int((YUAN(rate) * size).to_integral_value(ROUND_HALF_UP))
        low, high = hypergeometric_limits(units, size, found, level)
        return high - low

    size, asked = attribute_size(units, YUAN(rate), YUAN("0.1"), level), units // 10
    assert wide(size) == asked or wide(size) > asked > wide(size + 1)
