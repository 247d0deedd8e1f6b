"""Refunds netted once: what each fee line still charges after the lines that reverse it.

A negative line reverses the line it names (`init_feedetl_sn`) within its visit; else the nearest
earlier unreversed line of the same visit, item, price and opposite quantity, one to one. Reversals
net to 0 themselves. Nothing but negative lines and their candidates is ever joined.
"""

import duckdb

from inspector.intake.rows.take import one

_NEGATIVE = """
CREATE TABLE intake.negative AS
SELECT bkkp_sn, mdtrt_id, init_feedetl_sn, med_list_codg, pric, cnt, fee_ocur_time,
       det_item_fee_sumamt AS amt
FROM {lines} WHERE cnt < 0 OR det_item_fee_sumamt < 0
"""

# Several refunds may take from one line, each in its turn, as long as something is left of it.
_BY_NAME = """
CREATE TABLE intake.reversal AS
SELECT back, bkkp_sn FROM (
    SELECT n.bkkp_sn AS back, l.bkkp_sn, l.cnt, l.det_item_fee_sumamt AS amt,
           sum(n.cnt) OVER turn AS cnt_back, sum(n.amt) OVER turn AS amt_back
    FROM {lines} l JOIN intake.negative n
      ON l.mdtrt_id = n.mdtrt_id AND l.bkkp_sn = n.init_feedetl_sn
    WHERE l.cnt >= 0 AND l.det_item_fee_sumamt >= 0
    WINDOW turn AS (PARTITION BY l.bkkp_sn ORDER BY n.fee_ocur_time, n.bkkp_sn)
) WHERE cnt + cnt_back >= 0 AND amt + amt_back >= 0
"""

# Charges and refunds of one kind open and close like brackets: those at one depth that follow one
# another belong together. A refund with nothing open before it finds no charge at its depth.
_BY_LIKENESS = """
INSERT INTO intake.reversal
WITH loose AS (
    FROM intake.negative WHERE cnt < 0 AND bkkp_sn NOT IN (SELECT back FROM intake.reversal)
), kinds AS (
    SELECT DISTINCT mdtrt_id, med_list_codg, pric, -cnt AS size FROM loose
), event AS (
    SELECT mdtrt_id, med_list_codg, pric, -cnt AS size, fee_ocur_time, bkkp_sn, -1 AS step
    FROM loose
    UNION ALL
    SELECT l.mdtrt_id, l.med_list_codg, l.pric, l.cnt, l.fee_ocur_time, l.bkkp_sn, 1
    FROM {lines} l JOIN kinds k ON l.mdtrt_id = k.mdtrt_id AND l.med_list_codg = k.med_list_codg
     AND l.pric = k.pric AND l.cnt = k.size
    WHERE l.bkkp_sn NOT IN (SELECT bkkp_sn FROM intake.reversal)
), depth AS (
    SELECT *, sum(step) OVER (
        PARTITION BY mdtrt_id, med_list_codg, pric, size
        ORDER BY fee_ocur_time, step DESC, bkkp_sn
        ROWS UNBOUNDED PRECEDING
    ) + CASE WHEN step < 0 THEN 1 ELSE 0 END AS level
    FROM event
), pair AS (
    SELECT bkkp_sn AS back, step, lag(bkkp_sn) OVER before AS bkkp_sn, lag(step) OVER before AS was
    FROM depth
    WINDOW before AS (
        PARTITION BY mdtrt_id, med_list_codg, pric, size, level
        ORDER BY fee_ocur_time, step DESC, bkkp_sn
    )
)
SELECT back, bkkp_sn FROM pair WHERE step = -1 AND was = 1
"""

_REFUND = """
CREATE TABLE intake.refund AS
SELECT r.bkkp_sn, sum(n.cnt) AS cnt, sum(n.amt) AS amt,
       string_agg(n.bkkp_sn, '#' ORDER BY n.fee_ocur_time, n.bkkp_sn) AS reversed_by
FROM intake.reversal r JOIN intake.negative n ON n.bkkp_sn = r.back
GROUP BY r.bkkp_sn
"""

_NETTED = """
SELECT l.*,
       CASE WHEN l.cnt < 0 OR l.det_item_fee_sumamt < 0 THEN 0
            ELSE CAST(l.cnt + coalesce(r.cnt, 0) AS DECIMAL(16,4)) END AS net_cnt,
       CASE WHEN l.cnt < 0 OR l.det_item_fee_sumamt < 0 THEN 0
            ELSE CAST(l.det_item_fee_sumamt + coalesce(r.amt, 0) AS DECIMAL(16,2)) END AS net_amt,
       r.reversed_by
FROM {lines} l LEFT JOIN intake.refund r ON r.bkkp_sn = l.bkkp_sn
"""
_AS_RECEIVED = """
SELECT *, cnt AS net_cnt, det_item_fee_sumamt AS net_amt, CAST(NULL AS VARCHAR) AS reversed_by
FROM {lines}
"""


def net_refunds(con: duckdb.DuckDBPyConnection, lines: str) -> str:
    """Pair refunds with the fee lines of the view `lines`; SQL of the lines with what remains.

    Leaves `intake.negative` (all refunds) and `intake.reversal` (back → the line it reverses).
    """
    con.execute(_NEGATIVE.format(lines=lines))
    if not one(con, "SELECT count(*) FROM intake.negative"):
        con.execute("CREATE TABLE intake.reversal (back VARCHAR, bkkp_sn VARCHAR)")
        return _AS_RECEIVED.format(lines=lines)
    for statement in (_BY_NAME, _BY_LIKENESS, _REFUND):
        con.execute(statement.format(lines=lines))
    return _NETTED.format(lines=lines)
