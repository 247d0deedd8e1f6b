/*+++
id       = "XY4-13b"
title.zh = "同一麻醉医师同时管几台麻醉"
title.en = "One anaesthetist in several cases at once"
verdict  = "clue"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十条第一款第（二）项：伪造、变造医学文书和有关资料",
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
]
national = "—"
catalogue = ["XY4-13"]
seed     = "信阳"
partition = "whole"
unit     = ["anst_dr_name", "dept", "moment"]
since    = 2021-05-01
evidence = [
    "麻醉记录单的签名",
    "手术室门禁、排班",
    "住院医师带教安排",
]
ask      = [
    "这一刻每一台由谁在场？",
]
false_positives = [
    "带住院医师同时管两台",
    "前一台结束的一刻后一台开始",
    "同一位患者的两条麻醉记录",
    "只记了日期、没有钟点的麻醉",
]
sentence.zh = "{anst_dr_name}在 {moment} 同时管 {cases} 台麻醉（线索，不计金额）。"
sentence.en = "{anst_dr_name} had {cases} anaesthesias at once at {moment} (a lead, no money)."

[needs]
anst = ["mdtrt_id", "psn_no", "anst_dr_name", "anst_begntime", "anst_endtime"]

[params]
people = 2   # 一位麻醉医师同时至多管几台，台；有住院医师的取 2，没有的取 1（目录默认值，未经医院标定）
+++*/
WITH cases AS (
    SELECT anst_dr_name, coalesce(anst_dept_name, '') AS dept, psn_no, MIN(mdtrt_id) AS mdtrt_id,
           anst_begntime AS begun, MAX(anst_endtime) AS ended
    FROM anst
    WHERE anst_dr_name IS NOT NULL AND anst_endtime > anst_begntime
      AND anst_begntime <> CAST(CAST(anst_begntime AS DATE) AS TIMESTAMP)
    GROUP BY anst_dr_name, coalesce(anst_dept_name, ''), psn_no, anst_begntime
), moments AS (
    SELECT i.anst_dr_name, i.dept, i.begun AS moment, COUNT(DISTINCT j.psn_no) AS cases
    FROM cases AS i
    JOIN cases AS j
      ON j.anst_dr_name = i.anst_dr_name AND j.dept = i.dept AND j.begun <= i.begun AND j.ended > i.begun
    GROUP BY i.anst_dr_name, i.dept, i.begun
    HAVING COUNT(DISTINCT j.psn_no) > $people
)
SELECT m.anst_dr_name, m.dept, strftime(m.moment, '%Y-%m-%d %H:%M') AS moment, c.mdtrt_id, c.psn_no,
       c.begun AS occurred_on, m.cases, CAST(0 AS DECIMAL(16, 2)) AS amount,
       '带教安排、换人记录' AS counter_evidence
FROM moments AS m
JOIN cases AS c
  ON c.anst_dr_name = m.anst_dr_name AND c.dept = m.dept AND c.begun <= m.moment AND c.ended > m.moment
ORDER BY m.anst_dr_name, m.dept, moment, occurred_on, c.mdtrt_id
