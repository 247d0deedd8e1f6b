"""The six in plain SQLite: money in 分, days as text, an index where somebody would make one."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from benchmarks.by_hand import Answer

_DAY = "substr(fee_ocur_time, 1, 10)"
_MONEY = "count(*), coalesce(sum(amount), 0)"
_PART = "CAST(round(det_item_fee_sumamt * min(cnt, over) / cnt) AS INTEGER)"
SQL = {
    "XY2-12": f"""
        SELECT {_MONEY} FROM (
            SELECT det_item_fee_sumamt AS amount
            FROM fees JOIN limit_sex AS k USING (med_list_codg) JOIN visits AS v USING (mdtrt_id)
            WHERE v.gend <> k.sex AND {_DAY} BETWEEN valid_from AND valid_to
              AND (certno IS NULL OR length(certno) <> 18
                   OR (CAST(substr(certno, 17, 1) AS INTEGER) % 2 = 1) = (v.gend = '1')))""",
    "DQ-03": f"""
        SELECT {_MONEY} FROM (
            SELECT det_item_fee_sumamt AS amount
            FROM fees JOIN visits AS v USING (mdtrt_id)
            WHERE v.med_type LIKE '2%' AND coalesce(dscg_tkdrug_flag, '0') <> '1'
              AND julianday({_DAY}) - julianday(substr(v.endtime, 1, 10))
                  > CASE WHEN med_chrgitm_type = '06' THEN :surgery_days
                         WHEN substr(coalesce(list_type, '2'), 1, 1) <> '2' THEN :goods_days
                         ELSE :service_days END)""",
    "XY2-27": f"""
        WITH lines AS (
            SELECT f.mdtrt_id, bkkp_sn, fee_ocur_time, cnt, det_item_fee_sumamt, d.daily_group,
                   max(julianday(substr(endtime, 1, 10)) - julianday(substr(begntime, 1, 10)), 1)
                       AS days
            FROM fees AS f JOIN daily_item AS d USING (med_list_codg)
            JOIN visits AS v ON v.mdtrt_id = f.mdtrt_id
            WHERE v.med_type LIKE '2%' AND {_DAY} <= substr(endtime, 1, 10)
              AND {_DAY} BETWEEN valid_from AND valid_to
        ), so_far AS (
            SELECT *, sum(cnt) OVER (PARTITION BY mdtrt_id, daily_group
                                     ORDER BY fee_ocur_time, bkkp_sn) - days AS over
            FROM lines
        )
        SELECT {_MONEY} FROM (SELECT {_PART} AS amount FROM so_far WHERE over > 0)""",
    "XY2-01": f"""
        SELECT {_MONEY} FROM (
            SELECT CAST(round(det_item_fee_sumamt - 100 * pric_max * cnt) AS INTEGER) AS amount
            FROM fees JOIN limit_price AS k USING (med_list_codg)
            WHERE pric > pric_max + :tolerance AND coalesce(medins_list_name, '') NOT LIKE '%加收%'
              AND {_DAY} BETWEEN valid_from AND valid_to)
        WHERE amount > 0""",
    "XY2-31": f"""
        WITH services AS (
            SELECT f.*, {_DAY} AS day, d.med_list_codg IS NOT NULL AS daily, valid_from, valid_to
            FROM fees AS f LEFT JOIN daily_item AS d USING (med_list_codg)
            WHERE substr(coalesce(list_type, '2'), 1, 1) = '2'
        ), so_far AS (
            SELECT det_item_fee_sumamt, cnt, sum(cnt) OVER (
                PARTITION BY mdtrt_id, med_list_codg, day ORDER BY fee_ocur_time, bkkp_sn
            ) - :per_day AS over
            FROM services WHERE daily AND day BETWEEN valid_from AND valid_to
            UNION ALL
            SELECT det_item_fee_sumamt, cnt,
                   sum(cnt) OVER (one ORDER BY bkkp_sn) - min(cnt) OVER one AS over
            FROM services WHERE NOT daily AND substr(fee_ocur_time, 12) <> '00:00:00'
            WINDOW one AS (PARTITION BY mdtrt_id, med_list_codg, fee_ocur_time, pric,
                                        coalesce(rx_drord_no, ''))
        )
        SELECT {_MONEY} FROM (SELECT {_PART} AS amount FROM so_far WHERE over > 0)""",
    "NAT-56": """
        SELECT count(*), 0 FROM (
            SELECT sum(det_item_fee_sumamt) AS every,
                   sum(CASE WHEN list_type LIKE '1%' THEN det_item_fee_sumamt ELSE 0 END) AS part
            FROM fees GROUP BY coalesce(bilg_dept_name, ''), substr(fee_ocur_time, 1, 7))
        WHERE every >= 100 * :least AND part > :most * every""",
}


def lay_out(
    con: sqlite3.Connection, name: str, columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> None:
    """A table without types, filled."""
    con.execute(f"CREATE TABLE {name} ({', '.join(columns)})")
    con.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(columns))})", rows)
    if name != "fees":
        con.execute(f"CREATE INDEX {name}_key ON {name} ({columns[0]})")
    con.commit()


def answer(con: sqlite3.Connection, rule: str, params: Mapping[str, object]) -> Answer:
    """What the hand-written logic finds."""
    [(count, cents)] = con.execute(SQL[rule], params).fetchall()
    return count, int(cents)
