/*+++
id       = "PHR-05"
title.zh = "秒级连刷"
title.en = "Card after card within seconds"
verdict  = "clue"
basis    = ["《医疗保障基金使用监督管理条例》第四十条第一款第（一）项：诱导、协助他人冒名或者虚假就医、购药"]
national = "—"
seed     = "绍兴"
partition = "whole"
unit      = ["terminal", "begun"]
since     = 2021-05-01
evidence  = [
    "录像",
    "店内社保卡清点",
]
ask       = [
    "当时店里有几个人？",
    "是不是批量上传？",
]
false_positives = [
    "同一秒整批上传",
    "同一个人分几单",
    "不同的终端",
    "结算时刻不明",
]
sentence.zh = "终端 {terminal} 从 {begun} 起 {people} 个人在 {seconds} 秒内接连刷卡。"
sentence.en = "At terminal {terminal} {people} people were swiped within {seconds} seconds from {begun}."

[needs]
setl_d = ["setl_id", "mdtrt_id", "psn_no", "setl_time", "med_type", "medfee_sumamt"]
identity_check = ["mdtrt_id", "recog_time", "term_no"]

[params]
med_types = "|41|"   # 看哪些医疗类别：定点药店购药（med_type）
people = 5   # 至少多少个不同的人，人（目录默认值，未经医院标定）
seconds = 120   # 在多少秒之内，秒（目录默认值，未经医院标定）
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
), batches AS (
    SELECT terminal, setl_time
    FROM swipes
    GROUP BY terminal, setl_time
    HAVING COUNT(*) >= $people
), real AS (
    SELECT w.setl_id, w.mdtrt_id, w.psn_no, w.setl_time, w.terminal
    FROM swipes AS w
    LEFT JOIN batches AS b ON b.terminal = w.terminal AND b.setl_time = w.setl_time
    WHERE b.terminal IS NULL
), starts AS (
    SELECT a.terminal, a.setl_time, COUNT(DISTINCT b.psn_no) AS people
    FROM real AS a
    JOIN real AS b
      ON b.terminal = a.terminal
     AND b.setl_time >= a.setl_time AND b.setl_time <= a.setl_time + $seconds * INTERVAL 1 SECOND
    GROUP BY a.terminal, a.setl_time
    HAVING COUNT(DISTINCT b.psn_no) >= $people
), numbered AS (
    SELECT terminal, setl_time, people,
           CASE WHEN setl_time <= LAG(setl_time) OVER (PARTITION BY terminal ORDER BY setl_time)
                                  + $seconds * INTERVAL 1 SECOND THEN 0 ELSE 1 END AS opens
    FROM starts
), islands AS (
    SELECT terminal, setl_time, people,
           SUM(opens) OVER (PARTITION BY terminal ORDER BY setl_time) AS island
    FROM numbered
), runs AS (
    SELECT terminal, island, MIN(setl_time) AS begun, MAX(setl_time) AS last_start, MAX(people) AS people
    FROM islands
    GROUP BY terminal, island
)
SELECT r.terminal AS terminal, r.begun AS begun, w.setl_id AS setl_id, w.mdtrt_id, w.psn_no,
       w.setl_time AS occurred_on, r.people, $seconds AS seconds, CAST(0 AS DECIMAL(16, 2)) AS amount,
       '批量上传的日志' AS counter_evidence
FROM runs AS r
JOIN real AS w
  ON w.terminal = r.terminal
 AND w.setl_time >= r.begun AND w.setl_time <= r.last_start + $seconds * INTERVAL 1 SECOND
ORDER BY terminal, begun, setl_id
