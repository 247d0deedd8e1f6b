"""The six in plain DuckDB, over tables `fees`, `visits` and the knowledge beside them."""

from collections.abc import Mapping

from duckdb import DuckDBPyConnection

from benchmarks.by_hand import Answer

_MONEY = "count(*), CAST(coalesce(sum(amount), 0) * 100 AS BIGINT)"
SQL = {
    "XY2-12": f"""
        SELECT {_MONEY} FROM (
            SELECT det_item_fee_sumamt AS amount
            FROM fees JOIN limit_sex AS k USING (med_list_codg) JOIN visits AS v USING (mdtrt_id)
            WHERE v.gend <> k.sex AND CAST(fee_ocur_time AS DATE) BETWEEN valid_from AND valid_to
              AND (length(certno) <> 18 OR certno IS NULL
                   OR (CAST(substr(certno, 17, 1) AS INTEGER) % 2 = 1) = (v.gend = '1')))""",
    "DQ-03": f"""
        SELECT {_MONEY} FROM (
            SELECT det_item_fee_sumamt AS amount
            FROM fees JOIN visits AS v USING (mdtrt_id)
            WHERE v.med_type LIKE '2%' AND coalesce(dscg_tkdrug_flag, '0') <> '1'
              AND CAST(fee_ocur_time AS DATE) - CAST(v.endtime AS DATE)
                  > CASE WHEN med_chrgitm_type = '06' THEN $surgery_days
                         WHEN substr(coalesce(list_type, '2'), 1, 1) <> '2' THEN $goods_days
                         ELSE $service_days END)""",
    "XY2-27": f"""
        WITH lines AS (
            SELECT f.mdtrt_id, bkkp_sn, fee_ocur_time, cnt, det_item_fee_sumamt, d.daily_group,
                   greatest(CAST(endtime AS DATE) - CAST(begntime AS DATE), 1) AS days
            FROM fees AS f JOIN daily_item AS d USING (med_list_codg)
            JOIN visits AS v ON v.mdtrt_id = f.mdtrt_id
            WHERE v.med_type LIKE '2%' AND CAST(fee_ocur_time AS DATE) <= CAST(endtime AS DATE)
              AND CAST(fee_ocur_time AS DATE) BETWEEN valid_from AND valid_to
        ), so_far AS (
            SELECT *, sum(cnt) OVER (PARTITION BY mdtrt_id, daily_group
                                     ORDER BY fee_ocur_time, bkkp_sn) - days AS over
            FROM lines
        )
        SELECT {_MONEY} FROM (
            SELECT round(det_item_fee_sumamt * least(cnt, over) / cnt, 2) AS amount
            FROM so_far WHERE over > 0)""",
    "XY2-01": f"""
        SELECT {_MONEY} FROM (
            SELECT CAST(det_item_fee_sumamt - pric_max * cnt AS DECIMAL(16, 2)) AS amount
            FROM fees JOIN limit_price AS k USING (med_list_codg)
            WHERE pric > pric_max + $tolerance AND coalesce(medins_list_name, '') NOT LIKE '%加收%'
              AND CAST(fee_ocur_time AS DATE) BETWEEN valid_from AND valid_to)
        WHERE amount > 0""",
    "XY2-31": f"""
        WITH services AS (
            SELECT f.*, CAST(fee_ocur_time AS DATE) AS day, d.med_list_codg IS NOT NULL AS daily,
                   valid_from, valid_to
            FROM fees AS f LEFT JOIN daily_item AS d USING (med_list_codg)
            WHERE substr(coalesce(list_type, '2'), 1, 1) = '2'
        ), so_far AS (
            SELECT det_item_fee_sumamt, cnt, sum(cnt) OVER (
                PARTITION BY mdtrt_id, med_list_codg, day ORDER BY fee_ocur_time, bkkp_sn
            ) - $per_day AS over
            FROM services WHERE daily AND day BETWEEN valid_from AND valid_to
            UNION ALL
            SELECT det_item_fee_sumamt, cnt,
                   sum(cnt) OVER (one ORDER BY bkkp_sn) - min(cnt) OVER one AS over
            FROM services WHERE NOT daily AND fee_ocur_time <> CAST(day AS TIMESTAMP)
            WINDOW one AS (PARTITION BY mdtrt_id, med_list_codg, fee_ocur_time, pric,
                                        coalesce(rx_drord_no, ''))
        )
        SELECT {_MONEY} FROM (
            SELECT round(det_item_fee_sumamt * least(cnt, over) / cnt, 2) AS amount
            FROM so_far WHERE over > 0)""",
    "NAT-56": """
        SELECT count(*), 0 FROM (
            SELECT sum(det_item_fee_sumamt) AS every,
                   sum(CASE WHEN list_type LIKE '1%' THEN det_item_fee_sumamt ELSE 0 END) AS part
            FROM fees
            GROUP BY coalesce(bilg_dept_name, ''), strftime(fee_ocur_time, '%Y-%m'))
        WHERE every >= $least AND part > $most * every""",
}


def answer(con: DuckDBPyConnection, rule: str, params: Mapping[str, object]) -> Answer:
    """What the hand-written logic finds."""
    used = {name: value for name, value in params.items() if f"${name}" in SQL[rule]}
    [(count, cents)] = con.execute(SQL[rule], used).fetchall()
    return count, cents
