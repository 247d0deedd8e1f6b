/*+++
id       = "NAT-49"
title.zh = "疑似分解住院"
title.en = "Admission split in two"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：不得分解住院、挂床住院",
    "《医疗保障基金使用监督管理条例》第三十八条第（一）项：分解住院、挂床住院",
]
national = "两库（2025年版）第49项 分解住院"
catalogue = ["XY1-01"]
seed     = "两库、信阳"
partition = "person"
unit      = ["psn_no", "mdtrt_id"]
since     = 2021-05-01
evidence  = ["第一次的出院记录与出院医嘱", "第二次的入院记录与病程", "患者访谈"]
ask       = ["第一次达到出院标准了吗？为什么几天后又住院？"]
false_positives = [
    "按疗程的放化疗、透析",
    "病情变化，主诊断不同",
    "换了科室",
    "第一次是转院、死亡或非医嘱离院",
]
sentence.zh = "出院 {gap} 天后因同一诊断（{diagnosis}）又住进{dept_name}，请看是否分解住院（不计金额）。"
sentence.en = "Readmitted to {dept_name} {gap} days after discharge with the same diagnosis ({diagnosis}); was one stay split in two? (no amount)"

[needs]
mdtrt_d = ["mdtrt_id", "psn_no", "med_type", "begntime", "endtime", "dscg_maindiag_code", "dscg_dept_name", "adm_dept_name"]

[params]
days = 7   # 两次住院相隔最多几天，天（目录默认值，未经医院标定）
planned = '化疗|放疗|化学治疗|放射治疗|透析|免疫治疗|靶向|姑息'   # 按疗程住院的诊断用词（正则表达式）
+++*/
WITH stays AS (
    SELECT mdtrt_id, psn_no, CAST(begntime AS DATE) AS day_in, CAST(endtime AS DATE) AS day_out, begntime,
           substr(dscg_maindiag_code, 1, 3) AS diagnosis, dscg_maindiag_name, adm_dept_name,
           dscg_dept_name, coalesce(dscg_way, '1') AS dscg_way
    FROM mdtrt_d
    WHERE med_type LIKE '2%' AND dscg_maindiag_code <> ''
)
SELECT s.psn_no AS psn_no, s.mdtrt_id AS mdtrt_id, MIN(f.mdtrt_id) AS mdtrt_id_before,
       s.begntime AS occurred_on, s.adm_dept_name AS dept_name, s.diagnosis AS diagnosis,
       MIN(date_diff('day', CAST(f.day_out AS DATE), CAST(s.day_in AS DATE))) AS gap,
       CAST(0 AS DECIMAL(16, 2)) AS amount, '出院记录与再入院的理由' AS counter_evidence
FROM stays AS s
JOIN stays AS f
  ON f.psn_no = s.psn_no AND f.mdtrt_id <> s.mdtrt_id AND f.diagnosis = s.diagnosis
 AND f.dscg_dept_name = s.adm_dept_name
WHERE date_diff('day', CAST(f.day_out AS DATE), CAST(s.day_in AS DATE)) BETWEEN 0 AND $days
  AND s.day_in > f.day_in AND f.dscg_way NOT IN ('2', '3', '4', '5')
  AND NOT regexp_matches(coalesce(s.dscg_maindiag_name, ''), $planned)
GROUP BY s.psn_no, s.mdtrt_id, s.begntime, s.adm_dept_name, s.diagnosis
ORDER BY psn_no, mdtrt_id
