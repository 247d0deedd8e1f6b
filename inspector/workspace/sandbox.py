"""Statements of other people, run so that they leave no trace: read-only, and seen if they did."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

import duckdb

from inspector.trust import canonical, digest

_CATALOGUE = (
    "SELECT database_name, schema_name, view_name, sql FROM duckdb_views() WHERE NOT internal",
    "SELECT database_name, schema_name, table_name, sql FROM duckdb_tables() WHERE NOT internal",
    "SELECT database_name, schema_name, function_name, macro_definition FROM duckdb_functions()"
    " WHERE NOT internal",
    "SELECT database_name, schema_name, sequence_name, sql FROM duckdb_sequences()",
    "SELECT database_name, schema_name, type_name, labels FROM duckdb_types() WHERE NOT internal",
    "SELECT database_name, path, type, readonly FROM duckdb_databases()",
    # DuckDB itself rewrites this one when it first spills.
    "SELECT name, value FROM duckdb_settings() WHERE name <> 'max_temp_directory_size'",
    "SELECT name, value FROM duckdb_variables()",
)


@contextmanager
def read_only(con: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    """A throw-away connection in a read-only transaction; what it did is gone at the end."""
    cursor = con.cursor()
    try:
        cursor.execute("BEGIN TRANSACTION READ ONLY")
        yield cursor
    finally:
        # Ends an answer that was not read to its end; `close` would wait for its threads while
        # holding the lock that they need to read a sealed file.
        with suppress(duckdb.Error):
            cursor.execute("ROLLBACK")
        cursor.close()


def catalogue_digest(con: duckdb.DuckDBPyConnection) -> str:
    """One digest over everything `con` can name: views, tables, macros, types, settings.

    Equal before and after a run, or the run changed what later rules mean.
    """
    return digest(canonical([_listed(con, asked) for asked in _CATALOGUE]))


def _listed(con: duckdb.DuckDBPyConnection, asked: str) -> list[list[str]]:
    return sorted([str(cell) for cell in row] for row in con.execute(asked).fetchall())
