"""The confirmed amount on the fee lines it lies on."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from inspector.findings import Finding, FindingLine, claims, laid
from inspector.rules import waterfall

CENTS = st.decimals(0, 999, places=2)


def line(sn: str, day: str, amount: str, cap: str) -> FindingLine:
    money = Decimal(amount), Decimal(cap), Decimal(cap)
    return FindingLine(sn, "", "", "", "", "", "", "", day, *money)


def finding(confirmed: str, *lines: FindingLine, state: str = "confirmed") -> Finding:
    return Finding(
        id="F1",
        rule_id="R1",
        rule_digest="",
        title={"zh": "多收", "en": "Overcharged"},
        verdict_kind="suspect",
        basis=(),
        state=state,
        amount_billed=Decimal("0.00"),
        amount=Decimal("0.00"),
        amount_confirmed=Decimal(confirmed),
        lines=lines,
        department="",
        reason="",
        note="",
        snapshots=(),
        evidence=(),
        history=(),
        conflict=(),
    )


MARCH = line("B1", "2024-03-01", "60.00", "80.00")
APRIL = line("B2", "2024-04-01", "40.00", "40.00")


def test_the_latest_line_is_filled_first_and_a_surplus_goes_up_to_the_caps() -> None:
    for confirmed, expected in (
        ("30.00", ["0.00", "30.00"]),
        ("90.00", ["50.00", "40.00"]),
        ("100.00", ["60.00", "40.00"]),
        ("115.00", ["75.00", "40.00"]),
    ):
        on = laid(finding(confirmed, MARCH, APRIL))
        assert [str(amount) for _, amount in on] == expected


def test_money_on_no_fee_line_is_claimed_under_the_findings_own_name() -> None:
    (claim,) = claims(finding("500.00"))
    assert (claim.bkkp_sn, claim.amount) == ("finding F1", Decimal("500.00"))


def test_only_a_confirmed_finding_claims_anything() -> None:
    assert claims(finding("0.00", MARCH, state="suspected")) == []


@given(
    amounts=st.lists(st.tuples(CENTS, CENTS), max_size=5),
    confirmed=CENTS,
)
def test_claims_add_up_to_the_confirmed_amount_and_no_line_passes_its_cap(
    amounts: list[tuple[Decimal, Decimal]], confirmed: Decimal
) -> None:
    lines = [
        line(f"B{at}", f"2024-01-{at + 1:02}", str(amount), str(cap))
        for at, (amount, cap) in enumerate(amounts)
    ]
    found = replace(finding("0.00", *lines), amount_confirmed=confirmed)
    assert all(claim.amount <= claim.cap for claim in claims(found))
    assert sum(claim.amount for claim in claims(found)) == confirmed
    assert waterfall(claims(found)).total == confirmed
