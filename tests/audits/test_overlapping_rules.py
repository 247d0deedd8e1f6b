"""Rules that look for the same thing from two sides never count one fee line twice."""

from collections import defaultdict
from decimal import Decimal

import pytest

from inspector.rules import Line, waterfall
from sample_audits.common.outpatients import Claims
from sample_audits.huimin.pharmacy import pharmacy
from sample_audits.zekang.dialysis import dialysis

PAIRS = [
    ("SPA-17", "XY1-10"),
    ("SES-18", "XY1-09b"),
    ("NAT-49", "XY1-09"),
    ("SES-20", "XY2-03"),
    ("INV-19", "PHR-11b"),
    ("PHR-02", "XY1-11"),
    ("TRC-03", "TRC-06"),
    ("SES-15", "SES-19b"),
]


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_of_two_rules_on_one_line_the_second_counts_only_what_goes_beyond(
    first: str, second: str
) -> None:
    whole, part = Decimal("100.00"), Decimal("60.00")
    lines = [Line(second, "f2", "F1", whole, whole), Line(first, "f1", "F1", part, whole)]
    told = waterfall(lines)
    assert [(step.rule_id, step.counted) for step in told.steps] == [
        (first, part),
        (second, whole - part),
    ]
    assert told.total == whole


@pytest.mark.parametrize(
    "claims",
    [
        pytest.param(pharmacy(7, 2_000, cases=1).claims, id="pharmacy"),
        pytest.param(dialysis(7, 2_000, cases=1).claims, id="dialysis"),
    ],
)
def test_all_that_is_planted_comes_to_each_line_once(claims: Claims) -> None:
    costs = {
        row["bkkp_sn"]: Decimal(row["det_item_fee_sumamt"]) for row in claims.sheets["fee_list_d"]
    }
    told = [one for one in claims.truth if one.line]
    largest: dict[str, Decimal] = defaultdict(Decimal)
    for one in told:
        largest[one.line] = max(largest[one.line], one.amount)
    shared = [one for one in told if sum(other.line == one.line for other in told) > 1]
    counted = waterfall(Line(o.rule, o.kind, o.line, o.amount, costs[o.line]) for o in told)
    assert len(shared) > 5
    assert counted.total == sum(largest.values())
    assert counted.total < sum(one.amount for one in told)
