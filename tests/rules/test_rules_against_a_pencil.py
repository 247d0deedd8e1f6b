"""Two rules whose SQL is not obvious, held against the slow and plain way of doing the same."""

from datetime import datetime, timedelta
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspector import shipped
from inspector.rules import Outcome, Rule, load_pack, run_rule
from inspector.rules.model import Pack
from inspector.workspace import Engine, blank_engine

NINE = datetime(2024, 8, 5, 9)
FEES = (
    "CREATE TABLE fee_net (bkkp_sn VARCHAR, setl_id VARCHAR, mdtrt_id VARCHAR, psn_no VARCHAR, "
    "fee_ocur_time TIMESTAMP, med_list_codg VARCHAR, medins_list_codg VARCHAR, "
    "medins_list_name VARCHAR, cnt DECIMAL(16,4), det_item_fee_sumamt DECIMAL(16,2))"
)
SESSIONS = (
    "CREATE TABLE trt_session (session_id VARCHAR, mdtrt_id VARCHAR, psn_no VARCHAR, "
    "med_list_codg VARCHAR, staff_code VARCHAR, trt_form VARCHAR, begntime TIMESTAMP, "
    "endtime TIMESTAMP)"
)
STOCK = (
    "CREATE TABLE inv_balance (year_month VARCHAR, medins_list_codg VARCHAR, "
    "open_cnt_min DECIMAL(16,4))",
    "CREATE TABLE inv_move (medins_list_codg VARCHAR, chg_type VARCHAR, biz_time TIMESTAMP, "
    "chg_cnt_min DECIMAL(16,4))",
)


def rule_of(pack_name: str, rule_id: str) -> tuple[Rule, Pack]:
    pack = load_pack(shipped.folder("rulepacks") / pack_name)
    return next(rule for rule in pack.rules if rule.id == rule_id), pack


def fee(engine: Engine, sn: str, at: datetime, cnt: int) -> None:
    engine.con.execute(
        "INSERT INTO fee_net VALUES ($1, 'S', $1, 'P', $2, '003402000200000', 'KN1', 'x', $3, $4)",
        [sn, at, cnt, 41 * cnt],
    )


def busiest_possible(sessions: list[tuple[int, int]], handover: int) -> int:
    """The size of the largest set in which no two overlap by more than `handover` minutes."""
    for size in range(len(sessions), 0, -1):
        for chosen in combinations(sessions, size):
            if all(
                min(a[1], b[1]) - max(a[0], b[0]) <= handover for a, b in combinations(chosen, 2)
            ):
                return size
    return 0


@pytest.mark.heavy
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    sessions=st.lists(
        st.tuples(st.integers(0, 120), st.integers(6, 60)).map(lambda s: (s[0], s[0] + s[1])),
        min_size=1,
        max_size=7,
    )
)
def test_the_therapist_keeps_the_largest_set_without_overlap(
    sessions: list[tuple[int, int]],
) -> None:
    rule, pack = rule_of("rehab", "SES-03")
    with blank_engine() as engine:
        engine.con.execute(FEES)
        engine.con.execute(SESSIONS)
        for number, (begin, end) in enumerate(sessions):
            fee(engine, f"F{number}", NINE, 1)
            engine.con.execute(
                "INSERT INTO trt_session VALUES "
                "($1, $2, 'P', '003402000200000', 'K1', '一对一', $3, $4)",
                [
                    f"T{number}",
                    f"F{number}",
                    NINE + timedelta(minutes=begin),
                    NINE + timedelta(minutes=end),
                ],
            )
        outcome = run_rule(rule, pack, engine)
    excess = [row for row in outcome.table.to_pylist() if row["amount"]]
    assert len(excess) == len(sessions) - busiest_possible(sessions, handover=5)
    assert outcome.amount == 41 * len(excess)


Happening = tuple[int, int]
"""Hours after nine, and how many came (+) or were charged (−)."""


def short_by_hand(opening: int, happened: list[Happening]) -> Decimal:
    """Walk through the days, goods of up to a day later first: the 元 charged with none left."""
    left, short = opening, 0
    walked = sorted((hour - 24 if cnt > 0 else hour, cnt < 0, cnt) for hour, cnt in happened)
    for _, _, cnt in walked:
        if cnt < 0:
            short += min(-cnt, -cnt - max(left, 0)) if -cnt > left else 0
        left += cnt
    return Decimal(41 * short)


def sold(opening: int, happened: list[Happening]) -> Outcome:
    rule, pack = rule_of("inventory", "INV-01")
    with blank_engine() as engine:
        for table in (FEES, *STOCK):
            engine.con.execute(table)
        engine.con.execute(f"INSERT INTO inv_balance VALUES ('202408', 'KN1', {opening})")
        engine.con.execute("INSERT INTO inv_move VALUES ('KN9', '物资采购', '2024-08-01', 1)")
        fee(engine, "F", NINE - timedelta(days=400), 1)
        for number, (hour, cnt) in enumerate(happened):
            at = NINE + timedelta(hours=hour)
            if cnt < 0:
                fee(engine, f"F{number:03}", at, -cnt)
            else:
                moved = ["KN1", "物资采购", at, cnt]
                engine.con.execute("INSERT INTO inv_move VALUES ($1, $2, $3, $4)", moved)
        return run_rule(rule, pack, engine)


@pytest.mark.heavy
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    opening=st.integers(0, 10),
    days=st.lists(
        st.integers(1, 12).flatmap(
            lambda cnt: st.sampled_from([cnt, -cnt]),
        ),
        max_size=12,
    ),
)
def test_running_stock_is_what_a_walk_through_the_days_gives(opening: int, days: list[int]) -> None:
    happened = [(24 * number + number % 5, cnt) for number, cnt in enumerate(days)]
    outcome = sold(opening, happened)
    assert outcome.status in ("hit", "clean")
    assert outcome.amount == short_by_hand(opening, happened)


@pytest.mark.parametrize("hours_late", [0, 1, 23, 24])
def test_goods_that_are_booked_within_a_day_were_there(hours_late: int) -> None:
    assert sold(0, [(0, -3), (hours_late, 3)]).amount == 0
    assert sold(0, [(0, -3), (25, 3)]).amount == 41 * 3
