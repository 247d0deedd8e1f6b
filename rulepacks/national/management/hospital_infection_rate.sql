/*+++
id       = "NAT-62"
title.zh = "院内感染发生率偏高"
title.en = "High rate of infections got in hospital"
verdict  = "clue"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：应当提供合理、必要的医药服务",
    "《医疗保障基金使用监督管理条例》第三十八条第（二）项：过度诊疗、过度检查、超量开药",
]
national = "两库（2025年版）第62项 院内感染发生率统计"
catalogue = ["XY1-19"]
seed     = "两库、信阳"
partition = "whole"
unit      = ["month"]
since     = 2021-05-01
evidence  = ["院感登记与监测报告"]
ask       = ["这些感染是入院后发生的吗？"]
false_positives = [
    "入院时已有的感染",
    "出院人数太少，率没有意义",
]
sentence.zh = "{month}出院 {stays} 人次，其中 {infected} 人次有入院后发生的感染，占 {percent}%。"
sentence.en = "{month}: {infected} of {stays} discharges had an infection got in hospital, {percent} %."

[needs]
mdtrt_d = ["mdtrt_id", "med_type", "endtime"]
setl_list_diag_d = ["mdtrt_id", "diag_name", "adm_cond_type"]

[params]
most = 0.1   # 院内感染发生率阈值，比例（目录没有默认值，本项目设定，未经医院标定）
least = 20   # 至少多少出院人次才算，人次（本项目设定）
infected = '感染|肺炎|败血症|脓毒'   # 感染的诊断用词（正则表达式）
+++*/
WITH stays AS (
    SELECT mdtrt_id, strftime(endtime, '%Y-%m') AS month, endtime
    FROM mdtrt_d
    WHERE med_type LIKE '2%' AND endtime IS NOT NULL
), infections AS (
    SELECT DISTINCT mdtrt_id
    FROM setl_list_diag_d
    WHERE adm_cond_type = '4' AND regexp_matches(diag_name, $infected)
), counted AS (
    SELECT s.month, MAX(s.endtime) AS last_at, COUNT(DISTINCT s.mdtrt_id) AS stays,
           COUNT(DISTINCT i.mdtrt_id) AS infected
    FROM stays AS s
    LEFT JOIN infections AS i ON i.mdtrt_id = s.mdtrt_id
    GROUP BY s.month
)
SELECT month, last_at AS occurred_on, stays, infected,
       CAST(CAST(100 * infected AS DECIMAL(16, 4)) / stays AS DECIMAL(8, 2)) AS percent,
       CAST(0 AS DECIMAL(16, 2)) AS amount, '院感登记' AS counter_evidence
FROM counted
WHERE stays >= $least AND infected > $most * stays
ORDER BY month
