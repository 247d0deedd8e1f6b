"""The list of hits: places in one table that is never copied, in any order, narrowed, grouped."""

from datetime import datetime
from decimal import Decimal

import pyarrow as pa
import pytest

from inspector.steps.hits import one_row_each
from inspector.tui.hit_list import grouped, lines_of, listed
from tests.screens.made_up import hit_rows

HITS = one_row_each(pa.Table.from_pylist(hit_rows(0, 60)))


def test_a_hit_of_two_lines_is_one_row_with_the_money_of_both() -> None:
    row = listed(HITS, order="kept")[3]
    assert (row["hit_id"], row["rows"], row["amount"]) == (f"{3:016x}", 2, Decimal("44.00"))
    assert row["occurred_on"] == datetime(2024, 3, 4, 9, 30)


def test_every_order_shows_every_hit_and_copies_none() -> None:
    for order in ("amount", "kept", "date", "person", "rule"):
        shown = listed(HITS, order=order)
        assert shown.table is HITS
        assert set(shown.order.to_pylist()) == set(range(60))
    dearest = [row["amount"] for row in listed(HITS).rows(0, 3)]
    assert dearest == [Decimal("100.00"), Decimal("99.00"), Decimal("98.00")]
    assert [listed(HITS, order="rule")[at]["rule_id"] for at in (0, 59)] == ["JC-02", "RB4-01"]


def test_what_was_typed_is_found_in_any_column_that_is_searched() -> None:
    assert len(listed(HITS, text="床位费")) == 30
    assert listed(HITS, text="zy2024000007")[0]["hit_id"] == f"{7:016x}"
    assert len(listed(HITS, "JC-02", "ZY2024000008")) == 0


@pytest.mark.parametrize(("kind", "groups"), [("person", 60), ("month", 1), ("rule", 2)])
def test_groups_divide_the_hits_and_their_money(kind: str, groups: int) -> None:
    every = listed(HITS)
    told = grouped(every, kind)
    assert len(told) == groups
    assert sum(len(one) for one in told) == len(every)
    assert sum(one.amount for one in told) == every.amount
    first = listed(HITS, order="kept", group=told[0])
    assert (len(first), first.amount) == (len(told[0]), told[0].amount)


def test_a_doctor_is_found_by_the_fee_line_and_none_is_a_group_of_its_own() -> None:
    lines = lines_of(listed(HITS))
    offices = dict.fromkeys(lines[:20], ("康复医学科", "李大夫"))
    told = grouped(listed(HITS), "doctor", offices)
    assert sorted((one.name, len(one)) for one in told) == [("", 40), ("李大夫", 20)]


def test_a_hit_stands_where_it_is_shown() -> None:
    shown = listed(HITS)
    assert shown.place(shown.name(17)[0]) == 17
    assert shown.place("not there") == 0
    assert listed(HITS, "JC-02").count_of([f"{1:016x}", f"{2:016x}"]) == 1
