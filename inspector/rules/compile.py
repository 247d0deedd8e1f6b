"""A rule's SQL in the dialect of another engine, for a cluster that holds the same tables.

Parameters become the values of the passport; what the rule joins keeps its name.
"""

from datetime import date
from decimal import Decimal
from typing import Literal

from sqlglot import exp, parse_one

from inspector.rules.for_clickhouse import SETTINGS, for_clickhouse
from inspector.rules.model import ParamValue, Rule
from inspector.schema import TABLES

Engine = Literal["spark", "clickhouse"]
ENGINES: tuple[Engine, ...] = ("spark", "clickhouse")


def compile_rule(rule: Rule, to: Engine) -> str:
    """The rule as one statement of the other engine, laid out for reading."""
    tree = parse_one(rule.sql, read="duckdb")
    return _written(tree.transform(lambda node: _filled(rule, node)), to)


def compile_sql(sql: str, to: Engine) -> str:
    """A statement without parameters, as the definition of `fee_net`."""
    return _written(parse_one(sql, read="duckdb"), to)


def _written(tree: exp.Expr, to: Engine) -> str:
    tree = tree.transform(_for_spark) if to == "spark" else for_clickhouse(tree)
    return tree.sql(dialect=to, pretty=True) + ("\n" if to == "spark" else f"\n{SETTINGS}\n")


def _for_spark(node: exp.Expr) -> exp.Expr:
    """What sqlglot would write with another meaning, or in words Spark does not have."""
    if isinstance(node, exp.WithinGroup) and isinstance(node.this, exp.PercentileCont):
        [ordered] = node.expression.expressions
        return exp.Anonymous(this="PERCENTILE", expressions=[ordered.this, node.this.this])
    if isinstance(node, exp.DataType) and node.is_type("TIME"):
        return exp.DataType(this=exp.DType.USERDEFINED, kind="TIME")
    if isinstance(node, exp.Add) and _type(node.this) == "DATE" and _type(node.right) == "TIME":
        moment = [node.this, node.right]
        return exp.Anonymous(this="MAKE_TIMESTAMP_NTZ", expressions=moment)
    if isinstance(node, exp.RegexpFullMatch):
        whole = [exp.Literal.string("^(?:"), node.expression, exp.Literal.string(")$")]
        return exp.RegexpLike(this=node.this, expression=exp.Concat(expressions=whole))
    if isinstance(node, exp.TimeToUnix) and _type(node.this) == "TIME":
        return _seconds_of_day(node.this)
    if isinstance(node, exp.Select):
        return _without_replace(node)
    return node


def _type(node: exp.Expr) -> str:
    """The type of a canonical column that has one type in all tables; else empty."""
    name = node.name if isinstance(node, exp.Column) else ""
    types = {table.by_name[name].type for table in TABLES.values() if name in table.by_name}
    return types.pop() if len(types) == 1 else ""


def _seconds_of_day(time: exp.Expr) -> exp.Expr:
    told = time.sql("spark")
    return exp.paren(
        parse_one(f"HOUR({told}) * 3600 + MINUTE({told}) * 60 + SECOND({told})", read="spark")
    )


def _without_replace(select: exp.Select) -> exp.Select:
    """`* REPLACE (a AS b)` said as `* EXCEPT (b), a AS b`."""
    for star in select.expressions:
        replaced = star.args.get("replace") if isinstance(star, exp.Star) else None
        if replaced:
            star.set("except_", [exp.to_identifier(one.alias) for one in replaced])
            star.set("replace", None)
            select.select(*replaced, copy=False)
    return select


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
