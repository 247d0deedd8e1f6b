"""Why a rule does not run: a table, a column or a knowledge table it needs is missing or too thin.

"Not run" is never shown as zero, so the reason is found before the rule is tried.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property

from inspector.rules.model import Pack, Rule
from inspector.rules.reason import Reason
from inspector.workspace import Engine


class Held:
    """What an engine holds at one moment: columns, rows, cells filled; each asked for once."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._counted: dict[str, dict[str, int]] = {}

    @cached_property
    def columns(self) -> Mapping[str, frozenset[str]]:
        """Table or view → its columns."""
        return columns_of(self._engine)

    def counts(self, table: str, columns: Sequence[str]) -> tuple[int, Mapping[str, int]]:
        """Rows of the table, and of each column those filled: from the manifest, else counted."""
        told = self._engine.filled.get(table)
        if told is not None:
            return self._engine.rows[table], {column: told.get(column, 0) for column in columns}
        known = self._counted.setdefault(table, {})
        if asked := [column for column in ("*", *columns) if column not in known]:
            listed = ", ".join("count(*)" if one == "*" else f'count("{one}")' for one in asked)
            [counted] = self._engine.con.execute(f'SELECT {listed} FROM "{table}"').fetchall()
            known.update(zip(asked, counted, strict=True))
        return known["*"], known


def what_lacks(rule: Rule, pack: Pack, held: Held) -> Reason:
    """The first reason why `rule` cannot run on what is held; empty if it can."""
    return next(_reasons(rule, pack, held), Reason())


def _reasons(rule: Rule, pack: Pack, held: Held) -> Iterator[Reason]:
    if rule.awaits:
        yield _lacks("awaits", **{f"data_{lang}": data for lang, data in rule.awaits.items()})
        return
    have = held.columns
    for table, columns in rule.needs.items():
        if table not in have:
            yield _lacks("table", table=table)
        for column in columns:
            if column not in have[table]:
                yield _lacks("column", table=table, column=column)
        yield from _too_thin(rule, held, table, columns)
    for name in rule.knowledge:
        if not is_known(rule, pack, name):
            yield _lacks("knowledge", table=name)


def is_known(rule: Rule, pack: Pack, name: str) -> bool:
    """Whether the table has a row, and for a rule of the national library a row of its own."""
    rows = pack.knowledge.get(name)
    if rows is None or not rows.num_rows:
        return False
    own = rule.params.get("national_rule")
    if own is None or "national_rule" not in rows.column_names:
        return True
    return own.value in rows["national_rule"].to_pylist()


def _lacks(what: str, **facts: str) -> Reason:
    return Reason(f"rules.not-run.{what}", facts)


def columns_of(engine: Engine) -> Mapping[str, frozenset[str]]:
    """Table or view → its columns, of what the engine's views hold."""
    listed = engine.con.execute(
        "SELECT table_name, column_name FROM duckdb_columns() "
        "WHERE schema_name = 'main' AND NOT internal"
    ).fetchall()
    have: dict[str, set[str]] = {}
    for table, column in listed:
        have.setdefault(table, set()).add(column)
    return {table: frozenset(columns) for table, columns in have.items()}


def _too_thin(rule: Rule, held: Held, table: str, columns: tuple[str, ...]) -> Iterator[Reason]:
    rows, filled = held.counts(table, columns)
    if not rows:
        yield _lacks("empty", table=table)
        return
    for column in columns:
        least = rule.min_coverage.get(f"{table}.{column}", Decimal(0))
        if not filled[column] or Decimal(filled[column]) / rows < least:
            share = f"{Decimal(filled[column]) / rows:.1%}"
            yield _lacks("thin", table=table, column=column, share=share)
