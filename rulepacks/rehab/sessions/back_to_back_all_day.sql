/*+++
id       = "SES-13c"
title.zh = "治疗师一整天的治疗首尾相接、一分不差"
title.en = "Therapist’s sessions back to back all day"
verdict  = "clue"
basis    = ["《医疗保障基金使用监督管理条例》第四十条第一款第（二）项：伪造、变造医学文书、电子信息等有关资料"]
national = "问题清单（2025年）第69、70项"
seed     = "金华2022、吉林"
catalogue = ["SES-13"]
partition = "staff"
unit      = ["staff_code", "day"]
since     = 2021-05-01
knowledge = ["rehab_item"]
evidence  = ["治疗记录系统的后台日志：创建、修改时间与操作人", "治疗室监控、刷脸签到签退"]
ask       = ["换患者要不要时间？这些时间是当时记的还是事后补的？"]
false_positives = [
    "预约排号：开始都在五分钟的整数倍",
    "中间有一分钟的间隔",
    "一天只有几次",
]
sentence.zh = "{day}，治疗师 {staff_code} 的 {sessions} 次治疗首尾相接、一分不差（线索，不计金额）。"
sentence.en = "On {day} the {sessions} sessions of therapist {staff_code} follow each other without a minute between (a lead, no money)."

[needs]
fee_net     = ["mdtrt_id", "fee_ocur_time", "med_list_codg", "cnt"]
trt_session = ["session_id", "mdtrt_id", "psn_no", "med_list_codg", "begntime", "endtime", "staff_code"]

[params]
least = 6   # 一天至少几次才看，次（目录默认值，未经医院标定）
+++*/
WITH in_doubt AS (
    SELECT t.staff_code, CAST(t.begntime AS DATE) AS day
    FROM trt_session AS t
    JOIN rehab_item AS i ON i.med_list_codg = t.med_list_codg
    WHERE CAST(t.begntime AS DATE) BETWEEN i.valid_from AND i.valid_to AND t.endtime > t.begntime
      AND i.mode = 'one_to_one'
    GROUP BY t.staff_code, CAST(t.begntime AS DATE)
    HAVING COUNT(*) >= $least AND MAX(CASE WHEN CAST(epoch(t.begntime) AS BIGINT) % 300 <> 0 THEN 1 ELSE 0 END) = 1
), recorded AS (
    SELECT MIN(t.session_id) AS session_id, t.staff_code, t.mdtrt_id, t.psn_no, t.med_list_codg, t.begntime,
           CAST(t.begntime AS DATE) AS day, i.name, i.mode, i.min_minutes,
           CAST(epoch(t.begntime) AS BIGINT) AS begun, CAST(epoch(t.endtime) AS BIGINT) AS ended
    FROM trt_session AS t
    JOIN rehab_item AS i ON i.med_list_codg = t.med_list_codg
    JOIN in_doubt AS d ON d.staff_code = t.staff_code AND d.day = CAST(t.begntime AS DATE)
    WHERE CAST(t.begntime AS DATE) BETWEEN i.valid_from AND i.valid_to AND t.endtime > t.begntime
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
), in_turn AS (
    SELECT session_id, staff_code, mdtrt_id, psn_no, med_list_codg, begntime, day, name, begun, ended,
           LAG(ended) OVER (PARTITION BY staff_code, day ORDER BY begun, session_id) AS ended_before
    FROM done
    WHERE mode = 'one_to_one' AND staff_code IS NOT NULL
), days AS (
    SELECT staff_code, day, COUNT(*) AS sessions
    FROM in_turn
    GROUP BY staff_code, day
    HAVING COUNT(*) >= $least AND MIN(CASE WHEN coalesce(ended_before, begun) = begun THEN 1 ELSE 0 END) = 1
       AND MAX(CASE WHEN begun % 300 <> 0 THEN 1 ELSE 0 END) = 1
)
SELECT t.staff_code, t.day, t.session_id, t.mdtrt_id, t.psn_no, t.med_list_codg, t.name AS item_name,
       t.begntime AS occurred_on, d.sessions, CAST(0 AS DECIMAL(16, 2)) AS amount,
       '当时记录的签到、签退' AS counter_evidence
FROM days AS d
JOIN in_turn AS t ON t.staff_code = d.staff_code AND t.day = d.day
ORDER BY staff_code, day, session_id
