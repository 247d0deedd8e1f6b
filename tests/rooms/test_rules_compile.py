"""Every shipped rule reads as one statement of the engines a province has."""

import pytest
from sqlglot import parse_one

from inspector import shipped
from inspector.rules import ENGINES, Rule, compile_rule, load_pack

RULES = [
    pytest.param(rule, id=rule.id)
    for file in sorted(shipped.folder("rulepacks").glob("*/pack.toml"))
    for rule in load_pack(file.parent).rules
    if not rule.awaits
]


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_compiles_to_one_statement_with_its_parameters_filled(rule: Rule) -> None:
    for engine in ENGINES:
        sql = compile_rule(rule, engine)
        parse_one(sql, read=engine)
        assert not any(f"${name}" in sql or f":{name}" in sql for name in rule.params)
        assert sql == compile_rule(rule, engine)
