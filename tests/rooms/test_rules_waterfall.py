"""A fee line that several findings point at counts once."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from inspector.rules import Line, waterfall

CENTS = st.integers(0, 50_000).map(lambda cents: Decimal(cents) / 100)


@st.composite
def claims(draw: st.DrawFn) -> list[Line]:
    caps = {sn: draw(CENTS) for sn in "ABCD"}
    return [
        Line(rule, f"H{number}", sn, min(draw(CENTS), caps[sn]), caps[sn])
        for number, (rule, sn) in enumerate(
            draw(st.lists(st.tuples(st.sampled_from(["R1", "R2", "R3"]), st.sampled_from("ABCD"))))
        )
    ]


def line(rule: str, finding: str, sn: str, amount: str, cap: str = "100") -> Line:
    return Line(rule, finding, sn, Decimal(amount), Decimal(cap))


def test_each_line_counts_once_at_its_largest_amount() -> None:
    done = waterfall([line("R2", "b", "F1", "30"), line("R1", "a", "F1", "20")])
    assert [(s.rule_id, s.gross, s.counted) for s in done.steps] == [
        ("R1", Decimal(20), Decimal(20)),
        ("R2", Decimal(30), Decimal(10)),
    ]
    assert done.total == Decimal(30)


def test_a_line_never_counts_above_its_cap() -> None:
    done = waterfall([line("R1", "a", "F1", "30", "25")])
    assert (done.steps[0].gross, done.total) == (Decimal(30), Decimal(25))


def test_claims_that_disagree_about_the_cap_are_held_to_the_smallest() -> None:
    done = waterfall([line("R1", "a", "F1", "30", "40"), line("R2", "b", "F1", "30", "10")])
    assert done.total == Decimal(10)


def test_nothing_claimed_is_nothing_counted() -> None:
    assert waterfall([]).steps == () and waterfall([]).total == Decimal(0)


@given(lines=claims(), data=st.data())
def test_any_order_and_any_repetition_give_the_same_waterfall(
    lines: list[Line], data: st.DataObject
) -> None:
    again = data.draw(st.permutations(lines + lines))
    assert waterfall(again) == waterfall(lines)


@given(lines=claims())
def test_the_total_lies_between_the_largest_claim_and_what_the_lines_cost(
    lines: list[Line],
) -> None:
    done = waterfall(lines)
    caps = {line.bkkp_sn: line.cap for line in lines}
    assert max((line.amount for line in lines), default=Decimal(0)) <= done.total
    assert done.total <= min(
        sum(caps.values(), Decimal(0)), sum((s.gross for s in done.steps), Decimal(0))
    )
    assert done.total == sum((step.counted for step in done.steps), Decimal(0))
    assert all(Decimal(0) <= step.counted <= step.gross for step in done.steps)


@given(lines=claims(), more=claims())
def test_another_finding_never_lowers_the_total(lines: list[Line], more: list[Line]) -> None:
    caps = {line.bkkp_sn: line.cap for line in lines}
    same = [
        Line(m.rule_id, f"{m.finding}+", m.bkkp_sn, min(m.amount, caps[m.bkkp_sn]), caps[m.bkkp_sn])
        for m in more
        if m.bkkp_sn in caps
    ]
    assert waterfall(lines + same).total >= waterfall(lines).total
