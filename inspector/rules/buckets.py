"""A large table cut into buckets by a key, so that a rule never holds more than one of them.

A bucket is a table in memory that many rules read; while one runs, the table's own name means the
bucket. How many buckets there are changes no hit: that is what a rule's `partition` promises.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from inspector.rules.lacks import columns_of
from inspector.rules.model import KEYS, Pack, Rule
from inspector.rules.sqltext import blanked
from inspector.workspace import Engine

BYTES_A_ROW = 700
"""What a row of a bucket takes while a rule works on it, itself included; measured, rounded up."""
_ALL_COLUMNS = re.compile(r"(?:SELECT|DISTINCT|,)\s*(?:\w+\.)?\*", re.IGNORECASE)
Chosen = tuple[Pack, Rule]


@dataclass(frozen=True)
class Group:
    """Rules that share `count` buckets by the column `key`; one bucket is the data as they lie."""

    key: str
    count: int
    rules: tuple[Chosen, ...]
    cut: Mapping[str, tuple[str, ...]]
    """Tables of which a bucket is a part → the columns any of the rules names."""

    def cut_for(self, rule: Rule) -> tuple[str, ...]:
        """The tables of which `rule` is shown one bucket at a time."""
        return tuple(name for name in rule.needs if name in self.cut and name not in rule.whole)


def grouped(chosen: Sequence[Chosen], engine: Engine, count: int | None = None) -> list[Group]:
    """The rules in groups, each with as many buckets as memory asks for, or `count`."""
    have = columns_of(engine)
    by_key: dict[str, list[Chosen]] = defaultdict(list)
    wanted: dict[str, int] = {"": 1}
    for pack, rule in chosen:
        tables = cut_tables(rule, have)
        many = (count or _needed(engine, tables)) if tables else 1
        key = KEYS[rule.partition] if many > 1 else ""
        by_key[key].append((pack, rule))
        wanted[key] = max(many, wanted.get(key, 1))
    return [
        Group(key, wanted[key], tuple(by_key[key]), _columns(by_key[key], have) if key else {})
        for key in sorted(by_key)
    ]


def part_of(group: Group, rules: Sequence[Chosen], count: int, engine: Engine) -> Group:
    """Some of its rules in `count` buckets, which hold what these rules name and no more."""
    if count == 1:
        return Group("", 1, tuple(rules), {})
    return Group(group.key, count, tuple(rules), _columns(rules, columns_of(engine)))


def cut_tables(rule: Rule, have: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """The tables of which `rule` need only see one bucket at a time."""
    key = KEYS[rule.partition]
    return tuple(
        table
        for table in rule.needs
        if table not in rule.whole and key in have.get(table, frozenset())
    )


def _needed(engine: Engine, tables: Sequence[str]) -> int:
    """As many as keep a bucket and the work on it within memory."""
    largest = max(_rows(engine, table) for table in tables)
    return max(1, -(-largest * BYTES_A_ROW // _memory(engine)))


def _rows(engine: Engine, table: str) -> int:
    return engine.rows.get("fee_list_d" if table == "fee_net" else table, 0)


def _memory(engine: Engine) -> int:
    """Bytes DuckDB may take before it spills."""
    asked = "SELECT value FROM duckdb_settings() WHERE name = 'memory_limit'"
    [(told,)] = engine.con.execute(asked).fetchall()
    number, unit = told.split()
    return int(float(number) * 1024 ** ("bytes", "KiB", "MiB", "GiB", "TiB").index(unit))


def _columns(
    chosen: Sequence[Chosen], have: Mapping[str, frozenset[str]]
) -> dict[str, tuple[str, ...]]:
    named: dict[str, set[str]] = defaultdict(set)
    for _, rule in chosen:
        words = set(re.findall(r"\w+", rule.sql.lower()))
        for table in cut_tables(rule, have):
            whole = _ALL_COLUMNS.search(blanked(rule.sql))
            named[table] |= have[table] if whole else have[table] & words
            # What its result is held against.
            named[table] |= have[table] & {"bkkp_sn", "net_amt", "det_item_fee_sumamt"}
    return {table: tuple(sorted(columns)) for table, columns in sorted(named.items())}


@contextmanager
def bucket(engine: Engine, group: Group, number: int) -> Iterator[None]:
    """Hold bucket `number` of each cut table in memory, beside the tables themselves."""
    try:
        for table, columns in group.cut.items():
            listed = ", ".join(f'"{column}"' for column in columns)
            engine.con.execute(
                f'CREATE TABLE "{_held(table)}" AS SELECT {listed} FROM "{table}"'
                f' WHERE hash("{group.key}") % {group.count} = {number}'
            ).fetchall()
        yield
    finally:
        for table in group.cut:
            engine.con.execute(f'DROP TABLE IF EXISTS "{_held(table)}"')


@contextmanager
def meant(engine: Engine, tables: Sequence[str]) -> Iterator[None]:
    """While this lasts, the names of `tables` mean their buckets."""
    kinds = dict(
        engine.con.execute(
            "SELECT table_name, table_type FROM information_schema.tables"
            " WHERE table_schema = 'main'"
        ).fetchall()
    )
    turned: list[tuple[str, str]] = []
    try:
        for table in tables:
            kind = "VIEW" if kinds[table] == "VIEW" else "TABLE"
            engine.con.execute(f'ALTER {kind} "{table}" RENAME TO "{_aside(table)}"')
            turned.append((table, kind))
            engine.con.execute(f'CREATE VIEW "{table}" AS SELECT * FROM "{_held(table)}"')
        yield
    finally:
        for table, kind in reversed(turned):
            engine.con.execute(f'DROP VIEW IF EXISTS "{table}"')
            engine.con.execute(f'ALTER {kind} "{_aside(table)}" RENAME TO "{table}"')


def _held(table: str) -> str:
    return f"{table} in hand"


def _aside(table: str) -> str:
    return f"{table} whole"
