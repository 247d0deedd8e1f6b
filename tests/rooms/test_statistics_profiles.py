"""Profiles compare like with like, add up, and refuse where there is too little to compare."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.errors import SampleUnfit
from inspector.i18n import say
from inspector.schema import TABLES
from inspector.statistics import PROFILES, Clues
from inspector.statistics.profiles import (
    abc,
    census,
    change_point,
    gaps,
    hhi,
    jaccard,
    joined,
    just_below,
    parts_of_growth,
    robust_z,
)

YUAN = Decimal


def made(name: str, rows: list[Any], **told: object) -> Clues:
    profile = PROFILES[name]
    return profile.made(rows, dict(profile.params) | told)


@pytest.mark.parametrize("name", sorted(PROFILES))
def test_every_profile_says_what_it_answers_and_how(name: str) -> None:
    for key in (f"analysis.title.{name}", f"analysis.formula.{name}"):
        assert say(key, "zh") and say(key, "en")
    assert PROFILES[name].question(PROFILES[name].params).lstrip().startswith(("SELECT", "WITH"))


def test_robust_z_is_that_of_the_handbook() -> None:
    """Median 10, MAD 1: 1.4826 to the deviation."""
    scores = robust_z([9, 9, 10, 10, 11, 11, 24])
    assert scores[-1] == pytest.approx(14 / 1.4826)
    assert robust_z([5, 5, 5, 9]) == [None] * 4


def test_a_doctor_is_held_against_five_peers_of_thirty_visits_at_least() -> None:
    rows = [("内科", f"D{at}", 40, 100.0 + at, 100.0) for at in range(5)]
    odd, grave = ("内科", "D9", 40, 400.0, 100.0), ("内科", "D8", 40, 400.0, 396.0)
    thin = [("内科", "稀", 29, 900.0, 100.0), ("外科", "孤", 99, 900.0, 100.0)]
    told = made("peers", [*rows, odd, grave, *thin])
    assert [row[0] for row in told.rows] == ["D9"], "D8 is dear, but so are such cases"
    assert told.rows[0][5] == "4.00"
    assert (told.population, told.left_out) == (7, 2)
    with pytest.raises(SampleUnfit):
        made("peers", rows[:4])


def test_a_change_is_found_in_the_month_it_happened_and_its_policy_day_is_marked() -> None:
    months = [date(2024, month, 1) for month in range(1, 13)]
    rows = [
        ("内科", month, 100 + at % 3 + (80 if at >= 6 else 0)) for at, month in enumerate(months)
    ]
    told = made("trend", rows, policy="2024-06-20,2023-01-01")
    [(subject, changed, _, _, p, policy)] = told.rows
    assert (subject, changed, policy) == ("内科", date(2024, 7, 1), "2024-06-20")
    assert p < 0.01
    flat = [("内科", month, 100 + at % 2) for at, month in enumerate(months)]
    assert made("trend", flat).rows == ()
    with pytest.raises(SampleUnfit):
        made("trend", rows[:11])


def test_the_same_seed_gives_the_same_p() -> None:
    values = [1.0, 2, 1, 2, 4, 5, 4, 5, 1]
    assert change_point(values, 1) == change_point(values, 1)
    assert change_point(values, 1)[0] == change_point(values, 2)[0]


def test_growth_is_price_volume_and_mix() -> None:
    """Dearer, more of it, and something new: worked out with a pencil."""
    items = [[YUAN(10), YUAN(100), YUAN(12), YUAN(144)], [YUAN(0), YUAN(0), YUAN(8), YUAN(40)]]
    # Price (12 − 10)·12; volume (20 − 10)·10; the rest of 84.
    assert parts_of_growth(items) == (YUAN(24), YUAN(100), YUAN(-40))


@given(
    st.lists(st.tuples(*[st.decimals(0, 999, places=2) for _ in range(4)]), min_size=1, max_size=9)
)
def test_the_parts_add_up_to_the_growth(items: list[tuple[Decimal, ...]]) -> None:
    growth = sum((row[3] - row[1] for row in items), YUAN(0))
    assert sum(parts_of_growth(items), YUAN(0)) == growth


def test_strata_are_cut_where_the_money_is() -> None:
    cuts = [YUAN("0.8"), YUAN("0.95")]
    assert abc([YUAN(79), YUAN(2), YUAN(15), YUAN(4)], cuts) == [0, 0, 1, 2]
    rows = [("a", YUAN(80)), ("b", YUAN(15)), ("c", YUAN(5))]
    assert [row[:3] for row in made("abc", rows).rows] == [
        ("A", 1, YUAN(80)),
        ("B", 1, YUAN(15)),
        ("C", 1, YUAN(5)),
    ]


def test_a_gap_is_short_and_a_series_by_tens_misses_only_tens() -> None:
    assert gaps([1, 2, 5, 6, 90], 20) == [(3, 4, 2)]
    assert gaps([10, 20, 50, 60], 20) == [(30, 40, 2)]
    assert gaps([7], 20) == []
    rows = [(f"FP{number:04}",) for number in range(1, 40) if number not in (7, 8)]
    told = made("gaps", [*rows, ("没有号",)])
    assert told.rows == (("FP", "FP0007", "FP0008", 2),)
    assert told.left_out == 1


def test_stays_of_one_template_stand_out_of_those_that_share_little() -> None:
    assert jaccard(frozenset("abcd"), frozenset("abce")) == 0.6
    week = date(2024, 5, 6)
    same = [("甲", week, f"M{at}", "a,b,c,d,e" + (",f" if at else "")) for at in range(4)]
    other = [("乙", week, f"N{at}", ",".join(f"{at}{one}" for one in "abcde")) for at in range(4)]
    told = made("stays", same + other)
    assert [row[:4] for row in told.rows] == [("甲", week, 4, 6)]
    assert told.population == 8


def test_people_who_come_together_by_chance_make_no_group() -> None:
    def pair(one: str, other: str, together: int, each: int) -> tuple[object, ...]:
        return 365, 100, one, other, together, each, each

    assert joined([("b", "c"), ("a", "b"), ("x", "y")]) == [["a", "b", "c"], ["x", "y"]]
    told = made("groups", [pair("a", "b", 5, 5), pair("b", "c", 5, 6), pair("p", "q", 5, 90)])
    assert [row[2] for row in told.rows] == ["a b c"]
    assert made("groups", [(365, 100, None, None, None, None, None)]).rows == ()


def test_an_item_of_one_doctor_is_told_where_there_are_others_who_could() -> None:
    assert hhi([1, 1, 1, 1]) == 0.25
    many = [("甲药", f"D{at}", 10, 100.0) for at in range(5)]
    told = made("concentration", [*many, ("乙药", "D1", 40, 900.0), ("乙药", "D2", 1, 10.0)])
    assert [(row[0], row[4]) for row in told.rows] == [("乙药", "D1")]
    with pytest.raises(SampleUnfit):
        made("concentration", many[:4])


def test_crowding_below_a_threshold_is_more_than_a_slope() -> None:
    slope = [float(number) for number in range(100)] * 3
    assert just_below(slope, 50, 5)[2] > 0.3
    below, above, p = just_below([*slope, *[49.0] * 30], 50, 5)
    assert (below, above) == (45, 15) and p < 0.001


def test_the_census_counts_no_day_of_discharge() -> None:
    first = date(2024, 1, 1)
    assert (
        census([(first, first + timedelta(days=2)), (first + timedelta(days=1), date(2024, 1, 3))])[
            date(2024, 1, 2)
        ]
        == 2
    )
    stays = [(first + timedelta(days=at), first + timedelta(days=at + 10), 5) for at in range(50)]
    told = made("capacity", stays)
    [row] = told.rows
    # 50 stays of 10 days in 59 days, ten of them together, in 5 beds.
    assert row[1] == "10.00" and row[2] == "8.5" and row[6] == 10
    assert row[4] == "169 %" and row[7] == 49
    with pytest.raises(SampleUnfit):
        made("capacity", [(day, left, None) for day, left, _ in stays])


@pytest.mark.parametrize("records", ["fee", "session", "execution", "prescription"])
def test_records_of_many_kinds_are_looked_at_for_what_differs_in_one_thing(records: str) -> None:
    profile = PROFILES["near"]
    params = dict(profile.params) | {"records": records}
    [(table, columns)] = profile.also(params).items()
    known = set(TABLES["fee_list_d" if table == "fee_net" else table].by_name)
    assert set(columns) <= known and profile.question(params).count("psn_no") >= 2


def test_a_template_that_was_copied_over_people_is_found_and_one_at_midnight_is_not() -> None:
    con = duckdb.connect()
    con.execute(
        "CREATE TABLE trt_session AS SELECT 'P' || p AS psn_no, 'S1' AS staff_code, '推拿' AS"
        " item_name, t AS begntime, t + INTERVAL 20 MINUTE AS endtime FROM range(4) AS n(p),"
        " (VALUES (TIMESTAMP '2024-03-04 09:30:05'), (TIMESTAMP '2024-03-05')) AS days(t)"
    )
    params = dict(PROFILES["near"].params) | {"records": "session"}
    told = made("near", con.execute(PROFILES["near"].question(params)).fetchall(), **params)
    assert (told.population, [row[-2:] for row in told.rows]) == (4, [(4, 4)])


def test_graver_cases_are_not_held_against_a_doctor() -> None:
    """Of six doctors one treats strokes only, at four times the cost, as the others do theirs."""
    con = duckdb.connect()
    con.execute(
        "CREATE TABLE mdtrt_d AS SELECT d * 100 + v AS mdtrt_id, '21' AS med_type,"
        " CASE WHEN d = 5 OR v < 4 THEN 'I63.9' ELSE 'J18.9' END AS dscg_maindiag_code"
        " FROM range(6) AS n(d), range(40) AS m(v);"
        "CREATE TABLE fee_net AS SELECT mdtrt_id, 'D' || (mdtrt_id // 100) AS bilg_dr_code,"
        " NULL::VARCHAR AS bilg_dr_name, '内科' AS bilg_dept_name,"
        " CASE dscg_maindiag_code WHEN 'I63.9' THEN 400 ELSE 100 END + mdtrt_id % 7"
        " + mdtrt_id // 100 AS det_item_fee_sumamt FROM mdtrt_d"
    )
    question = PROFILES["peers"].question
    for mix, odd in (("none", ["D5"]), ("diagnosis", [])):
        params = dict(PROFILES["peers"].params) | {"mix": mix}
        told = made("peers", con.execute(question(params)).fetchall(), **params)
        assert [row[0] for row in told.rows] == odd
