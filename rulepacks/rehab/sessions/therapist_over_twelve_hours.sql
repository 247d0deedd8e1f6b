/*+++
id       = "SES-04b"
title.zh = "治疗师一日的一对一治疗超过十二小时"
title.en = "More than twelve hours of one-to-one sessions in a day"
verdict  = "clue"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
    "《医疗保障基金使用监督管理条例》第四十条第一款第（二）项：伪造、变造医学文书、电子信息等有关资料",
]
national = "问题清单（2025年）第69、70项"
seed     = "金华2022、吉林"
catalogue = ["SES-04"]
partition = "staff"
unit      = ["staff_code", "day"]
since     = 2021-05-01
knowledge = ["rehab_item"]
evidence  = ["排班表、考勤与工资表", "工号是否多人共用"]
ask       = ["当天这个工号下实际有几个人在做治疗？"]
false_positives = [
    "正好十二小时",
    "小组、器械治疗一人可同时看几位",
    "同一次治疗重复登记",
    "只记了日期、没有钟点的治疗记录",
]
sentence.zh = "{day}，治疗师 {staff_code} 的一对一治疗合计 {minutes} 分钟（线索，不计金额）。"
sentence.en = "On {day} therapist {staff_code} gave {minutes} minutes of one-to-one treatment (a lead, no money)."

[needs]
fee_net     = ["mdtrt_id", "fee_ocur_time", "med_list_codg", "cnt"]
trt_session = ["session_id", "mdtrt_id", "med_list_codg", "begntime", "endtime", "staff_code"]

[min_coverage]
"trt_session.staff_code" = 0.5

[params]
minutes_most = 720   # 一人一日至多几分钟，没有排班表也看，分钟（目录默认值，未经医院标定）
+++*/
WITH in_doubt AS (
    SELECT t.staff_code, CAST(t.begntime AS DATE) AS day
    FROM trt_session AS t
    JOIN rehab_item AS i ON i.med_list_codg = t.med_list_codg
    WHERE i.mode = 'one_to_one' AND coalesce(t.trt_form, '一对一') = '一对一'
      AND t.staff_code IS NOT NULL AND t.endtime > t.begntime
      AND strftime(t.begntime, '%H:%M:%S') <> '00:00:00'
      AND CAST(t.begntime AS DATE) BETWEEN i.valid_from AND i.valid_to
    GROUP BY t.staff_code, CAST(t.begntime AS DATE)
    HAVING SUM(CAST((epoch(t.endtime) - epoch(t.begntime)) / 60 AS DECIMAL(16, 2))) > $minutes_most
), recorded AS (
    SELECT MIN(t.session_id) AS session_id, t.staff_code, t.mdtrt_id, MIN(t.psn_no) AS psn_no,
           t.med_list_codg, t.begntime, CAST(t.begntime AS DATE) AS day, i.name,
           CAST((epoch(t.endtime) - epoch(t.begntime)) / 60 AS DECIMAL(16, 2)) AS minutes
    FROM trt_session AS t
    JOIN rehab_item AS i ON i.med_list_codg = t.med_list_codg
    JOIN in_doubt AS d ON d.staff_code = t.staff_code AND d.day = CAST(t.begntime AS DATE)
    WHERE i.mode = 'one_to_one' AND coalesce(t.trt_form, '一对一') = '一对一'
      AND t.staff_code IS NOT NULL AND t.endtime > t.begntime
      AND strftime(t.begntime, '%H:%M:%S') <> '00:00:00'
      AND CAST(t.begntime AS DATE) BETWEEN i.valid_from AND i.valid_to
    GROUP BY t.staff_code, t.mdtrt_id, t.med_list_codg, t.begntime, t.endtime, i.name
), charged_days AS (
    SELECT DISTINCT f.mdtrt_id, f.med_list_codg, CAST(f.fee_ocur_time AS DATE) AS day
    FROM fee_net AS f
    JOIN (SELECT DISTINCT mdtrt_id, med_list_codg, day FROM recorded) AS r
      ON r.mdtrt_id = f.mdtrt_id AND r.med_list_codg = f.med_list_codg
     AND r.day = CAST(f.fee_ocur_time AS DATE)
), done AS (
    SELECT r.session_id, r.staff_code, r.mdtrt_id, r.psn_no, r.med_list_codg, r.begntime, r.day, r.name,
           r.minutes
    FROM recorded AS r
    JOIN charged_days AS c
      ON c.mdtrt_id = r.mdtrt_id AND c.med_list_codg = r.med_list_codg AND c.day = r.day
), worked AS (
    SELECT staff_code, day, SUM(minutes) AS minutes
    FROM done
    GROUP BY staff_code, day
    HAVING SUM(minutes) > $minutes_most
)
SELECT w.staff_code, w.day, d.session_id, d.mdtrt_id, d.psn_no, d.med_list_codg, d.name AS item_name,
       d.begntime AS occurred_on, w.minutes, CAST(0 AS DECIMAL(16, 2)) AS amount,
       '几位治疗师共用一个工号的证明' AS counter_evidence
FROM worked AS w
JOIN done AS d ON d.staff_code = w.staff_code AND d.day = w.day
ORDER BY staff_code, day, session_id
