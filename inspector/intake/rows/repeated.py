"""Rows that say a key again: the first one counts, the others are refused.

Only hashes of keys are grouped, so that ten million keys stay small; the keys themselves are
compared where hashes meet.
"""

from collections.abc import Sequence

import duckdb

from inspector.intake.rows.take import Taken, one, raw, refuse
from inspector.schema import TABLES

MET = "intake.met_number"
"""Hashes of the line numbers that several fee lines have; not there if none do."""
_NUMBERED = {"fee_list_d": "bkkp_sn"}
"""Tables whose rows mostly have a number of their own, though the key is longer."""


def refuse_repeated(con: duckdb.DuckDBPyConnection, taken: Sequence[Taken]) -> None:
    """Refuse each row whose key a row before it, in order of file and row, already has."""
    table = TABLES[taken[0].table]
    number = _NUMBERED.get(table.name)
    if number and not _meet(con, MET, taken, number):
        con.execute(f"DROP TABLE {MET}")
    elif _meet(con, "met", taken, *table.key):
        _refuse_met(con, taken, table.key)
    con.execute("DROP TABLE IF EXISTS met")


def _meet(con: duckdb.DuckDBPyConnection, met: str, taken: Sequence[Taken], *key: str) -> int:
    every = " UNION ALL ".join(one_.select(con, only=key) for one_ in taken)
    con.execute(
        f"CREATE TABLE {met} AS SELECT hash({', '.join(key)}) AS met FROM ({every}) "
        "GROUP BY met HAVING count(*) > 1"
    )
    return one(con, f"SELECT count(*) FROM {met}")


def _refuse_met(con: duckdb.DuckDBPyConnection, taken: Sequence[Taken], key: Sequence[str]) -> None:
    keys = ", ".join(key)
    numbered = " UNION ALL ".join(one_.select(con, numbered=True, only=key) for one_ in taken)
    con.execute(
        "CREATE TEMP TABLE repeated AS SELECT source, row_no FROM ("
        f"SELECT source, row_no, {keys} FROM ({numbered}) SEMI JOIN met ON hash({keys}) = met "
        f") QUALIFY row_number() OVER (PARTITION BY {keys} ORDER BY source, row_no) > 1"
    )
    for one_ in taken:
        con.execute(
            f"CREATE TEMP TABLE refusing AS SELECT row_no, '{key[0]}|repeated-key' AS fault, "
            f"{raw(one_.scan)} AS raw FROM ({one_.scan.numbered}) SEMI JOIN "
            f"(SELECT row_no FROM repeated WHERE source = {one_.number}) USING (row_no)"
        )
        refuse(con, one_.scan, one_.number)
    con.execute("DROP TABLE repeated")
