"""The fund's part of a finding's money, and that the parts add up to the whole."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.findings import Finding, fold, fund_share
from tests.rooms.findings_told import OPENED, Telling


def finding(settlements: dict[str, Any], amount: str = "100.00", **more: Any) -> Finding:
    told = Telling({**OPENED, "settlements": settlements, "amount": amount, **more})
    return fold(told.events)["F1"]


def paid(fund: str, total: str) -> dict[str, str]:
    return {"fund": fund, "total": total}


def test_each_settlements_amount_is_divided_by_what_the_fund_paid_of_it() -> None:
    share = fund_share(finding({"S1": paid("600.00", "900.00"), "S2": paid("50.00", "100.00")}))
    assert [part.shown for part in share.parts] == [
        "60.00 × 600.00 ÷ 900.00 = 40.00",
        "40.00 × 50.00 ÷ 100.00 = 20.00",
    ]
    assert (share.fund, share.other, share.unknown) == (
        Decimal("60.00"),
        Decimal("40.00"),
        Decimal("0.00"),
    )


def test_half_a_cent_is_rounded_up_once_a_settlement() -> None:
    lines = [{"bkkp_sn": f"B{n}", "setl_id": "S1", "amount": "0.01", "cap": "0.01"} for n in "123"]
    share = fund_share(finding({"S1": paid("1.00", "2.00")}, "0.03", lines=lines))
    assert (share.fund, share.other) == (Decimal("0.02"), Decimal("0.01"))


@pytest.mark.parametrize(
    "told",
    [{}, {"S1": paid("0.00", "0.00")}, {"S1": paid("9.00", "8.00")}, {"S1": paid("-1", "8")}],
)
def test_a_settlement_without_a_ratio_is_told_apart_not_taken_for_nothing(told: Any) -> None:
    share = fund_share(finding(told))
    assert (share.fund, share.unknown) == (Decimal("0.00"), Decimal("100.00"))
    assert all(part.shown == "" for part in share.parts)


def test_a_settlement_of_another_place_keeps_what_only_part_was_confirmed() -> None:
    told = Telling(
        {**OPENED, "settlements": {"S1": paid("1.00", "2.00"), "S2": paid("1.00", "1.00")}}
    )
    told.rules("partly", "50.00")
    share = fund_share(fold(told.events)["F1"])
    assert (share.whole, share.fund) == (Decimal("50.00"), Decimal("45.00"))


MONEY = st.decimals(0, 9999, places=2)


@given(
    amounts=st.lists(MONEY, min_size=1, max_size=6),
    ratios=st.lists(st.tuples(MONEY, MONEY), min_size=3, max_size=3),
    more=MONEY,
)
def test_the_parts_always_add_up_to_the_whole(
    amounts: list[Decimal], ratios: list[tuple[Decimal, Decimal]], more: Decimal
) -> None:
    lines = [
        {"bkkp_sn": f"B{n}", "setl_id": f"S{n % 4}", "amount": str(one), "cap": str(one)}
        for n, one in enumerate(amounts)
    ]
    settlements = {f"S{n}": paid(str(a), str(b)) for n, (a, b) in enumerate(ratios)}
    whole = sum(amounts, more)
    share = fund_share(finding(settlements, str(whole), lines=lines))
    assert share.whole == whole
    assert share.fund + share.other + share.unknown == whole
    assert all(part.fund is None or 0 <= part.fund <= part.amount for part in share.parts)
    assert share.other >= 0
