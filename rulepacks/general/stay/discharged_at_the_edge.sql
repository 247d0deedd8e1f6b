/*+++
id       = "XY1-16"
title.zh = "出院日扎堆在规定天数之前"
title.en = "Discharges bunched just before a limit of days"
verdict  = "clue"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（一）项：分解住院、挂床住院",
    "《医疗保障基金使用监督管理条例》第三十八条第（七）项：造成医疗保障基金损失的其他违法行为",
]
national = "—"
seed     = "金华2022、信阳"
partition = "whole"
unit      = ["edge"]
since     = 2021-05-01
evidence  = [
    "科室考核办法：平均住院日、分段天数",
    "扎堆出院的病历：出院时的病情",
]
ask       = ["为什么这么多患者正好在这几天出院？"]
false_positives = [
    "出院日平均分布",
    "人数太少，看不出扎堆",
    "按周出院，前后一样多",
    "门诊",
]
sentence.zh = "住院 {days_from} 至 {edge} 天出院的有 {just_before} 人，多住几天（至 {days_after} 天）的只有 {just_after} 人，扎堆程度 {z}（不计金额）。"
sentence.en = "{just_before} patients left after {days_from} to {edge} days, only {just_after} by day {days_after}: bunching of {z} (no amount)."

[needs]
mdtrt_d = ["mdtrt_id", "med_type", "begntime", "endtime"]

[params]
edge_first = 15   # 第一个规定天数，天（目录默认值，未经医院标定；按当地分段天数改）
edge_second = 30   # 第二个规定天数，天（目录默认值，未经医院标定；按当地分段天数改）
near = 3   # 规定天数前后各看几天，天（目录默认值，未经医院标定）
deviations = 3   # 前后之差超过几个标准差，个（目录默认值，未经医院标定）
+++*/
WITH edges AS (
    SELECT $edge_first AS edge
    UNION ALL
    SELECT $edge_second AS edge
), stays AS (
    SELECT date_diff('day', CAST(begntime AS DATE), CAST(endtime AS DATE)) AS los, endtime
    FROM mdtrt_d
    WHERE med_type LIKE '2%' AND endtime IS NOT NULL
), counted AS (
    SELECT e.edge, MAX(s.endtime) AS last_out,
           SUM(CASE WHEN s.los <= e.edge THEN 1 ELSE 0 END) AS just_before,
           SUM(CASE WHEN s.los > e.edge THEN 1 ELSE 0 END) AS just_after
    FROM edges AS e
    JOIN stays AS s ON s.los > e.edge - $near AND s.los <= e.edge + $near
    GROUP BY e.edge
)
SELECT edge, last_out AS occurred_on, edge - $near + 1 AS days_from, edge + $near AS days_after, just_before,
       just_after, CAST((just_before - just_after) / sqrt(just_before + just_after) AS DECIMAL(16, 1)) AS z,
       CAST(0 AS DECIMAL(16, 2)) AS amount, '出院时的病情记录' AS counter_evidence
FROM counted
WHERE just_before - just_after > $deviations * sqrt(just_before + just_after)
ORDER BY edge
