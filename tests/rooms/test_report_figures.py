"""Each number of a report exists once, and the money adds up."""

from dataclasses import replace
from decimal import Decimal

from inspector.report.facts import findings_file, report_facts
from inspector.trust import canonical
from tests.rooms.report_sample import FINDINGS, finding, line, sample


def test_a_fee_line_of_two_rules_counts_once() -> None:
    figures = sample()
    assert figures.claimed == Decimal("123.00")
    assert figures.confirmed.total == Decimal("82.00")
    steps = {step.rule_id: step.counted for step in figures.confirmed.steps}
    assert steps == {"SES-01": Decimal("41.00"), "XY2-03": Decimal("41.00")}


def test_the_annex_adds_up_to_the_total_rule_by_rule() -> None:
    figures = sample()
    by_rule = {step.rule_id: Decimal("0.00") for step in figures.confirmed.steps}
    for row in figures.lines:
        by_rule[row.finding.rule_id] += row.counted
    assert by_rule == {step.rule_id: step.counted for step in figures.confirmed.steps}


def test_open_and_rejected_findings_have_no_part_in_the_amount() -> None:
    undecided = [row for row in sample().lines if not row.decided]
    assert {row.finding.state for row in undecided} == {"suspected", "rejected"}
    assert all(row.violating == row.counted == 0 for row in undecided)
    assert sample().open.total == Decimal("41.00")


def test_a_smaller_confirmed_amount_lies_on_the_latest_lines() -> None:
    found = finding(
        "f", "XY2-03", (line(1, "41.00", "41.00"), line(2, "41.00", "41.00")), confirmed="50.00"
    )
    rows = sample(findings={"f": found}).lines
    assert [row.violating for row in rows] == [Decimal("9.00"), Decimal("41.00")]


def test_money_that_lies_on_no_fee_line_is_counted_and_said() -> None:
    found = finding("f", "XY2-03", (line(1, "41.00", "41.00"),), confirmed="100.00")
    figures = sample(findings={"f": found})
    assert [(row.line is None, row.counted) for row in figures.lines] == [
        (False, Decimal("41.00")),
        (True, Decimal("59.00")),
    ]
    assert figures.confirmed.total == Decimal("100.00")


def test_claims_that_disagree_about_a_line_are_held_to_its_smallest_cap() -> None:
    one = finding("f1", "A", (line(1, "41.00", "41.00"),))
    two = finding("f2", "B", (line(1, "30.00", "30.00"),))
    figures = sample(findings={"f1": one, "f2": two})
    assert figures.confirmed.total == sum(row.counted for row in figures.lines) == 30


def test_findings_are_counted_by_state_and_withdrawn_ones_are_gone() -> None:
    gone = replace(FINDINGS["a1b2c3d4e5f60001"], id="gone", state="withdrawn")
    torn = replace(FINDINGS["a1b2c3d4e5f60004"], id="torn", state="conflicted")
    figures = sample(findings={**FINDINGS, "gone": gone, "torn": torn})
    assert figures.states == {"confirmed": 2, "conflicted": 1, "rejected": 1, "suspected": 1}
    assert figures.to_examine == 1
    session = next(problem for problem in figures.problems if problem.rule_id == "SES-01")
    assert session.counts == (3, 2, 1, 0)


def test_what_two_inspectors_sign_names_snapshots_packs_and_money() -> None:
    facts = report_facts(sample(), {"lang": "zh"})
    assert facts["snapshots"][0]["taken"] == 128_556
    assert facts["packs"] == [{"name": "general", "digest": "sha256:" + "2" * 64}]
    assert facts["money"]["confirmed"]["total"] == "82.00"
    assert facts["rules"] == {"clean": 1, "hit": 2, "not_run": 1}
    assert canonical(facts)


def test_the_findings_file_is_the_same_bytes_for_the_same_findings() -> None:
    backwards = dict(reversed(FINDINGS.items()))
    assert findings_file(sample(), {}) == findings_file(sample(findings=backwards), {})
