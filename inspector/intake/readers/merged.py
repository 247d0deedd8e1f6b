"""Merged cells below the header: what one cell says for several rows is said by each, and counted.

A number is never repeated: nobody knows which part of it is whose. Rows with a merged number, or
with one cell over several columns, are refused; no cell is read as blank because it was merged.
"""

import duckdb
import pyarrow as pa

from inspector.intake.readers.sheet import Sheet, quoted
from inspector.schema import TABLES

FILLED = "merged-filled"
_NUMBERS = ("DECIMAL", "INTEGER")

# One merged cell at most covers a cell; where a damaged file says several, the nearest one counts.
_COVERED = """
FROM (SELECT row_no FROM {rows}) AS r ASOF JOIN
    (SELECT top, max(bottom) AS bottom, {what} AS said FROM merged WHERE {which} GROUP BY top) AS m
    ON r.row_no >= m.top WHERE r.row_no <= m.bottom
"""


def settle_merged(con: duckdb.DuckDBPyConnection, sheet: Sheet, rows: str) -> str:
    """Fill the merged cells of the table `rows`, or tell which of its rows cannot be taken.

    Returns SQL of the fault of a row, empty if none has one; what was filled is in `sheet.notes`.
    """
    columns, at = TABLES[sheet.table].by_name, sheet.found.columns
    numbers = [name for name in at if columns[name].type.startswith(_NUMBERS)]
    con.register("merged", pa.Table.from_batches(sheet.merged))
    refused = [
        _covered(rows, f"min({_name(sheet, list(at))})", "west < east", "merged-across"),
        *(_covered(rows, quoted(name), _one(at[name]), "merged-number") for name in numbers),
    ]
    spoilt = f"{rows}_merged"
    con.execute(
        f"CREATE TABLE {spoilt} AS SELECT row_no, min(fault) AS fault "
        f"FROM ({' UNION ALL '.join(refused)}) WHERE fault IS NOT NULL GROUP BY row_no"
    )
    filled = sum(_fill(con, rows, at[name]) for name in at if name not in numbers)
    con.unregister("merged")
    if filled:
        sheet.notes[FILLED] = sheet.notes.get(FILLED, 0) + filled
    return f"(SELECT fault FROM {spoilt} AS s WHERE s.row_no = tidied.row_no)"


def _one(column: int) -> str:
    return f"west = {column} AND east = {column} AND top < bottom"


def _name(sheet: Sheet, names: list[str]) -> str:
    """SQL of the first mapped column a merged cell covers; NULL where it covers none."""
    by_place = sorted(names, key=lambda name: sheet.found.columns[name])
    cases = (
        f"WHEN west <= {at} AND east >= {at} THEN {quoted(name)}"
        for name in by_place
        for at in [sheet.found.columns[name]]
    )
    return f"CASE {' '.join(cases)} END"


def _covered(rows: str, what: str, which: str, reason: str) -> str:
    found = _COVERED.format(rows=rows, what=what, which=which)
    return f"SELECT r.row_no, m.said || '|{reason}' AS fault {found}"


def _fill(con: duckdb.DuckDBPyConnection, rows: str, column: int) -> int:
    found = _COVERED.format(rows=rows, what="0", which=_one(column))
    counted = con.execute(
        f"UPDATE {rows} SET c{column} = f.said FROM (SELECT r.row_no, o.c{column} AS said "
        f"FROM (SELECT r.row_no, m.top {found}) AS r JOIN {rows} AS o ON o.row_no = r.top "
        f"WHERE r.row_no > r.top) AS f WHERE {rows}.row_no = f.row_no "
        f"AND {rows}.c{column} IS NULL AND f.said IS NOT NULL"
    ).fetchone()
    return int(counted[0]) if counted else 0
