"""A large table cut into buckets by a key, so that a rule never holds the work on all its rows.

A bucket is a view that leaves out the rows of other keys; while a rule runs, the table's own name
means it. How many buckets there are changes no hit: that is what a rule's `partition` promises.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from inspector.rules.model import KEYS, Rule
from inspector.workspace import Engine

BYTES_A_ROW = 200
"""What a rule holds for a row of its largest table while it works; measured, rounded up."""
_TIMES = (1, 4, 16)
"""Of a rule that spills, how many times as many buckets are tried before it may."""


def counts(
    rule: Rule, engine: Engine, have: Mapping[str, frozenset[str]], count: int | None = None
) -> tuple[int, ...]:
    """In how many buckets a rule is tried, one after the other, until it does not spill.

    Args:
        rule: the rule.
        engine: what it reads; its memory limit decides.
        have: the columns of every table.
        count: this many instead, if the rule can be cut at all.
    """
    tables = cut_tables(rule, have)
    if not tables:
        return (1,)
    if count:
        return (count,)
    largest = max(_rows(engine, table) for table in tables)
    fit = max(2, -(-largest * BYTES_A_ROW // _memory(engine)))
    return (1, *(fit * times for times in _TIMES))


def cut_tables(rule: Rule, have: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """The tables of which `rule` need only see one bucket at a time."""
    key = KEYS[rule.partition]
    return tuple(
        table
        for table in rule.needs
        if table not in rule.whole and key in have.get(table, frozenset())
    )


def _rows(engine: Engine, table: str) -> int:
    return engine.rows.get("fee_list_d" if table == "fee_net" else table, 0)


def _memory(engine: Engine) -> int:
    """Bytes DuckDB may take before it spills."""
    asked = "SELECT value FROM duckdb_settings() WHERE name = 'memory_limit'"
    [(told,)] = engine.con.execute(asked).fetchall()
    number, unit = told.split()
    return int(float(number) * 1024 ** ("bytes", "KiB", "MiB", "GiB", "TiB").index(unit))


@contextmanager
def bucket(
    engine: Engine, tables: Sequence[str], key: str, count: int, number: int
) -> Iterator[None]:
    """While this lasts, the names of `tables` mean bucket `number` of `count`."""
    kinds = dict(
        engine.con.execute(
            "SELECT table_name, table_type FROM information_schema.tables"
            " WHERE table_schema = 'main'"
        ).fetchall()
    )
    turned: list[tuple[str, str]] = []
    try:
        for table in tables if count > 1 else ():
            kind = "VIEW" if kinds[table] == "VIEW" else "TABLE"
            engine.con.execute(f'ALTER {kind} "{table}" RENAME TO "{_aside(table)}"')
            turned.append((table, kind))
            engine.con.execute(
                f'CREATE VIEW "{table}" AS SELECT * FROM "{_aside(table)}"'
                f' WHERE hash("{key}") % {count} = {number}'
            )
        yield
    finally:
        for table, kind in reversed(turned):
            engine.con.execute(f'DROP VIEW IF EXISTS "{table}"')
            engine.con.execute(f'ALTER {kind} "{_aside(table)}" RENAME TO "{table}"')


def _aside(table: str) -> str:
    return f"{table} whole"
