/*+++
id       = "XY4-13"
title.zh = "同一术者同时在两台手术上"
title.en = "One surgeon in two operations at once"
verdict  = "clue"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十条第一款第（二）项：伪造、变造医学文书和有关资料",
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
]
national = "—"
seed     = "信阳"
partition = "whole"
unit     = ["oper_dr_name", "dept", "begun_at", "pair"]
since    = 2021-05-01
evidence = [
    "手术室门禁与更衣柜记录",
    "手术记录、麻醉记录上的签名",
    "住院医师带教安排",
]
ask      = [
    "两台手术上主刀的是谁？重叠的时间里在哪一间？",
]
false_positives = [
    "开皮、关皮由助手做，重叠不超过十五分钟",
    "同一位患者的几个术式",
    "同名而不在一个手术科室的两位医生",
    "只记了日期、没有钟点的手术",
]
sentence.zh = "{oper_dr_name}在 {begun_at} 开始的手术与另一台重叠 {minutes} 分钟（线索，不计金额）。"
sentence.en = "{oper_dr_name}: the operation begun {begun_at} overlaps another by {minutes} minutes (a lead, no money)."

[needs]
oprn = ["mdtrt_id", "psn_no", "oper_dr_name", "oprn_oprt_begntime", "oprn_oprt_endtime"]

[params]
minutes = 15   # 可以重叠几分钟，分钟；开皮、关皮与交接（目录默认值，未经医院标定）
+++*/
WITH operations AS (
    SELECT oper_dr_name, coalesce(oprn_dept_name, '') AS dept, psn_no, MIN(mdtrt_id) AS mdtrt_id,
           oprn_oprt_begntime AS begun, MAX(oprn_oprt_endtime) AS ended
    FROM oprn
    WHERE oper_dr_name IS NOT NULL AND oprn_oprt_endtime > oprn_oprt_begntime
      AND oprn_oprt_begntime <> CAST(CAST(oprn_oprt_begntime AS DATE) AS TIMESTAMP)
    GROUP BY oper_dr_name, coalesce(oprn_dept_name, ''), psn_no, oprn_oprt_begntime
), pairs AS (
    SELECT a.oper_dr_name, a.dept, a.psn_no AS psn_a, a.mdtrt_id AS mdtrt_a, a.begun AS begun_a,
           b.psn_no AS psn_b, b.mdtrt_id AS mdtrt_b, b.begun AS begun_b,
           CAST(floor((epoch(LEAST(a.ended, b.ended)) - epoch(b.begun)) / 60) AS BIGINT) AS minutes
    FROM operations AS a
    JOIN operations AS b
      ON b.oper_dr_name = a.oper_dr_name AND b.dept = a.dept AND b.psn_no <> a.psn_no
     AND (b.begun > a.begun OR (b.begun = a.begun AND b.psn_no > a.psn_no)) AND b.begun < a.ended
), told AS (
    SELECT oper_dr_name, dept, strftime(begun_b, '%Y-%m-%d %H:%M') AS begun_at, minutes,
           concat(mdtrt_a, ' ', mdtrt_b) AS pair, mdtrt_a AS mdtrt_id, psn_a AS psn_no, begun_a AS occurred_on
    FROM pairs
    UNION ALL
    SELECT oper_dr_name, dept, strftime(begun_b, '%Y-%m-%d %H:%M') AS begun_at, minutes,
           concat(mdtrt_a, ' ', mdtrt_b) AS pair, mdtrt_b AS mdtrt_id, psn_b AS psn_no, begun_b AS occurred_on
    FROM pairs
)
SELECT oper_dr_name, dept, begun_at, pair, mdtrt_id, psn_no, occurred_on, minutes,
       CAST(0 AS DECIMAL(16, 2)) AS amount, '门禁、带教安排' AS counter_evidence
FROM told
WHERE minutes > $minutes
ORDER BY oper_dr_name, dept, begun_at, pair, occurred_on, mdtrt_id
