/*+++
id       = "TRC-12"
title.zh = "追溯码核查率、异常率"
title.en = "Share of boxes with a code, share of odd codes"
verdict  = "clue"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十九条第（三）项：未按规定通过医疗保障信息系统传送数据",
]
national = "—"
seed     = "金华2019"
partition = "whole"
unit      = ["month"]
since     = 2025-07-01
evidence  = ["每个月的分子、分母怎样数出来的", "扫码终端台数与停用记录"]
ask       = ["这个月为什么扫得少，或者异常码多？"]
false_positives = [
    "核查率、异常率都在限度之内",
    "卖得太少的月份",
    "同一结算内重复扫码（系统重试）",
    "拆零分给几个人，合计不超过一盒",
    "前一次已退药退费，再次销售",
]
sentence.zh = "{month} 售出 {boxes} 盒，有码 {codes} 个（核查率 {checked_percent}%），其中异常 {odd_codes} 个（异常率 {odd_percent}%）。"
sentence.en = "{month}: {boxes} boxes sold, {codes} codes ({checked_percent} %), of which {odd_codes} odd ({odd_percent} %)."

[needs]
drug_trace  = ["drug_trac_codg", "med_list_codg", "setl_id"]
fee_net     = ["bkkp_sn", "setl_id", "fee_ocur_time", "med_list_codg", "cnt"]
inv_balance = ["med_list_codg", "pack_cnt"]

[params]
checked      = 0.9    # 有码的占售出盒数的比例低于多少才列（本项目设定，未经医院标定）
odd          = 0.01   # 异常码（合计卖出多于一盒的码、占位码）占有码的比例高于多少才列（本项目设定，未经医院标定）
least        = 10     # 一个月至少售出多少盒才看（本项目设定，未经医院标定）
least_length = 16   # 追溯码的最短长度，位；更短的是院内占位码（国家码 20 位，企业码、GS1 不一）（本项目设定）
+++*/
WITH packs AS (
    SELECT med_list_codg, MAX(pack_cnt) AS pack_cnt
    FROM inv_balance
    WHERE pack_cnt > 0
    GROUP BY med_list_codg
), scanned AS (
    SELECT t.drug_trac_codg, t.setl_id, t.med_list_codg,
           MAX(CASE WHEN length(t.drug_trac_codg) >= $least_length
      AND replace(t.drug_trac_codg, substr(t.drug_trac_codg, 1, 1), '') <> ''
                    THEN 0 ELSE 1 END) AS is_placeholder
    FROM drug_trace AS t
    WHERE t.setl_id IS NOT NULL
    GROUP BY t.drug_trac_codg, t.setl_id, t.med_list_codg
), sales AS (
    SELECT f.setl_id, f.med_list_codg, MIN(f.fee_ocur_time) AS sold_at,
           SUM(f.cnt) AS cnt, p.pack_cnt, CAST(SUM(f.cnt) / p.pack_cnt AS DECIMAL(16, 4)) AS boxes
    FROM fee_net AS f
    JOIN packs AS p ON p.med_list_codg = f.med_list_codg
    WHERE f.setl_id IS NOT NULL
    GROUP BY f.setl_id, f.med_list_codg, p.pack_cnt
), spread AS (
    SELECT s.drug_trac_codg, s.setl_id, s.med_list_codg, s.is_placeholder, v.pack_cnt,
           LEAST(CAST(v.cnt / COUNT(*) OVER (PARTITION BY s.setl_id, s.med_list_codg) AS DECIMAL(16, 4)),
                 v.pack_cnt) AS cnt
    FROM scanned AS s
    JOIN sales AS v ON v.setl_id = s.setl_id AND v.med_list_codg = s.med_list_codg
), codes AS (
    SELECT setl_id, med_list_codg, COUNT(*) AS codes, SUM(is_odd) AS odd_codes
    FROM (
        SELECT setl_id, med_list_codg,
               CASE WHEN is_placeholder = 1
                         OR SUM(cnt) OVER (PARTITION BY drug_trac_codg) > pack_cnt THEN 1 ELSE 0 END AS is_odd
        FROM spread
    ) AS marked
    GROUP BY setl_id, med_list_codg
), months AS (
    SELECT strftime(s.sold_at, '%Y-%m') AS month, MAX(s.sold_at) AS last_at, SUM(s.boxes) AS boxes,
           SUM(coalesce(c.codes, 0)) AS codes, SUM(coalesce(c.odd_codes, 0)) AS odd_codes
    FROM sales AS s
    LEFT JOIN codes AS c ON c.setl_id = s.setl_id AND c.med_list_codg = s.med_list_codg
    GROUP BY strftime(s.sold_at, '%Y-%m')
)
SELECT month, last_at AS occurred_on, boxes, codes, odd_codes,
       CAST(100 * codes / boxes AS DECIMAL(8, 2)) AS checked_percent,
       CAST(100 * odd_codes / GREATEST(codes, 1) AS DECIMAL(8, 2)) AS odd_percent,
       CAST(0 AS DECIMAL(16, 2)) AS amount, '终端停用记录' AS counter_evidence
FROM months
WHERE boxes >= $least AND (codes < $checked * boxes OR odd_codes > $odd * codes)
ORDER BY month
