"""Whether everything is there: every month of every table, every visit, every column that ties.

Source: DQ-09 of the rule catalogue; what is missing here makes rules not run, never "0 hits".
"""

from collections.abc import Iterator

from inspector.intake.links.line_sums import FEES
from inspector.intake.links.tie import DAY
from inspector.intake.result import ControlTotal
from inspector.intake.totals.reconciled import Reconciled
from inspector.schema import TABLES

_MOMENT = DAY | {
    "setl_d": "setl_time",
    "mdtrt_d": "begntime",
    "inv_move": "biz_time",
    "inv_balance": "strptime(year_month, '%Y%m')",
    "staff_shift": "shift_date",
    "purchase_accept": "accept_date",
}
"""SQL of when a row happened."""

_THIN = "0.5"
"""A month with less than this share of the median month is thin."""

# The months of the fee lines where there are any: sessions that end in June are missing in July.
_MONTHS = f"""
WITH own AS (
    SELECT month, lines FROM intake.month WHERE table_name = '{{table}}' AND month IS NOT NULL
), span AS (
    SELECT coalesce(min(m.month), (SELECT min(month) FROM own)) AS first,
           coalesce(max(m.month), (SELECT max(month) FROM own)) AS last
    FROM intake.month m WHERE table_name = 'fee_list_d'
), every AS (
    SELECT CAST(unnest(generate_series(first, last, INTERVAL 1 MONTH)) AS DATE) AS month FROM span
), told AS (
    SELECT coalesce(o.lines, 0) AS lines FROM every e LEFT JOIN own o ON o.month = e.month
)
SELECT count_if(lines > 0), count(*), count_if(lines = 0),
       count_if(lines > 0 AND lines < {_THIN} * (SELECT median(lines) FROM told)) FROM told
"""

_PLATFORM = ("setl_d", "setl_list_diag_d", "setl_list_oprn_d")

_TYING = (
    "setl_id",
    "mdtrt_id",
    "medins_setl_id",
    "ipt_otp_no",
    "certno",
    "medins_list_codg",
    "med_list_codg",
    "staff_code",
    "device_id",
)
"""Columns that tie tables together."""
_EMPTY = "0.05"
"""A tying column with a larger share of empty cells is worth asking about."""


def months(on: Reconciled) -> Iterator[ControlTotal]:
    """Months with rows, table by table, DQ-09."""
    counted = [_counted(table) for table in on.supplied if table in _MOMENT or table in FEES]
    if not counted:
        return
    on.con.execute(f"CREATE TABLE intake.month AS {' UNION ALL '.join(counted)}")
    for table in on.supplied:
        if table in _MOMENT or table in FEES:
            yield on.total("months-with-rows", table, "月", "DQ-09", _MONTHS.format(table=table))


def _counted(table: str) -> str:
    day, rows, lines = _MOMENT.get(table, ""), f"intake.base_{table}", "count(*)"
    if table in FEES:
        day, rows, lines = "day", f"intake.sum_{table}", "sum(lines)"
    return (
        f"SELECT '{table}' AS table_name, CAST(date_trunc('month', {day}) AS DATE) AS month, "
        f"{lines} AS lines FROM {rows} GROUP BY ALL"
    )


def orphans(on: Reconciled) -> Iterator[ControlTotal]:
    """Platform rows whose visit was handed over, DQ-09."""
    if not on.has("mdtrt_d"):
        return
    known = "mdtrt_id IN (SELECT mdtrt_id FROM intake.visit)"
    asked = {"fee_list_d": ("intake.sum_fee_list_d", "lines")}
    asked |= {table: (f"intake.base_{table}", "1") for table in _PLATFORM}
    for table, (rows, lines) in asked.items():
        if on.has(table, "mdtrt_id"):
            sql = (
                f"SELECT sum({lines}) FILTER ({known}), sum({lines}), "
                f"sum(CASE WHEN {known} THEN 0 ELSE {lines} END) FROM {rows}"
            )
            yield on.total("visits-known", table, "行", "DQ-09", sql)


def empty_columns(on: Reconciled) -> Iterator[ControlTotal]:
    """Columns that tie tables together and are filled, DQ-09; the note names those that are not."""
    shares = {
        f"{table}.{column}": _empty(table, column)
        for table in on.supplied
        for column in _TYING
        if column in TABLES[table].by_name and not TABLES[table].by_name[column].need
    }
    if shares:
        told = " UNION ALL ".join(
            f"SELECT '{name}' AS name, coalesce({share}, 0) > {_EMPTY} AS off"
            for name, share in shares.items()
        )
        sql = (
            "SELECT count_if(NOT off), count(*), count_if(off), "
            f"coalesce(string_agg(name, ', ' ORDER BY name) FILTER (off), '-') FROM ({told})"
        )
        yield on.total("columns-filled", next(iter(on.supplied)), "列", "DQ-09", sql)


def _empty(table: str, column: str) -> str:
    """SQL of the share of empty cells, from the sums where there are any."""
    rows, lines = f"intake.base_{table}", "1"
    if table in FEES:
        rows = f"intake.{'sum' if column in FEES[table] else 'item'}_{table}"
        lines = "lines"
        if column not in (*FEES[table], "medins_list_codg", "med_list_codg"):
            return "0"
    return f"(SELECT sum({lines}) FILTER ({column} IS NULL) / sum({lines}) FROM {rows})"
