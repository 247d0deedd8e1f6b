"""What totals are taken over, and how one is made.

A total whose ingredients were not handed over is not there at all, never zero.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import duckdb

from inspector.intake.result import ControlTotal

CENT = "0.01"
"""Extracts round; sums are compared with this tolerance, in 元."""


@dataclass(frozen=True)
class Reconciled:
    """What totals are taken over: the connection and the columns each table was supplied with."""

    con: duckdb.DuckDBPyConnection
    supplied: Mapping[str, frozenset[str]]

    def has(self, table: str, *columns: str) -> bool:
        """Whether the table and all these columns were handed over."""
        return table in self.supplied and self.supplied[table].issuperset(columns)

    def made(self, name: str) -> bool:
        """Whether `intake.{name}` was made on the way."""
        asked = "SELECT 1 FROM duckdb_tables() WHERE schema_name = 'intake' AND table_name = ?"
        return self.con.execute(asked, [name]).fetchone() is not None

    def row(self, sql: str) -> tuple[object, ...]:
        """The one row a question has for an answer."""
        found = self.con.execute(sql).fetchone()
        assert found is not None
        return found

    def total(self, name: str, of: str, unit: str, rule: str, sql: str) -> ControlTotal:
        """`sql` answers numerator, denominator, problem rows and perhaps a note."""
        numerator, denominator, problems, *note = self.row(sql)
        return ControlTotal(
            name=f"intake.total.{name}",
            of=of,
            numerator=plain(numerator),
            denominator=plain(denominator),
            problem_rows=int(str(problems or 0)),
            unit=unit,
            note=plain(note[0]) if note else "",
            rule=rule,
        )


def plain(number: object) -> str:
    """A number as text without an exponent; nothing is 0."""
    return f"{number:f}" if isinstance(number, Decimal) else str(number or 0)
