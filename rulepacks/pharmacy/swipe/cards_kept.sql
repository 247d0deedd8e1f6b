/*+++
id       = "PHR-03"
title.zh = "存压卡"
title.en = "Cards kept by the shop"
verdict  = "clue"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十条第一款第（一）项：诱导、协助他人冒名或者虚假就医、购药",
    "《医疗保障基金使用监督管理条例》第四十一条第（一）项：将本人的医疗保障凭证交由他人冒名使用",
]
national = "—"
seed     = "绍兴"
partition = "whole"
unit      = ["terminal", "chain"]
since     = 2021-05-01
evidence  = [
    "突击清点店内的社保卡",
    "录像",
]
ask       = ["这几张卡为什么总是一起刷？卡现在在哪里？"]
false_positives = [
    "夫妻两人",
    "次序不同",
    "间隔超过一分钟",
    "只有两天",
]
sentence.zh = "终端 {terminal} 有三张卡按同一次序连着刷，共 {days} 天。"
sentence.en = "At terminal {terminal} the same three cards were swiped one after another on {days} days."

[needs]
setl_d = ["setl_id", "mdtrt_id", "psn_no", "setl_time", "med_type", "medfee_sumamt"]
identity_check = ["mdtrt_id", "recog_time", "term_no"]

[params]
med_types = "|41|"   # 看哪些医疗类别：定点药店购药（med_type）
days = 3   # 至少在几天里出现，天（目录默认值，未经医院标定）
seconds = 60   # 前后两次相隔最多几秒，秒（目录默认值，未经医院标定）
+++*/
WITH terminals AS (
    SELECT mdtrt_id, MIN(term_no) AS terminal
    FROM identity_check
    WHERE mdtrt_id <> '' AND term_no <> ''
    GROUP BY mdtrt_id
), swipes AS (
    SELECT s.setl_id, s.mdtrt_id, s.psn_no, s.setl_time, s.medfee_sumamt, t.terminal
    FROM setl_d AS s
    JOIN terminals AS t ON t.mdtrt_id = s.mdtrt_id
    WHERE strpos($med_types, concat('|', s.med_type, '|')) > 0
      AND coalesce(s.refd_setl_flag, '0') <> '1' AND s.medfee_sumamt > 0
      AND s.setl_time <> CAST(CAST(s.setl_time AS DATE) AS TIMESTAMP)
), ordered AS (
    SELECT setl_id, mdtrt_id, psn_no, setl_time, terminal,
           LEAD(setl_id, 1) OVER (PARTITION BY terminal ORDER BY setl_time, setl_id) AS setl_2,
           LEAD(mdtrt_id, 1) OVER (PARTITION BY terminal ORDER BY setl_time, setl_id) AS mdtrt_2,
           LEAD(psn_no, 1) OVER (PARTITION BY terminal ORDER BY setl_time, setl_id) AS psn_2,
           LEAD(setl_time, 1) OVER (PARTITION BY terminal ORDER BY setl_time, setl_id) AS time_2,
           LEAD(setl_id, 2) OVER (PARTITION BY terminal ORDER BY setl_time, setl_id) AS setl_3,
           LEAD(mdtrt_id, 2) OVER (PARTITION BY terminal ORDER BY setl_time, setl_id) AS mdtrt_3,
           LEAD(psn_no, 2) OVER (PARTITION BY terminal ORDER BY setl_time, setl_id) AS psn_3,
           LEAD(setl_time, 2) OVER (PARTITION BY terminal ORDER BY setl_time, setl_id) AS time_3
    FROM swipes
), threes AS (
    SELECT terminal, CAST(setl_time AS DATE) AS day, setl_id AS setl_1, mdtrt_id AS mdtrt_1, psn_no AS psn_1,
           setl_time AS time_1, setl_2, mdtrt_2, psn_2, time_2, setl_3, mdtrt_3, psn_3, time_3
    FROM ordered
    WHERE psn_no <> psn_2 AND psn_2 <> psn_3 AND psn_no <> psn_3
      AND time_2 <= setl_time + $seconds * INTERVAL 1 SECOND
      AND time_3 <= time_2 + $seconds * INTERVAL 1 SECOND
), kept AS (
    SELECT terminal, psn_1, psn_2, psn_3, COUNT(DISTINCT day) AS days, MIN(setl_1) AS chain
    FROM threes
    GROUP BY terminal, psn_1, psn_2, psn_3
    HAVING COUNT(DISTINCT day) >= $days
)
SELECT k.terminal AS terminal, k.chain AS chain, t.day AS day, t.setl_1 AS setl_id, t.mdtrt_1 AS mdtrt_id, t.psn_1 AS psn_no,
       t.time_1 AS occurred_on, k.days, CAST(0 AS DECIMAL(16, 2)) AS amount, '机构代取的登记' AS counter_evidence
FROM kept AS k
JOIN threes AS t
  ON t.terminal = k.terminal AND t.psn_1 = k.psn_1 AND t.psn_2 = k.psn_2 AND t.psn_3 = k.psn_3
UNION ALL
SELECT k.terminal, k.chain, t.day, t.setl_2, t.mdtrt_2, t.psn_2,
       t.time_2, k.days, CAST(0 AS DECIMAL(16, 2)), '机构代取的登记'
FROM kept AS k
JOIN threes AS t
  ON t.terminal = k.terminal AND t.psn_1 = k.psn_1 AND t.psn_2 = k.psn_2 AND t.psn_3 = k.psn_3
UNION ALL
SELECT k.terminal, k.chain, t.day, t.setl_3, t.mdtrt_3, t.psn_3,
       t.time_3, k.days, CAST(0 AS DECIMAL(16, 2)), '机构代取的登记'
FROM kept AS k
JOIN threes AS t
  ON t.terminal = k.terminal AND t.psn_1 = k.psn_1 AND t.psn_2 = k.psn_2 AND t.psn_3 = k.psn_3
ORDER BY terminal, chain, day, setl_id
