"""The reconciliation: equations that hold in honest, complete exports, and how far these do.

Each total is one sentence with a numerator and a denominator; a total whose ingredients were not
handed over is not there at all, never zero. Source: the balance equations of the national interface
(2304, 5203) and of the extraction request (Σ moves = stock).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

import duckdb

from inspector.intake.result import ControlTotal
from inspector.intake.take import QUARANTINE

_CENT = "0.01"
"""Extracts round; sums are compared with this tolerance, in 元."""

_SHARES = ("fund_pay_sumamt", "psn_pay", "ownpay_hosp_part")
_FUNDS = (
    "hifp_pay",
    "hifmi_pay",
    "hifob_pay",
    "hifes_pay",
    "cvlserv_pay",
    "hifdm_pay",
    "maf_pay",
    "othfund_pay",
)


@dataclass(frozen=True)
class Reconciled:
    """What totals are taken over: the connection and the columns each table was supplied with."""

    con: duckdb.DuckDBPyConnection
    supplied: Mapping[str, frozenset[str]]

    def has(self, table: str, *columns: str) -> bool:
        """Whether the table and all these columns were handed over."""
        return table in self.supplied and self.supplied[table].issuperset(columns)

    def row(self, sql: str) -> tuple[object, ...]:
        """The one row a question has for an answer."""
        found = self.con.execute(sql).fetchone()
        assert found is not None
        return found

    def total(self, name: str, of: str, unit: str, sql: str) -> ControlTotal:
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
        )


def plain(number: object) -> str:
    """A number as text without an exponent; nothing is 0."""
    return f"{number:f}" if isinstance(number, Decimal) else str(number or 0)


def reconcile(on: Reconciled) -> tuple[ControlTotal, ...]:
    """Every total whose ingredients are there, in the order they are read out."""
    made = [total for check in _CHECKS for total in check(on)]
    return tuple(made)


def summed_lines(con: duckdb.DuckDBPyConnection, lines: str, by: str) -> None:
    """One pass over the fee lines: what each settlement (or visit) sums to, month by month."""
    con.execute(
        f"CREATE TABLE intake.fee_sum AS SELECT {by} AS owner, "
        "date_trunc('month', fee_ocur_time) AS month, sum(det_item_fee_sumamt) AS amt, "
        "count(*) AS lines, min(fee_ocur_time) AS first, max(fee_ocur_time) AS last "
        f"FROM {lines} GROUP BY ALL"
    )


def _settlements(on: Reconciled) -> list[ControlTotal]:
    if not (on.has("setl_d") and on.has("fee_list_d")):
        return []
    owner = "setl_id" if on.has("fee_list_d", "setl_id") else "mdtrt_id"
    both = (
        f"WITH header AS (SELECT {owner} AS owner, sum(medfee_sumamt) AS amt FROM setl_d GROUP BY 1"
        "), line AS (SELECT owner, sum(amt) AS amt, sum(lines) AS lines FROM intake.fee_sum "
        "GROUP BY 1) "
    )
    off = f"abs(coalesce(line.amt, 0) - header.amt) > {_CENT}"
    return [
        on.total(
            "lines-of-settlements",
            "fee_list_d",
            "元",
            f"{both} SELECT sum(line.amt), sum(header.amt), count_if({off}), count(*) "
            "FROM header LEFT JOIN line USING (owner)",
        ),
        on.total(
            "lines-settled",
            "fee_list_d",
            "元",
            f"{both} SELECT sum(CASE WHEN header.owner IS NOT NULL THEN line.amt END), "
            "sum(line.amt), sum(CASE WHEN header.owner IS NULL THEN lines ELSE 0 END) "
            "FROM line LEFT JOIN header ON header.owner = line.owner",
        ),
    ]


def _headers(on: Reconciled) -> list[ControlTotal]:
    checks = (
        ("header-shares", "medfee_sumamt", _SHARES, "psn_pay"),
        ("header-funds", "fund_pay_sumamt", _FUNDS, "hifp_pay"),
    )
    made = []
    for name, whole, parts, needed in checks:
        if on.has("setl_d", needed):
            added = " + ".join(f"coalesce({part}, 0)" for part in parts)
            off = f"count_if(abs({added} - {whole}) > {_CENT})"
            sql = f"SELECT sum({added}), sum({whole}), {off}, count(*) FROM setl_d"
            made.append(on.total(name, "setl_d", "元", sql))
    return made


def _months(on: Reconciled) -> list[ControlTotal]:
    if not on.has("fee_list_d"):
        return []
    sql = (
        "SELECT count(DISTINCT month), date_diff('month', min(month), max(month)) + 1 AS every, "
        "date_diff('month', min(month), max(month)) + 1 - count(DISTINCT month) FROM intake.fee_sum"
    )
    return [on.total("months-with-lines", "fee_list_d", "月", sql)]


def _refunds(on: Reconciled) -> list[ControlTotal]:
    if not on.has("fee_list_d"):
        return []
    sql = (
        "SELECT count(r.back), count(*), count_if(r.back IS NULL), "
        "sum(CASE WHEN r.back IS NULL THEN amt END) "
        "FROM intake.negative n LEFT JOIN intake.reversal r ON r.back = n.bkkp_sn"
    )
    return [on.total("refunds-paired", "fee_list_d", "行", sql)]


def _stock(on: Reconciled) -> list[ControlTotal]:
    made = []
    if on.has("inv_balance", "open_cnt", "in_cnt", "out_cnt", "close_cnt"):
        off = "open_cnt + in_cnt - out_cnt IS DISTINCT FROM close_cnt"
        sql = f"SELECT count_if(NOT ({off})), count(*), count_if({off}) FROM inv_balance"
        made.append(on.total("balance-carried", "inv_balance", "行", sql))
    if on.has("inv_balance", "open_cnt_min", "close_cnt_min") and on.has("inv_move", "chg_cnt_min"):
        made.append(on.total("moves-explain-stock", "inv_move", "项", _MOVES))
    return made


_MOVES = """
WITH place AS (
    SELECT loc_type, loc_name, medins_list_codg, min(year_month) AS first, max(year_month) AS last,
           arg_min(open_cnt_min, year_month) AS opening,
           arg_max(close_cnt_min, year_month) AS closing
    FROM inv_balance GROUP BY ALL
), moved AS (
    SELECT loc_type, loc_name, medins_list_codg, strftime(biz_time, '%Y%m') AS year_month,
           sum(chg_cnt_min) AS moved
    FROM inv_move GROUP BY ALL
), told AS (
    SELECT p.opening, p.closing, coalesce(sum(m.moved), 0) AS moved
    FROM place p LEFT JOIN moved m ON m.loc_type IS NOT DISTINCT FROM p.loc_type
     AND m.loc_name IS NOT DISTINCT FROM p.loc_name AND m.medins_list_codg = p.medins_list_codg
     AND m.year_month BETWEEN p.first AND p.last
    GROUP BY p.loc_type, p.loc_name, p.medins_list_codg, p.opening, p.closing
)
SELECT count_if(opening + moved IS NOT DISTINCT FROM closing), count(*),
       count_if(opening + moved IS DISTINCT FROM closing) FROM told
"""


def _units(on: Reconciled) -> list[ControlTotal]:
    asked = {"inv_move": ("chg_cnt", "chg_cnt_min"), "inv_balance": ("close_cnt", "close_cnt_min")}
    return [
        on.total(
            "units-converted",
            table,
            "行",
            f"SELECT count({converted}), count(*), count_if({count} IS NOT NULL "
            f"AND {converted} IS NULL) FROM {table}",
        )
        for table, (count, converted) in asked.items()
        if on.has(table)
    ]


def _links(on: Reconciled) -> list[ControlTotal]:
    tied = on.con.execute(
        "SELECT substr(table_name, 6) FROM information_schema.tables "
        "WHERE table_schema = 'intake' AND table_name LIKE 'link\\_%' ESCAPE '\\' ORDER BY 1"
    ).fetchall()
    made = []
    for (table,) in tied:
        ambiguous = on.row(f"SELECT count(*) FROM intake.link_{table} WHERE visits > 1")[0]
        sql = (
            "SELECT count(mdtrt_id), count(*), count_if(mdtrt_id IS NULL), "
            f"{ambiguous} FROM {table}"
        )
        made.append(on.total("linked-to-visit", str(table), "行", sql))
    return made


def _keys(on: Reconciled) -> list[ControlTotal]:
    sql = (
        "SELECT count_if(reason = 'repeated-key'), count(*), count_if(reason = 'repeated-key') "
        f"FROM {QUARANTINE}"
    )
    return [on.total("keys-repeated", QUARANTINE, "行", sql)]


_CHECKS: tuple[Callable[[Reconciled], list[ControlTotal]], ...] = (
    _settlements,
    _headers,
    _months,
    _refunds,
    _keys,
    _links,
    _units,
    _stock,
)
