"""A rule's SQL in the dialect of another engine, for a cluster that holds the same tables.

Parameters become the values of the passport; what the rule joins keeps its name.
"""

from datetime import date
from decimal import Decimal
from typing import Literal

from sqlglot import exp, parse_one

from inspector.rules.model import ParamValue, Rule

Engine = Literal["spark", "clickhouse"]
ENGINES: tuple[Engine, ...] = ("spark", "clickhouse")


def compile_rule(rule: Rule, to: Engine) -> str:
    """The rule as one statement of the other engine, laid out for reading."""
    tree = parse_one(rule.sql, read="duckdb")
    tree = tree.transform(lambda node: _filled(rule, node))
    return tree.sql(dialect=to, pretty=True) + "\n"


def _filled(rule: Rule, node: exp.Expr) -> exp.Expr:
    if isinstance(node, exp.Parameter | exp.Placeholder):
        return _literal(rule.params[node.name].value)
    return node


def _literal(value: ParamValue) -> exp.Expr:
    if isinstance(value, list):
        return exp.Array(expressions=[exp.Literal.string(one) for one in value])
    if isinstance(value, date):
        return exp.cast(exp.Literal.string(value.isoformat()), "DATE")
    if isinstance(value, int | Decimal):
        return exp.Literal.number(str(value))
    return exp.Literal.string(value)
