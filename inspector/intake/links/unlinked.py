"""What cannot be bridged, listed: rows, settlements, items and units that found no partner or two.

`link_problem` travels sealed with the snapshot like `quarantine`, for it names persons. One row of
it stands for all rows of a table with the same evidence.
"""

import duckdb

LINK_PROBLEM = "link_problem"

KINDS = (
    "number-shared",
    "visit-unlinked",
    "visit-ambiguous",
    "visit-other-person",
    "settlement-unlinked",
    "settlement-ambiguous",
    "settlement-other-visit",
    "item-two-codes",
    "item-no-code",
    "item-not-charged",
    "ratio-two",
    "unit-unknown",
)
"""What can be wrong with a link, in the order it is looked for."""

_PREPARE = f"""
CREATE TABLE {LINK_PROBLEM} (table_name VARCHAR, kind VARCHAR, row_key VARCHAR, row_count BIGINT,
    first_day DATE, last_day DATE, codes VARCHAR)
"""


def prepare_list(con: duckdb.DuckDBPyConnection) -> None:
    """Make the empty list.

    `row_key` is a JSON object of the columns that name the rows, `codes` the candidates joined
    with `#`, at most ten.
    """
    con.execute(_PREPARE)


def list_problems(con: duckdb.DuckDBPyConnection, rows: str) -> None:
    """Add the answer of `rows`: the seven columns of the list, in its order."""
    con.execute(f"INSERT INTO {LINK_PROBLEM} {rows}")


def key(**columns: str) -> str:
    """SQL of a `row_key`: column name → SQL of its value."""
    packed = ", ".join(f"{name} := {value}" for name, value in columns.items())
    return f"CAST(to_json(struct_pack({packed})) AS VARCHAR)"


def candidates(column: str) -> str:
    """SQL of an aggregate: up to ten distinct values of `column`, in order, joined with `#`."""
    listed = f"list_sort(list(DISTINCT {column}) FILTER ({column} IS NOT NULL))"
    return f"array_to_string({listed}[1:10], '#')"
