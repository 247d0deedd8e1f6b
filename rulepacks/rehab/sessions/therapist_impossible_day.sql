/*+++
id       = "SES-04"
title.zh = "治疗师一日的一对一治疗超过在岗时间"
title.en = "More one-to-one minutes than the shift has"
verdict  = "clue"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
    "《医疗保障基金使用监督管理条例》第四十条第一款第（二）项：伪造、变造医学文书、电子信息等有关资料",
]
national = "问题清单（2025年）第69、70项"
seed     = "金华2022、吉林"
partition = "staff"
unit      = ["staff_code", "day"]
since     = 2021-05-01
knowledge = ["rehab_item"]
evidence  = [
    "排班表、考勤与工资表",
    "工号是否多人共用",
    "治疗室监控",
]
ask       = ["当天这个工号下实际有几个人在做治疗？", "加班有没有审批？"]
false_positives = [
    "当天另有一班",
    "首尾相接，正好做满一班",
    "小组、器械治疗一人可同时看几位",
    "排班没有写上下班时间",
    "只记了日期、没有钟点的治疗记录",
]
sentence.zh = "{day}，治疗师 {staff_code} 的一对一治疗合计 {minutes} 分钟，当天在岗 {minutes_allowed} 分钟，约多出 {sessions_excess} 次（线索，不计金额）。"
sentence.en = "On {day} therapist {staff_code} gave {minutes} one-to-one minutes in a shift of {minutes_allowed}: about {sessions_excess} sessions too many (a lead, no money)."

[needs]
fee_net     = ["mdtrt_id", "fee_ocur_time", "med_list_codg", "cnt"]
trt_session = ["session_id", "mdtrt_id", "med_list_codg", "begntime", "endtime", "staff_code"]
staff_shift = ["staff_code", "shift_date", "on_time", "off_time"]

[min_coverage]
"trt_session.staff_code" = 0.5

[params]
load = 1.0   # 一班之内可做治疗的部分，占在岗时间的比例（目录默认值，未经医院标定）
+++*/
WITH busy AS (
    SELECT t.staff_code, CAST(t.begntime AS DATE) AS day,
           SUM(CAST((epoch(t.endtime) - epoch(t.begntime)) / 60 AS DECIMAL(16, 2))) AS minutes
    FROM trt_session AS t
    JOIN rehab_item AS i ON i.med_list_codg = t.med_list_codg
    WHERE i.mode = 'one_to_one' AND coalesce(t.trt_form, '一对一') = '一对一'
      AND t.staff_code IS NOT NULL AND t.endtime > t.begntime
      AND strftime(t.begntime, '%H:%M:%S') <> '00:00:00'
      AND CAST(t.begntime AS DATE) BETWEEN i.valid_from AND i.valid_to
    GROUP BY t.staff_code, CAST(t.begntime AS DATE)
), in_doubt AS (
    SELECT DISTINCT b.staff_code, b.day
    FROM busy AS b
    JOIN staff_shift AS s ON s.staff_code = b.staff_code AND s.shift_date = b.day
    WHERE b.minutes > $load * CASE WHEN s.on_time IS NULL OR s.off_time IS NULL THEN 1440
                              ELSE (epoch(s.off_time) - epoch(s.on_time)) / 60
                                   + CASE WHEN s.off_time <= s.on_time THEN 1440 ELSE 0 END END
), recorded AS (
    SELECT MIN(t.session_id) AS session_id, t.staff_code, t.mdtrt_id, MIN(t.psn_no) AS psn_no,
           t.med_list_codg, t.begntime, CAST(t.begntime AS DATE) AS day, i.name, i.min_minutes,
           CAST((epoch(t.endtime) - epoch(t.begntime)) / 60 AS DECIMAL(16, 2)) AS minutes
    FROM trt_session AS t
    JOIN rehab_item AS i ON i.med_list_codg = t.med_list_codg
    JOIN in_doubt AS d ON d.staff_code = t.staff_code AND d.day = CAST(t.begntime AS DATE)
    WHERE i.mode = 'one_to_one' AND coalesce(t.trt_form, '一对一') = '一对一'
      AND t.staff_code IS NOT NULL AND t.endtime > t.begntime
      AND strftime(t.begntime, '%H:%M:%S') <> '00:00:00'
      AND CAST(t.begntime AS DATE) BETWEEN i.valid_from AND i.valid_to
    GROUP BY t.staff_code, t.mdtrt_id, t.med_list_codg, t.begntime, t.endtime, i.name, i.min_minutes
), charged_days AS (
    SELECT DISTINCT f.mdtrt_id, f.med_list_codg, CAST(f.fee_ocur_time AS DATE) AS day
    FROM fee_net AS f
    JOIN (SELECT DISTINCT mdtrt_id, med_list_codg, day FROM recorded) AS r
      ON r.mdtrt_id = f.mdtrt_id AND r.med_list_codg = f.med_list_codg
     AND r.day = CAST(f.fee_ocur_time AS DATE)
), done AS (
    SELECT r.session_id, r.staff_code, r.mdtrt_id, r.psn_no, r.med_list_codg, r.begntime, r.day, r.name,
           r.min_minutes, r.minutes
    FROM recorded AS r
    JOIN charged_days AS c
      ON c.mdtrt_id = r.mdtrt_id AND c.med_list_codg = r.med_list_codg AND c.day = r.day
), shifts AS (
    SELECT DISTINCT s.staff_code, s.shift_date, s.on_time, s.off_time
    FROM staff_shift AS s
    JOIN in_doubt AS d ON d.staff_code = s.staff_code AND d.day = s.shift_date
), on_duty AS (
    SELECT staff_code, shift_date AS day,
           CAST(SUM(CASE WHEN on_time IS NULL OR off_time IS NULL THEN 1440
                    ELSE (epoch(off_time) - epoch(on_time)) / 60
                         + CASE WHEN off_time <= on_time THEN 1440 ELSE 0 END END) * $load
                AS DECIMAL(16, 2)) AS minutes_allowed
    FROM shifts
    GROUP BY staff_code, shift_date
), worked AS (
    SELECT staff_code, day, SUM(minutes) AS minutes, COUNT(*) AS sessions,
           MIN(CASE WHEN min_minutes > 0 THEN min_minutes END) AS shortest
    FROM done
    GROUP BY staff_code, day
), over_shift AS (
    SELECT w.staff_code, w.day, w.minutes, w.sessions, o.minutes_allowed,
           CAST(ceil((w.minutes - o.minutes_allowed) / coalesce(w.shortest, 30)) AS BIGINT) AS sessions_excess
    FROM worked AS w
    JOIN on_duty AS o ON o.staff_code = w.staff_code AND o.day = w.day
    WHERE w.minutes > o.minutes_allowed
)
SELECT v.staff_code, v.day, NULL AS bkkp_sn, d.session_id, d.mdtrt_id, d.psn_no, d.med_list_codg,
       d.name AS item_name, d.begntime AS occurred_on, v.minutes, v.minutes_allowed, v.sessions,
       v.sessions_excess, CAST(0 AS DECIMAL(16, 2)) AS amount, '几位治疗师共用一个工号的证明' AS counter_evidence
FROM over_shift AS v
JOIN done AS d ON d.staff_code = v.staff_code AND d.day = v.day
ORDER BY staff_code, day, bkkp_sn, session_id
