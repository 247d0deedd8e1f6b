/*+++
id       = "SES-13"
title.zh = "治疗结束时间像是按默认时长生成的"
title.en = "End times made from a default length"
verdict  = "clue"
basis    = ["《医疗保障基金使用监督管理条例》第四十条第一款第（二）项：伪造、变造医学文书、电子信息等有关资料"]
national = "问题清单（2025年）第69、70项"
seed     = "金华2022、吉林"
partition = "staff"
unit      = ["staff_code", "month"]
since     = 2021-05-01
knowledge = ["rehab_item"]
evidence  = ["治疗记录系统的后台日志：创建、修改时间与操作人", "治疗室监控、刷脸签到签退"]
ask       = ["结束时间是谁、怎样记的？系统会不会自动填结束时间？"]
false_positives = [
    "预约排号：开始都在整分",
    "实际时长有长有短",
    "一个月只有几次",
]
sentence.zh = "{month}，治疗师 {staff_code} 的 {sessions} 次限时治疗，{sessions_exact} 次正好做满计价时长，前后不差 {window} 秒（线索，不计金额）。"
sentence.en = "In {month} {sessions_exact} of the {sessions} timed sessions of therapist {staff_code} lasted exactly the charge unit, to within {window} seconds (a lead, no money)."

[needs]
fee_net     = ["mdtrt_id", "fee_ocur_time", "med_list_codg", "cnt"]
trt_session = ["session_id", "mdtrt_id", "psn_no", "med_list_codg", "begntime", "endtime", "staff_code"]

[params]
least = 30   # 至少几次才看，次（目录默认值，未经医院标定）
window = 2   # 与计价时长相差几秒以内算正好，秒（目录默认值，未经医院标定）
proportion = 0.95   # 正好的占几成以上，比例（目录默认值，未经医院标定）
shown = 5   # 每个线索列出几次，次
+++*/
WITH recorded AS (
    SELECT MIN(t.session_id) AS session_id, t.staff_code, t.mdtrt_id, t.psn_no, t.med_list_codg, t.begntime,
           CAST(t.begntime AS DATE) AS day, i.name, i.mode, i.min_minutes,
           CAST(epoch(t.begntime) AS BIGINT) AS begun, CAST(epoch(t.endtime) AS BIGINT) AS ended
    FROM trt_session AS t
    JOIN rehab_item AS i ON i.med_list_codg = t.med_list_codg
    WHERE CAST(t.begntime AS DATE) BETWEEN i.valid_from AND i.valid_to AND t.endtime > t.begntime
      AND i.min_minutes > 0 AND t.staff_code IS NOT NULL AND CAST(epoch(t.begntime) AS BIGINT) % 60 <> 0
    GROUP BY t.staff_code, t.mdtrt_id, t.psn_no, t.med_list_codg, t.begntime, t.endtime, i.name, i.mode,
             i.min_minutes
), charged_days AS (
    SELECT DISTINCT f.mdtrt_id, f.med_list_codg, CAST(f.fee_ocur_time AS DATE) AS day
    FROM fee_net AS f
    JOIN (SELECT DISTINCT mdtrt_id, med_list_codg, day FROM recorded) AS r
      ON r.mdtrt_id = f.mdtrt_id AND r.med_list_codg = f.med_list_codg
     AND r.day = CAST(f.fee_ocur_time AS DATE)
), done AS (
    SELECT r.session_id, r.staff_code, r.mdtrt_id, r.psn_no, r.med_list_codg, r.begntime, r.day, r.name, r.mode,
           r.min_minutes, r.begun, r.ended
    FROM recorded AS r
    JOIN charged_days AS c
      ON c.mdtrt_id = r.mdtrt_id AND c.med_list_codg = r.med_list_codg AND c.day = r.day
), timed AS (
    SELECT session_id, staff_code, mdtrt_id, psn_no, med_list_codg, begntime, name, begun, ended,
           strftime(begntime, '%Y-%m') AS month,
           CASE WHEN abs(ended - begun - 60 * min_minutes) <= $window THEN 1 ELSE 0 END AS is_exact
    FROM done
    WHERE min_minutes > 0 AND staff_code IS NOT NULL AND begun % 60 <> 0
), by_month AS (
    SELECT staff_code, month, COUNT(*) AS sessions, SUM(is_exact) AS sessions_exact
    FROM timed
    GROUP BY staff_code, month
    HAVING COUNT(*) >= $least AND SUM(is_exact) >= $proportion * COUNT(*)
), listed AS (
    SELECT t.session_id, t.staff_code, t.mdtrt_id, t.psn_no, t.med_list_codg, t.begntime, t.name, m.month,
           m.sessions, m.sessions_exact,
           ROW_NUMBER() OVER (PARTITION BY m.staff_code, m.month ORDER BY t.begun, t.session_id) AS turn
    FROM by_month AS m
    JOIN timed AS t ON t.staff_code = m.staff_code AND t.month = m.month
    WHERE t.is_exact = 1
)
SELECT staff_code, month, session_id, mdtrt_id, psn_no, med_list_codg, name AS item_name,
       begntime AS occurred_on, sessions, sessions_exact, $window AS window,
       CAST(0 AS DECIMAL(16, 2)) AS amount, '系统自动签退的设置说明' AS counter_evidence
FROM listed
WHERE turn <= $shown
ORDER BY staff_code, month, session_id
