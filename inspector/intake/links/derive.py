"""What is derived of the rows taken: refunds netted, rows tied, items and units bridged.

`intake.base_…` holds the rows as they were taken; over each lies the view of its canonical table,
with all columns in the order of the schema. No row is lost or doubled on the way.
"""

from collections.abc import Sequence

import duckdb

from inspector.intake.links.items import bridge_items, name_items
from inspector.intake.links.line_numbers import list_shared
from inspector.intake.links.line_sums import FEES, sum_lines
from inspector.intake.links.refunds import net_refunds
from inspector.intake.links.settlements import HEADERS
from inspector.intake.links.tie import Linking, can_tie
from inspector.intake.links.units import agree_ratios, can_convert, convert_units
from inspector.intake.links.unlinked import prepare_list
from inspector.intake.result import Progress
from inspector.schema import TABLES


def derive(
    con: duckdb.DuckDBPyConnection,
    tables: Sequence[str],
    supplied: dict[str, set[str]],
    tell: Progress,
) -> None:
    """Make the view of each table in `tables` over its base, and the list of what has no partner.

    Adds to `supplied` the derived columns whose ingredients were handed over.
    """
    prepare_list(con)
    list_shared(con)
    tell("intake.step.sums", 55)
    for name in FEES:
        if name in tables:
            sum_lines(con, name, _base(name), supplied[name])
    bridge_items(con, tables, supplied)
    agree_ratios(con, supplied)
    linking = Linking(con, _base_of("mdtrt_d", tables), _base_of("setl_d", tables))
    linking.prepare([_base(name) for name in HEADERS if name in tables])
    for name in tables:
        rows, derived = _derived(con, name, supplied[name], linking, tell)
        columns = ", ".join(TABLES[name].by_name)
        con.execute(f"CREATE VIEW {name} AS SELECT {columns} FROM ({rows})")
        supplied[name] |= derived


def _base(name: str) -> str:
    return f"intake.base_{name}"


def _base_of(name: str, tables: Sequence[str]) -> str | None:
    return _base(name) if name in tables else None


def _derived(
    con: duckdb.DuckDBPyConnection,
    name: str,
    supplied: set[str],
    linking: Linking,
    tell: Progress,
) -> tuple[str, set[str]]:
    """SQL of a table's rows with what is derived, and the columns that were."""
    base = _base(name)
    if name == "fee_list_d":
        tell("intake.step.refunds", 60)
        return net_refunds(con, base), {"net_cnt", "net_amt", "reversed_by"}
    rows = name_items(con, name, base)
    bridged = {"med_list_codg"} if rows != base else set()
    if can_tie(name):
        tell("intake.step.links", 75)
        return linking.tie(name, base, rows), linking.derived(name) | bridged
    if can_convert(name):
        unit = {"inv_move": "chg_unit", "inv_balance": "inv_unit"}[name]
        made = {column.name for column in TABLES[name].columns if column.need == "derived"}
        return convert_units(con, name, rows), (made if unit in supplied else set()) | bridged
    return f"SELECT * FROM {rows}", bridged
