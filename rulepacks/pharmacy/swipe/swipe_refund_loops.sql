/*+++
id       = "PHR-06"
title.zh = "短时刷退循环"
title.en = "Swiped and refunded over and over"
verdict  = "clue"
basis    = ["《医疗保障基金使用监督管理条例》第四十条第一款第（一）项：诱导、协助他人冒名或者虚假就医、购药"]
national = "—"
seed     = "绍兴"
partition = "person"
unit      = ["psn_no", "fixmedins_code", "month"]
since     = 2021-05-01
evidence  = [
    "录像",
    "收银与退费的操作员",
]
ask       = ["为什么退了又刷？钱、货去了哪里？"]
false_positives = [
    "退后改了金额再刷（更正）",
    "退后不再刷",
    "隔了半小时才退",
    "只有两次",
]
sentence.zh = "{month} 同一张卡刷后 {minutes} 分钟内退费、当日又刷同样金额，共 {loops} 次。"
sentence.en = "{month}: one card swiped, refunded within {minutes} minutes and swiped again for the same amount, {loops} times."

[needs]
setl_d = ["setl_id", "init_setl_id", "psn_no", "setl_time", "med_type", "medfee_sumamt", "refd_setl_flag"]

[params]
med_types = "|41|"   # 看哪些医疗类别：定点药店购药（med_type）
minutes = 10   # 刷后多少分钟以内退费，分钟（目录默认值，未经医院标定）
loops = 3   # 一个月至少多少次，次（目录默认值，未经医院标定）
+++*/
WITH scoped AS (
    SELECT s.setl_id, s.init_setl_id, s.mdtrt_id, s.psn_no, coalesce(s.fixmedins_code, '') AS fixmedins_code,
           s.setl_time, s.medfee_sumamt, coalesce(s.refd_setl_flag, '0') AS refund
    FROM setl_d AS s
    WHERE strpos($med_types, concat('|', s.med_type, '|')) > 0
      AND s.setl_time <> CAST(CAST(s.setl_time AS DATE) AS TIMESTAMP)
), undone AS (
    SELECT o.setl_id, o.mdtrt_id, o.psn_no, o.fixmedins_code, o.setl_time, o.medfee_sumamt,
           r.setl_time AS refunded_at
    FROM scoped AS o
    JOIN scoped AS r ON r.init_setl_id = o.setl_id AND r.psn_no = o.psn_no
    WHERE o.refund <> '1' AND r.refund = '1' AND r.setl_time >= o.setl_time
      AND r.setl_time <= o.setl_time + $minutes * INTERVAL 1 MINUTE
), looped AS (
    SELECT DISTINCT u.setl_id, u.mdtrt_id, u.psn_no, u.fixmedins_code, u.setl_time, u.medfee_sumamt,
           strftime(u.setl_time, '%Y-%m') AS month
    FROM undone AS u
    JOIN scoped AS q
      ON q.psn_no = u.psn_no AND q.fixmedins_code = u.fixmedins_code AND q.medfee_sumamt = u.medfee_sumamt
    WHERE q.refund <> '1' AND q.setl_time >= u.refunded_at
      AND CAST(q.setl_time AS DATE) = CAST(u.setl_time AS DATE) AND q.setl_id <> u.setl_id
), counted AS (
    SELECT psn_no, fixmedins_code, month, COUNT(*) AS loops
    FROM looped
    GROUP BY psn_no, fixmedins_code, month
    HAVING COUNT(*) >= $loops
)
SELECT l.psn_no AS psn_no, l.fixmedins_code AS fixmedins_code, l.month AS month, l.setl_id AS setl_id,
       l.mdtrt_id, l.setl_time AS occurred_on, l.medfee_sumamt AS swiped, c.loops, $minutes AS minutes,
       CAST(0 AS DECIMAL(16, 2)) AS amount, '更正单据' AS counter_evidence
FROM looped AS l
JOIN counted AS c
  ON c.psn_no = l.psn_no AND c.fixmedins_code = l.fixmedins_code AND c.month = l.month
ORDER BY psn_no, fixmedins_code, month, setl_id
