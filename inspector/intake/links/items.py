"""Items under one name: hospital code ↔ national code ↔ what lies in stock, or listed as not.

A hospital code means a national code only where all tables that state both agree; a row without its
national code then gets that one, and no row's own code is ever replaced.
"""

from collections.abc import Mapping, Sequence, Set

import duckdb

from inspector.intake.links.line_sums import FEES
from inspector.intake.links.unlinked import candidates, key, list_problems
from inspector.intake.rows.take import one
from inspector.schema import TABLES

_BOTH = {"medins_list_codg", "med_list_codg"}

_MEANING = f"""
CREATE TABLE intake.item AS
SELECT medins_list_codg, count(DISTINCT med_list_codg) AS meanings, min(med_list_codg) AS meaning,
       {candidates("med_list_codg")} AS codes, bool_or(charged) AS charged
FROM intake.item_pair WHERE medins_list_codg IS NOT NULL GROUP BY medins_list_codg
"""

_NAMED = """
CREATE TABLE intake.item_state AS
SELECT p.table_name, p.medins_list_codg, p.med_list_codg, p.lines, i.codes,
       p.med_list_codg IS NULL AND i.meanings = 1 AS filled,
       CASE WHEN i.meanings > 1 THEN 'item-two-codes'
            WHEN p.med_list_codg IS NULL AND coalesce(i.meanings, 0) = 0 THEN 'item-no-code'
            WHEN NOT p.charged AND {asked} AND NOT coalesce(i.charged, false)
             AND coalesce(p.med_list_codg, i.meaning) NOT IN (
                SELECT med_list_codg FROM intake.item_pair
                WHERE charged AND med_list_codg IS NOT NULL)
            THEN 'item-not-charged' END AS kind
FROM intake.item_pair p LEFT JOIN intake.item i ON i.medins_list_codg = p.medins_list_codg
"""

_LISTED = f"""
SELECT table_name, kind,
       {key(medins_list_codg="medins_list_codg", med_list_codg="med_list_codg")} AS row_key,
       lines, CAST(NULL AS DATE), CAST(NULL AS DATE), codes
FROM intake.item_state WHERE kind IS NOT NULL ORDER BY table_name, kind, row_key
"""

_FILLED = """
(SELECT h.* REPLACE (coalesce(h.med_list_codg, i.meaning) AS med_list_codg)
 FROM {base} h LEFT JOIN (FROM intake.item WHERE meanings = 1) i
   ON i.medins_list_codg = h.medins_list_codg)
"""


def bridge_items(
    con: duckdb.DuckDBPyConnection, tables: Sequence[str], supplied: Mapping[str, Set[str]]
) -> None:
    """Make `intake.item_state`: each pair of codes of each table, and what is wrong with it."""
    named = [
        name
        for name in tables
        if TABLES[name].by_name.keys() >= _BOTH and "medins_list_codg" in supplied[name]
    ]
    if not named:
        return
    con.execute(f"CREATE TABLE intake.item_pair AS {' UNION ALL '.join(map(_pairs, named))}")
    con.execute(_MEANING)
    con.execute(_NAMED.format(asked=any(name in FEES for name in named)))
    list_problems(con, _LISTED)


def _pairs(table: str) -> str:
    if table in FEES:
        return (
            f"SELECT '{table}' AS table_name, medins_list_codg, med_list_codg, lines, "
            f"true AS charged FROM intake.item_{table}"
        )
    return (
        f"SELECT '{table}' AS table_name, medins_list_codg, med_list_codg, count(*) AS lines, "
        f"false AS charged FROM intake.base_{table} GROUP BY ALL"
    )


def name_items(con: duckdb.DuckDBPyConnection, table: str, base: str) -> str:
    """The rows of `base`, a name or SQL in brackets, with the national codes that were bridged."""
    asked = "SELECT 1 FROM information_schema.tables WHERE table_name = 'item_state'"
    if con.execute(asked).fetchone() is None:
        return base
    filled = f"SELECT count(*) FROM intake.item_state WHERE table_name = '{table}' AND filled"
    return _FILLED.format(base=base) if one(con, filled) else base
