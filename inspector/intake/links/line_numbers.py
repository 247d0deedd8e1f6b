"""Fee lines told apart: where two visits use one line number, every number gets its visit in front.

The national key of a fee line is visit and number together, a snapshot knows lines by number
alone. No line is lost for it; the numbers met twice are listed in `link_problem`.
Source: 2301/5204 of the national interface, feedetl_sn unique within one visit.
"""

import duckdb

from inspector.intake.links.unlinked import candidates, key, list_problems
from inspector.intake.rows.repeated import MET

SHARED = "shared_number"
"""`intake.shared_number`: line numbers of several visits, made only where there are any."""
BETWEEN = "/"
"""Between the visit and the number."""

_SHARED = f"""
CREATE TABLE intake.{SHARED} AS
SELECT bkkp_sn, count(*) AS lines, CAST(min(fee_ocur_time) AS DATE) AS first_day,
       CAST(max(fee_ocur_time) AS DATE) AS last_day, {candidates("mdtrt_id")} AS visits
FROM ({{rows}}) SEMI JOIN {MET} ON hash(bkkp_sn) = met GROUP BY bkkp_sn HAVING count(*) > 1
"""
_APART = f"""
SELECT * REPLACE (mdtrt_id || '{BETWEEN}' || bkkp_sn AS bkkp_sn,
                  mdtrt_id || '{BETWEEN}' || init_feedetl_sn AS init_feedetl_sn) FROM ({{rows}})
"""
_LISTED = f"""
SELECT 'fee_list_d', 'number-shared', {key(bkkp_sn="bkkp_sn")}, lines, first_day, last_day, visits
FROM intake.{SHARED} ORDER BY bkkp_sn
"""


def number_apart(con: duckdb.DuckDBPyConnection, rows: str) -> str:
    """SQL of the fee lines `rows`, of which none repeats another, each under its own `bkkp_sn`."""
    if not _there(con, MET):
        return rows
    con.execute(_SHARED.format(rows=rows))
    if con.execute(f"SELECT 1 FROM intake.{SHARED} LIMIT 1").fetchall():
        return _APART.format(rows=rows)
    con.execute(f"DROP TABLE intake.{SHARED}")
    return rows


def list_shared(con: duckdb.DuckDBPyConnection) -> None:
    """List the numbers that several visits use."""
    if _there(con, f"intake.{SHARED}"):
        list_problems(con, _LISTED)


def _there(con: duckdb.DuckDBPyConnection, table: str) -> bool:
    asked = "SELECT 1 FROM duckdb_tables() WHERE schema_name = 'intake' AND table_name = ?"
    return bool(con.execute(asked, [table.removeprefix("intake.")]).fetchall())
