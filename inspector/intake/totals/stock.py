"""Whether stock adds up: each month in itself, from month to month, and against the moves.

Source: the extraction request (上期＋收入－支出＝本期; moves, in plus and out minus, sum to stock).
"""

from collections.abc import Iterator

from inspector.intake.result import ControlTotal
from inspector.intake.totals.reconciled import Reconciled

_OFF = "open_cnt + in_cnt - out_cnt IS DISTINCT FROM close_cnt"
_CARRIED = f"SELECT count_if(NOT ({_OFF})), count(*), count_if({_OFF}) FROM inv_balance"

_CONTINUED = """
WITH told AS (
    SELECT open_cnt, lag(close_cnt) OVER months AS before, row_number() OVER months AS turn
    FROM inv_balance
    WINDOW months AS (PARTITION BY loc_type, loc_name, medins_list_codg ORDER BY year_month)
)
SELECT count_if(open_cnt IS NOT DISTINCT FROM before), count(*),
       count_if(open_cnt IS DISTINCT FROM before)
FROM told WHERE turn > 1
"""

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


def stock(on: Reconciled) -> Iterator[ControlTotal]:
    """Balances in themselves, from month to month, and against the moves between them."""
    if on.has("inv_balance", "open_cnt", "in_cnt", "out_cnt", "close_cnt"):
        yield on.total("balance-carried", "inv_balance", "行", "", _CARRIED)
    if on.has("inv_balance", "open_cnt", "close_cnt"):
        yield on.total("balance-continued", "inv_balance", "行", "", _CONTINUED)
    if on.has("inv_balance", "open_cnt_min", "close_cnt_min") and on.has("inv_move", "chg_cnt_min"):
        yield on.total("moves-explain-stock", "inv_move", "项", "", _MOVES)
