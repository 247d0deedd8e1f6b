/*+++
id       = "XY1-15"
title.zh = "在院人数超过核定床位"
title.en = "More in-patients than approved beds"
verdict  = "clue"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（一）项：分解住院、挂床住院",
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
]
national = "—"
seed     = "信阳"
partition = "whole"
unit      = ["day_from"]
since     = 2021-05-01
evidence  = [
    "两人一同清点实有床位",
    "夜间突击查房的在床人数",
]
ask       = [
    "超出的患者睡在哪里？加床有没有批准？",
]
false_positives = [
    "不到七天",
    "日间手术、家庭病床不占床",
    "出院当天不算在院",
    "定点期间之外的床位数",
]
sentence.zh = "从 {day_from} 起连续 {days} 天夜间在院人数超过核定 {beds} 张床的规定倍数，最多 {census} 人（不计金额）。"
sentence.en = "For {days} nights from {day_from} far more patients than the {beds} approved beds, up to {census} (no amount)."

[needs]
mdtrt_d     = ["mdtrt_id", "med_type", "begntime", "endtime"]
medins_info = ["aprv_bed_cnt"]

[params]
factor = 1.2   # 在院人数超过核定床位的几倍（目录默认值，未经医院标定）
days = 7   # 连续几夜以上，天（目录默认值，未经医院标定）
+++*/
WITH stays AS (
    SELECT CAST(begntime AS DATE) AS day_in, CAST(endtime AS DATE) AS day_out
    FROM mdtrt_d
    WHERE endtime IS NOT NULL AND (med_type LIKE '2%' OR med_type = '52') AND med_type <> '28'
), approved AS (
    SELECT aprv_bed_cnt, coalesce(begndate, CAST('1900-01-01' AS DATE)) AS day_from,
           coalesce(enddate, CAST('9000-01-01' AS DATE)) AS day_to
    FROM medins_info
    WHERE aprv_bed_cnt > 0
), steps AS (
    SELECT day_in AS day, 1 AS step FROM stays
    UNION ALL
    SELECT day_out AS day, -1 AS step FROM stays
    UNION ALL
    SELECT day_from AS day, 0 AS step FROM approved
), by_day AS (
    SELECT day, SUM(step) AS step
    FROM steps
    GROUP BY day
), census AS (
    SELECT day, SUM(step) OVER (ORDER BY day ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS census,
           LEAD(day) OVER (ORDER BY day) AS until
    FROM by_day
), beside_beds AS (
    SELECT c.day, c.until, c.census, SUM(a.aprv_bed_cnt) AS beds
    FROM census AS c
    LEFT JOIN approved AS a ON c.day BETWEEN a.day_from AND a.day_to
    WHERE c.until IS NOT NULL
    GROUP BY c.day, c.until, c.census
), judged AS (
    SELECT day, until, census, beds,
           CASE WHEN beds IS NOT NULL AND census > beds * $factor THEN 1 ELSE 0 END AS over
    FROM beside_beds
), numbered AS (
    SELECT day, until, census, beds, over,
           SUM(1 - over) OVER (ORDER BY day ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS run
    FROM judged
), runs AS (
    SELECT run, MIN(day) AS day_from, MAX(until) AS day_to, MAX(census) AS census, MIN(beds) AS beds
    FROM numbered
    WHERE over = 1
    GROUP BY run
), lasting AS (
    SELECT day_from, day_to, census, beds,
           date_diff('day', CAST(day_from AS DATE), CAST(day_to AS DATE)) AS days
    FROM runs
)
SELECT day_from, day_to, days, census, beds, CAST(day_from AS TIMESTAMP) AS occurred_on,
       CAST(0 AS DECIMAL(16, 2)) AS amount, '经批准的加床、床位核增文件' AS counter_evidence
FROM lasting
WHERE days >= $days
ORDER BY day_from
