/*+++
id       = "DQ-09"
title.zh = "某个月的数据明显偏少"
title.en = "A month with far too few rows"
verdict  = "clue"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十九条第（三）项：未按照规定通过医疗保障信息系统传送医疗保障基金使用有关数据",
    "《医疗保障基金使用监督管理条例》第三十九条第（七）项：拒绝医疗保障等行政部门监督检查或者提供虚假情况",
]
national = "—"
seed     = "信阳、绍兴、吉林"
partition = "whole"
unit      = ["month"]
since     = 2021-05-01
reads_raw = true
evidence  = ["检查笔录：要了哪几个月、给了哪几个月", "系统切换、病区停用的文件"]
ask       = ["这个月为什么少？是没有业务还是没有导出？"]
false_positives = [
    "头尾两个月本来就不满",
    "少一点，不到一半",
    "只有几个月，看不出多少",
]
sentence.zh = "{month} 的收费明细 {rows} 行，各月中位数 {usual} 行，不到其一半（不计金额）。"
sentence.en = "{month} has {rows} fee lines where {usual} are usual (no amount)."

[needs]
fee_list_d = ["bkkp_sn", "fee_ocur_time"]

[params]
least = 0.5   # 少于中位数的几成，比例（目录默认值：降五成，未经医院标定）
months = 6   # 至少几个月的数据才看，月（本项目设定）
+++*/
WITH by_month AS (
    SELECT date_trunc('month', fee_ocur_time) AS begun, COUNT(*) AS rows_seen
    FROM fee_list_d
    WHERE fee_ocur_time IS NOT NULL
    GROUP BY date_trunc('month', fee_ocur_time)
), ranked AS (
    SELECT begun, rows_seen, ROW_NUMBER() OVER (ORDER BY rows_seen, begun) AS place,
           LEAD(begun) OVER (ORDER BY begun) AS next_month, COUNT(*) OVER () AS months,
           MIN(begun) OVER () AS first_month, MAX(begun) OVER () AS last_month
    FROM by_month
), middle AS (
    SELECT MAX(rows_seen) AS usual
    FROM ranked
    WHERE place <= floor((months + 1) / 2)
), with_none AS (
    SELECT begun + INTERVAL 1 MONTH AS begun, 0 AS rows_seen, months
    FROM ranked
    WHERE next_month > begun + INTERVAL 1 MONTH
    UNION
    SELECT next_month - INTERVAL 1 MONTH AS begun, 0 AS rows_seen, months
    FROM ranked
    WHERE next_month > begun + INTERVAL 1 MONTH
    UNION ALL
    SELECT begun, rows_seen, months
    FROM ranked
    WHERE begun > first_month AND begun < last_month
)
SELECT strftime(r.begun, '%Y-%m') AS month, CAST(r.begun AS TIMESTAMP) AS occurred_on, r.rows_seen AS rows,
       m.usual AS usual, CAST(0 AS DECIMAL(16, 2)) AS amount, '停业、停用的文件' AS counter_evidence
FROM with_none AS r
CROSS JOIN middle AS m
WHERE r.months >= $months AND r.rows_seen < $least * m.usual
ORDER BY month
