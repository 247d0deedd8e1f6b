"""What a rule's SQL asks of an engine, read from its parse: only what every engine here has.

A function stands in the list because Spark and ClickHouse have it, under this name or another, and
were seen or are documented to give the same answer.
"""

from collections.abc import Iterator

from sqlglot import exp, parse_one
from sqlglot.errors import SqlglotError

PORTABLE = frozenset(
    {
        "abs",
        "and",
        "avg",
        "case",
        "cast",
        "ceil",
        "coalesce",
        "concat",
        "concat_ws",
        "count",
        "current_row",
        "datediff",
        "date_part",
        "dense_rank",
        "explode",
        "extract",
        "floor",
        "greatest",
        "if",
        "lag",
        "lead",
        "least",
        "length",
        "ln",
        "lower",
        "lpad",
        "max",
        "min",
        "nullif",
        "or",
        "percentile_cont",
        "power",
        "rank",
        "regexp_extract",
        "regexp_full_match",
        "regexp_like",
        "replace",
        "right",
        "left",
        "round",
        "row_number",
        "split",
        "sqrt",
        "starts_with",
        "stddev",
        "stddev_pop",
        "stddev_samp",
        "str_position",
        "substring",
        "sum",
        "time_to_str",
        "time_to_unix",
        "timestamp_trunc",
        "trim",
        "try_cast",
        "upper",
        "variance",
        "first_value",
        "last_value",
        "ntile",
        "percent_rank",
        "sign",
        "exp",
        "mod",
        "date_add",
        "date_sub",
        "timestamp_add",
        "timestamp_sub",
    }
)
"""Functions by their name in the parse, which is one for all dialects."""


def unportable(sql: str) -> Iterator[tuple[str, int]]:
    """Functions other engines lack, each with its line of the SQL (from 0), each name once."""
    try:
        tree = parse_one(sql, read="duckdb")
    except SqlglotError:
        # The gate has let it pass, so the engine here reads it and sqlglot does not.
        yield "?", 0
        return
    seen: set[str] = set()
    for node in tree.find_all(exp.Func):
        name = (node.name if isinstance(node, exp.Anonymous) else node.sql_name()).lower()
        if name not in PORTABLE | seen:
            seen.add(name)
            yield f"{name}()", _line(node)


def _line(node: exp.Expr) -> int:
    """The line of the nearest name in or around it."""
    around: exp.Expr | None = node
    while around is not None:
        lines = [part.meta["line"] for part in around.walk() if "line" in part.meta]
        if lines:
            return int(min(lines)) - 1
        around = around.parent
    return 0
