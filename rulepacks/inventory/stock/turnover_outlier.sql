/*+++
id       = "INV-13"
title.zh = "库存周转天数离群"
title.en = "Stock turnover out of line"
verdict  = "clue"
basis    = [
    "《医疗保障基金使用监督管理条例》第十六条：妥善保管药品和医用耗材出入库记录等资料",
]
national = "—"
seed     = "信阳"
partition = "stock"
unit      = ["medins_list_codg", "year_month"]
since     = 2021-05-01
evidence  = ["这个月的入库单、盘点表", "这个月的收费明细"]
ask       = ["这个月为什么积压，或者突然用得这么多？", "是季节、集采换药，还是收费与库存不符？"]
false_positives = [
    "各月都差不多",
    "偏离不到半个月的用量",
    "记录的月份太少",
    "单位换算不了的药品",
]
sentence.zh = "{item_name} {year_month} 的库存够用 {days} 天，平时在 {fence_low} 到 {fence_high} 天之间（{months} 个月）。"
sentence.en = "{item_name}, {year_month}: stock for {days} days, where {fence_low} to {fence_high} is usual ({months} months)."

[needs]
fee_net     = ["bkkp_sn", "mdtrt_id", "fee_ocur_time", "medins_list_codg", "cnt"]
inv_balance = ["year_month", "medins_list_codg", "open_cnt_min", "close_cnt_min"]

[params]
fence      = 1.5   # 四分位距的几倍以外算离群（统计惯例）
months     = 6     # 至少要有几个月才比（本项目设定，未经医院标定）
least_days = 15    # 至少偏离几天的用量才列（本项目设定，未经医院标定）
+++*/
WITH unconverted AS (
    SELECT DISTINCT medins_list_codg
    FROM inv_balance
    WHERE open_cnt_min IS NULL OR close_cnt_min IS NULL
), held AS (
    SELECT b.medins_list_codg, b.year_month, MAX(b.prodname) AS prodname,
           CAST(SUM(b.open_cnt_min + b.close_cnt_min) / 2 AS DECIMAL(16, 4)) AS cnt
    FROM inv_balance AS b
    LEFT JOIN unconverted AS u ON u.medins_list_codg = b.medins_list_codg
    WHERE u.medins_list_codg IS NULL
    GROUP BY b.medins_list_codg, b.year_month
), sold AS (
    SELECT medins_list_codg, strftime(fee_ocur_time, '%Y%m') AS year_month,
           MAX(medins_list_name) AS item_name, SUM(cnt) AS cnt
    FROM fee_net
    GROUP BY medins_list_codg, strftime(fee_ocur_time, '%Y%m')
), turned AS (
    SELECT h.medins_list_codg, h.year_month, coalesce(s.item_name, h.prodname) AS item_name,
           h.cnt AS cnt_held, s.cnt AS cnt_sold, CAST(30 * h.cnt / s.cnt AS DECIMAL(16, 2)) AS days
    FROM held AS h
    JOIN sold AS s ON s.medins_list_codg = h.medins_list_codg AND s.year_month = h.year_month
), quarters AS (
    SELECT medins_list_codg, COUNT(*) AS months,
           CAST(percentile_cont(0.25) WITHIN GROUP (ORDER BY CAST(days AS DOUBLE)) AS DECIMAL(16, 2)) AS lower_quarter,
           CAST(percentile_cont(0.75) WITHIN GROUP (ORDER BY CAST(days AS DOUBLE)) AS DECIMAL(16, 2)) AS upper_quarter
    FROM turned
    GROUP BY medins_list_codg
    HAVING COUNT(*) >= $months
), fences AS (
    SELECT medins_list_codg, months,
           CAST(GREATEST(lower_quarter - $fence * (upper_quarter - lower_quarter), 0) AS DECIMAL(16, 2)) AS fence_low,
           CAST(upper_quarter + $fence * (upper_quarter - lower_quarter) AS DECIMAL(16, 2)) AS fence_high
    FROM quarters
)
SELECT t.medins_list_codg AS medins_list_codg, t.year_month AS year_month, t.item_name AS item_name,
       CAST(substr(t.year_month, 1, 4) || '-' || substr(t.year_month, 5, 2) || '-01' AS DATE) AS occurred_on,
       t.cnt_held AS cnt_held, t.cnt_sold AS cnt_sold, t.days AS days, f.fence_low AS fence_low,
       f.fence_high AS fence_high, f.months AS months, CAST(0 AS DECIMAL(16, 2)) AS amount,
       '季节用药、集采换药的说明' AS counter_evidence
FROM turned AS t
JOIN fences AS f ON f.medins_list_codg = t.medins_list_codg
WHERE t.days > f.fence_high + $least_days OR t.days < f.fence_low - $least_days
ORDER BY medins_list_codg, year_month
