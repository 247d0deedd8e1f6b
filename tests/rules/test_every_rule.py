"""Every shipped rule keeps its own promises, and promises enough."""

import re

import pytest

from inspector import shipped
from inspector.rules import Pack, Rule, lint, load_pack, try_rule
from inspector.rules.model import KEYS
from inspector.rules.template import template_names
from inspector.workspace import blank_engine

PACKS = [load_pack(file.parent) for file in sorted(shipped.folder("rulepacks").glob("*/pack.toml"))]
RULES = [
    pytest.param(rule, pack, id=f"{pack.name}-{rule.id}") for pack in PACKS for rule in pack.rules
]


def test_the_first_twelve_rules_are_there() -> None:
    packs = [pack for pack in PACKS if pack.name != "national"]
    assert {rule.id for pack in packs for rule in pack.rules} >= {
        *("DQ-03", "TRC-02", "XY2-01", "XY2-03", "XY2-12", "XY2-27", "XY2-31"),
        *("INV-01", "INV-02"),
        *("SES-01", "SES-02", "SES-03"),
    }


def test_each_template_makes_a_rule_of_the_national_library() -> None:
    (national,) = (pack for pack in PACKS if pack.name == "national")
    assert {rule.template for rule in national.rules} >= {*template_names()}
    assert all(re.fullmatch(r"(NAT|LST)-\d{2,3}[a-z]?", rule.id) for rule in national.rules)


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: str(pack.name))
def test_lint_finds_nothing(pack: Pack) -> None:
    assert [(p.path.name, p.line, p.problem) for p in lint(pack)] == []


@pytest.mark.parametrize(("rule", "pack"), RULES)
def test_every_case_of_the_rule_holds(rule: Rule, pack: Pack) -> None:
    broken = [result for result in try_rule(rule, pack, blank_engine) if not result.ok]
    assert broken == []


@pytest.mark.parametrize(("rule", "pack"), RULES)
def test_each_rule_hits_stops_at_the_border_and_knows_its_false_positives(
    rule: Rule, pack: Pack
) -> None:
    if rule.awaits:
        assert rule.cases == ()
        return
    kinds = [case.kind for case in rule.cases]
    assert {"hit", "border", "refund", "missing"} <= set(kinds)
    assert len(rule.cases) >= 5
    cleared = {case.clears for case in rule.cases if case.kind == "clears"}
    assert cleared == set(rule.false_positives)


@pytest.mark.parametrize(("rule", "pack"), RULES)
def test_each_rule_says_what_to_look_at_and_what_to_ask(rule: Rule, pack: Pack) -> None:
    assert rule.basis and rule.evidence and rule.ask and rule.national
    assert all("《" in article and "条" in article for article in rule.basis)
    assert rule.partition in KEYS


def test_no_id_is_used_in_two_packs() -> None:
    ids = [rule.id for pack in PACKS for rule in pack.rules]
    assert len(set(ids)) == len(ids)
