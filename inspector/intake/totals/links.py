"""How far the hospital's rows could be bridged to the platform's; what could not is listed.

Source: DQ-09 of the rule catalogue. The list is `link_problem`.
"""

from collections.abc import Iterator

from inspector.intake.links.tie import DAY
from inspector.intake.result import ControlTotal
from inspector.intake.totals.reconciled import Reconciled
from inspector.schema import TABLES


def visits_tied(on: Reconciled) -> Iterator[ControlTotal]:
    """Hospital rows tied to a visit; the note counts the evidence that fits several."""
    yield from _tied(on, "linked-to-visit", "visits", "mdtrt_id")


def settlements_tied(on: Reconciled) -> Iterator[ControlTotal]:
    """Hospital rows tied to a settlement; the note counts the evidence that fits several."""
    if on.has("setl_d"):
        yield from _tied(on, "linked-to-settlement", "settlements", "setl_id")


def _tied(on: Reconciled, name: str, partners: str, column: str) -> Iterator[ControlTotal]:
    for table in on.supplied:
        if table in DAY and column in TABLES[table].by_name and on.made(f"link_{table}"):
            sql = (
                f"SELECT sum(lines) FILTER ({partners} = 1), sum(lines), "
                f"sum(lines) FILTER ({partners} <> 1), count_if({partners} > 1) "
                f"FROM intake.link_{table}"
            )
            yield on.total(name, table, "行", "DQ-09", sql)


def items(on: Reconciled) -> Iterator[ControlTotal]:
    """Items whose hospital and national codes lead to one another and to a charge.

    The note counts the rows that got their national code from the hospital's.
    """
    if not on.made("item_state"):
        return
    for table in on.supplied:
        rows = f"FROM intake.item_state WHERE table_name = '{table}'"
        if on.row(f"SELECT count(*) {rows}")[0]:
            sql = (
                "SELECT count_if(kind IS NULL), count(*), count_if(kind IS NOT NULL), "
                f"sum(lines) FILTER (filled) {rows}"
            )
            yield on.total("items-linked", table, "项", "DQ-09", sql)


def units(on: Reconciled) -> Iterator[ControlTotal]:
    """Stock quantities in split units, and items all rows state one ratio of."""
    asked = {"inv_move": ("chg_cnt", "chg_cnt_min"), "inv_balance": ("close_cnt", "close_cnt_min")}
    for table, (count, converted) in asked.items():
        if on.has(table):
            sql = (
                f"SELECT count({converted}), count(*), count_if({count} IS NOT NULL "
                f"AND {converted} IS NULL) FROM {table}"
            )
            yield on.total("units-converted", table, "行", "DQ-09", sql)
    if on.made("ratio"):
        table = next(name for name in asked if on.has(name))
        sql = "SELECT count_if(ratios = 1), count(*), count_if(ratios > 1) FROM intake.ratio"
        yield on.total("ratios-agreed", table, "项", "DQ-09", sql)
