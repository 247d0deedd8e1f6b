/*+++
id       = "NAT-52"
title.zh = "频繁住院"
title.en = "Admitted too often"
verdict  = "clue"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：不得分解住院、挂床住院",
    "《医疗保障基金使用监督管理条例》第三十八条第（一）项：分解住院、挂床住院",
]
national = "两库（2025年版）第52项 频繁住院"
catalogue = ["XY1-05"]
seed     = "两库、信阳"
partition = "person"
unit      = ["psn_no"]
since     = 2021-05-01
evidence  = ["历次出院记录", "起付线由谁承担"]
ask       = ["为什么一年住这么多次院？"]
false_positives = [
    "透析、放化疗等须反复住院的病",
    "两次住院相隔超过一年",
]
sentence.zh = "365 天内住院 {admissions} 次（{day_first} 起）。"
sentence.en = "{admissions} admissions within 365 days from {day_first}."

[needs]
mdtrt_d = ["mdtrt_id", "psn_no", "med_type", "begntime"]

[params]
admissions = 6   # 任意 365 天内住院几次起算频繁，次（目录默认值，未经医院标定）
planned = '化疗|放疗|化学治疗|放射治疗|透析|尿毒症|精神分裂'   # 须反复住院的诊断用词（正则表达式）
+++*/
WITH stays AS (
    SELECT mdtrt_id, psn_no, CAST(begntime AS DATE) AS day, begntime
    FROM mdtrt_d
    WHERE med_type LIKE '2%' AND NOT regexp_matches(coalesce(dscg_maindiag_name, ''), $planned)
), within_a_year AS (
    SELECT a.psn_no, a.day AS day_first, COUNT(DISTINCT b.mdtrt_id) AS admissions, MAX(b.begntime) AS last_at
    FROM stays AS a
    JOIN stays AS b ON b.psn_no = a.psn_no
    WHERE date_diff('day', CAST(a.day AS DATE), CAST(b.day AS DATE)) BETWEEN 0 AND 364
    GROUP BY a.psn_no, a.day
), ranked AS (
    SELECT psn_no, day_first, admissions, last_at,
           ROW_NUMBER() OVER (PARTITION BY psn_no ORDER BY admissions DESC, day_first) AS place
    FROM within_a_year
)
SELECT psn_no, day_first, admissions, last_at AS occurred_on, CAST(0 AS DECIMAL(16, 2)) AS amount,
       '病情与历次出院记录' AS counter_evidence
FROM ranked
WHERE place = 1 AND admissions >= $admissions
ORDER BY psn_no
