/*+++
id       = "NAT-63"
title.zh = "非计划再入院率偏高"
title.en = "High rate of unplanned readmission"
verdict  = "clue"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：应当提供合理、必要的医药服务",
    "《医疗保障基金使用监督管理条例》第三十八条第（一）项：分解住院、挂床住院",
]
national = "两库（2025年版）第63项 非计划再入院率统计"
catalogue = ["XY1-19"]
seed     = "两库、信阳"
partition = "whole"
unit      = ["month"]
since     = 2021-05-01
evidence  = ["再入院病例的两次病历"]
ask       = ["再入院的主要原因是什么？"]
false_positives = [
    "有 31 天内再住院计划",
    "相隔超过 31 天",
    "出院人数太少，率没有意义",
]
sentence.zh = "{month}出院 {stays} 人次，31 天内非计划再入院 {readmitted} 人次，占 {percent}%。"
sentence.en = "{month}: {readmitted} of {stays} discharges came back unplanned within 31 days, {percent} %."

[needs]
setl_list_d = ["setl_id", "mdtrt_id", "psn_no", "adm_time", "dscg_time", "days_rinp_flag_31"]

[params]
most = 0.08   # 31 天内非计划再入院率阈值，比例（目录默认值，未经医院标定）
least = 20   # 至少多少出院人次才算，人次（本项目设定）
+++*/
WITH counted AS (
    SELECT strftime(a.dscg_time, '%Y-%m') AS month, MAX(a.dscg_time) AS last_at,
           COUNT(DISTINCT a.mdtrt_id) AS stays,
           COUNT(DISTINCT CASE WHEN b.mdtrt_id IS NOT NULL THEN a.mdtrt_id END) AS readmitted
    FROM setl_list_d AS a
    LEFT JOIN setl_list_d AS b
      ON b.psn_no = a.psn_no AND b.mdtrt_id <> a.mdtrt_id AND b.adm_time > a.dscg_time
     AND date_diff('day', CAST(a.dscg_time AS DATE), CAST(b.adm_time AS DATE)) <= 31
     AND coalesce(a.days_rinp_flag_31, '0') NOT IN ('1', '2', '是', '有')
    WHERE a.dscg_time IS NOT NULL
    GROUP BY strftime(a.dscg_time, '%Y-%m')
)
SELECT month, last_at AS occurred_on, stays, readmitted,
       CAST(CAST(100 * readmitted AS DECIMAL(16, 4)) / stays AS DECIMAL(8, 2)) AS percent,
       CAST(0 AS DECIMAL(16, 2)) AS amount, '再入院的理由' AS counter_evidence
FROM counted
WHERE stays >= $least AND readmitted > $most * stays
ORDER BY month
