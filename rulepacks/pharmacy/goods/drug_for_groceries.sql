/*+++
id       = "PHR-08"
title.zh = "串换日用品、保健品"
title.en = "Groceries charged as drugs"
verdict  = "suspect"
basis    = ["《医疗保障基金使用监督管理条例》第三十八条第（四）项：串换药品、诊疗项目"]
national = "药店清单（2025年）第7、8项"
seed     = "绍兴、金华2019"
partition = "whole"
unit      = ["med_list_codg"]
since     = 2021-05-01
evidence  = [
    "收银系统的小票",
    "当日实物盘点",
]
ask       = [
    "这些日用品卖给了谁、怎么收的钱？",
    "收银系统与医保系统是不是两套账？",
]
false_positives = [
    "差额在一成之内",
    "日用品有销售出库",
    "日用品没有短少",
    "单位换算不了的商品",
    "器械、敷料不算日用品",
]
sentence.zh = "{item_name}结算 {cnt_billed}，库存只少了 {cnt_gone}；同期日用品、保健品无账短少 {goods_value} 元，两边对应的部分 {amount} 元。"
sentence.en = "{item_name}: {cnt_billed} charged, {cnt_gone} gone; goods worth {goods_value} yuan left without a sale: {amount} yuan match."

[needs]
fee_net = ["bkkp_sn", "setl_id", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "medins_list_codg", "list_type", "cnt", "det_item_fee_sumamt"]
inv_balance = ["year_month", "medins_list_codg", "prod_type", "open_cnt", "close_cnt", "open_cnt_min", "close_cnt_min", "rtal_pric"]
inv_move = ["medins_list_codg", "chg_type", "chg_cnt_min", "biz_time"]

[params]
tolerance = 0.1   # 结算量与库存减少量之差占结算量的允差（目录默认值，未经医院标定）
+++*/
WITH period AS (
    SELECT MIN(year_month) AS first_month, MAX(year_month) AS last_month
    FROM inv_balance
), unconverted AS (
    SELECT medins_list_codg FROM inv_move WHERE chg_cnt_min IS NULL
    UNION
    SELECT medins_list_codg FROM inv_balance WHERE open_cnt_min IS NULL OR close_cnt_min IS NULL
), stocks AS (
    SELECT b.medins_list_codg, MAX(b.prod_type) AS prod_type,
           MAX(
               CASE
                   WHEN b.open_cnt_min > 0 THEN CAST(b.rtal_pric * b.open_cnt / b.open_cnt_min AS DECIMAL(16, 6))
                   WHEN b.close_cnt_min > 0 THEN CAST(b.rtal_pric * b.close_cnt / b.close_cnt_min AS DECIMAL(16, 6))
               END
           ) AS pric,
           SUM(CASE WHEN b.year_month = p.first_month THEN b.open_cnt_min ELSE 0 END) AS opening,
           SUM(CASE WHEN b.year_month = p.last_month THEN b.close_cnt_min ELSE 0 END) AS closing
    FROM inv_balance AS b
    CROSS JOIN period AS p
    GROUP BY b.medins_list_codg
), moves AS (
    SELECT m.medins_list_codg,
           SUM(CASE WHEN strpos(coalesce(m.chg_type, ''), '销售') > 0 THEN 0 ELSE m.chg_cnt_min END) AS moved,
           SUM(CASE WHEN strpos(coalesce(m.chg_type, ''), '销售') > 0 THEN -m.chg_cnt_min ELSE 0 END) AS sold
    FROM inv_move AS m
    CROSS JOIN period AS p
    WHERE strftime(m.biz_time, '%Y%m') BETWEEN p.first_month AND p.last_month
    GROUP BY m.medins_list_codg
), billed_days AS (
    SELECT medins_list_codg, CAST(fee_ocur_time AS DATE) AS day, SUM(cnt) AS cnt
    FROM fee_net
    GROUP BY medins_list_codg, CAST(fee_ocur_time AS DATE)
), billed AS (
    SELECT d.medins_list_codg, SUM(d.cnt) AS cnt_billed
    FROM billed_days AS d
    CROSS JOIN period AS p
    WHERE strftime(d.day, '%Y%m') BETWEEN p.first_month AND p.last_month
    GROUP BY d.medins_list_codg
), gone AS (
    SELECT s.medins_list_codg, s.prod_type, s.pric, coalesce(m.sold, 0) AS sold,
           s.opening + coalesce(m.moved, 0) - s.closing AS cnt_gone
    FROM stocks AS s
    LEFT JOIN moves AS m ON m.medins_list_codg = s.medins_list_codg
    LEFT JOIN unconverted AS u ON u.medins_list_codg = s.medins_list_codg
    WHERE u.medins_list_codg IS NULL
), goods AS (
    SELECT SUM(GREATEST(g.cnt_gone - g.sold - coalesce(c.cnt_billed, 0), 0) * g.pric) AS goods_value
    FROM gone AS g
    LEFT JOIN billed AS c ON c.medins_list_codg = g.medins_list_codg
    WHERE strpos(g.prod_type, '药') = 0 AND strpos(g.prod_type, '器械') = 0
      AND strpos(g.prod_type, '材料') = 0 AND strpos(g.prod_type, '耗材') = 0
), short AS (
    SELECT g.medins_list_codg, b.cnt_billed, GREATEST(g.cnt_gone, 0) AS cnt_gone, p.first_month, p.last_month
    FROM gone AS g
    JOIN billed AS b ON b.medins_list_codg = g.medins_list_codg
    CROSS JOIN goods AS d
    CROSS JOIN period AS p
    WHERE b.cnt_billed - GREATEST(g.cnt_gone, 0) > b.cnt_billed * $tolerance AND d.goods_value > 0
), charged AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.medins_list_name, f.fee_ocur_time, f.cnt, f.det_item_fee_sumamt, f.list_type,
           s.cnt_billed, s.cnt_gone,
           SUM(f.cnt) OVER (
               PARTITION BY f.medins_list_codg ORDER BY f.fee_ocur_time DESC, f.bkkp_sn DESC
           ) AS from_last
    FROM fee_net AS f
    JOIN short AS s ON s.medins_list_codg = f.medins_list_codg
    WHERE strftime(f.fee_ocur_time, '%Y%m') BETWEEN s.first_month AND s.last_month
), excess AS (
    SELECT bkkp_sn, setl_id, mdtrt_id, psn_no, med_list_codg, medins_list_codg, medins_list_name,
           fee_ocur_time, cnt, cnt_billed, cnt_gone,
           CAST(
               det_item_fee_sumamt * LEAST(cnt, cnt_billed - cnt_gone - (from_last - cnt)) / cnt
               AS DECIMAL(16, 2)
           ) AS worth
    FROM charged
    WHERE list_type LIKE '1%' AND cnt_billed - cnt_gone > from_last - cnt
), matched AS (
    SELECT e.bkkp_sn, e.setl_id, e.mdtrt_id, e.psn_no, e.med_list_codg, e.medins_list_codg,
           e.medins_list_name, e.fee_ocur_time, e.cnt, e.cnt_billed, e.cnt_gone, e.worth,
           CAST(d.goods_value AS DECIMAL(16, 2)) AS goods_value,
           CAST(d.goods_value AS DECIMAL(16, 2)) - SUM(e.worth) OVER (
               ORDER BY e.fee_ocur_time DESC, e.bkkp_sn DESC
           ) + e.worth AS left_to_match
    FROM excess AS e
    CROSS JOIN goods AS d
)
SELECT med_list_codg, bkkp_sn, setl_id, mdtrt_id, psn_no, medins_list_codg,
       medins_list_name AS item_name, fee_ocur_time AS occurred_on, cnt, cnt_billed, cnt_gone, goods_value,
       LEAST(worth, left_to_match) AS amount, '收银小票、实物盘点' AS counter_evidence
FROM matched
WHERE left_to_match > 0
ORDER BY med_list_codg, bkkp_sn
