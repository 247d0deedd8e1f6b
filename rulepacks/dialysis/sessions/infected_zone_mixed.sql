/*+++
id       = "SES-17c"
title.zh = "阳性患者与阴性患者同日同机"
title.en = "Infected and other patients on one machine"
verdict  = "clue"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十条第一款第（二）项：伪造、变造医学文书、电子信息等有关资料",
    "《医疗保障基金使用监督管理条例》第十五条：核验参保人员医疗保障凭证，按照诊疗规范提供合理、必要的医药服务",
]
national = "—"
seed     = "吉林"
catalogue = ["SES-17"]
partition = "whole"
unit      = ["device_id", "day"]
since     = 2021-05-01
knowledge = ["dial_item"]
evidence  = ["透析室分区与机器标识", "机器治疗日志、消毒记录"]
ask       = ["阳性患者在哪几台机器？机号是当时记的吗？"]
false_positives = [
    "两位都是阳性",
    "阴性患者没有验过，不作判断",
    "不同日使用",
    "当天的报告只记了日期，透析时还不知道结果",
]
sentence.zh = "{day}，机器 {device_id} 上有传染病阳性的患者，也有阴性的患者：机号可能是事后填的（线索，不计金额）。"
sentence.en = "On {day} machine {device_id} served infected and other patients: its number may have been filled in later (a lead, no money)."

[needs]
fee_net     = ["mdtrt_id", "fee_ocur_time", "med_list_codg"]
trt_session = ["session_id", "mdtrt_id", "psn_no", "med_list_codg", "begntime", "device_id"]
lab_report  = ["psn_no", "exam_item_detl_name", "exam_rslt_dicm", "rpt_time"]

[params]
markers = "乙型肝炎表面抗原|HBsAg|丙型肝炎抗体|HCV"   # 传染病标志物，检验名称里的词，竖线隔开（本项目整理）
+++*/
WITH charged_days AS (
    SELECT DISTINCT f.mdtrt_id, CAST(f.fee_ocur_time AS DATE) AS day
    FROM fee_net AS f
    JOIN dial_item AS i ON i.med_list_codg = f.med_list_codg
    WHERE CAST(f.fee_ocur_time AS DATE) BETWEEN i.valid_from AND i.valid_to
), words AS (
    SELECT unnest(string_split($markers, '|')) AS word
), tested AS (
    SELECT l.psn_no,
           CASE WHEN strftime(l.rpt_time, '%H:%M:%S') = '00:00:00' THEN l.rpt_time + INTERVAL 1 DAY
                ELSE l.rpt_time END AS known_from,
           CASE WHEN strpos(l.exam_rslt_dicm, '阳性') > 0 OR strpos(l.exam_rslt_dicm, '(+)') > 0 THEN 1 ELSE 0 END
             AS is_positive
    FROM lab_report AS l
    JOIN words AS w ON strpos(l.exam_item_detl_name, w.word) > 0
    WHERE l.psn_no IS NOT NULL AND l.exam_rslt_dicm IS NOT NULL
), done AS (
    SELECT t.session_id, t.mdtrt_id, t.psn_no, t.med_list_codg, t.begntime, CAST(t.begntime AS DATE) AS day,
           t.device_id, i.name, MAX(l.is_positive) AS is_positive
    FROM trt_session AS t
    JOIN dial_item AS i ON i.med_list_codg = t.med_list_codg
    JOIN charged_days AS c ON c.mdtrt_id = t.mdtrt_id AND c.day = CAST(t.begntime AS DATE)
    JOIN tested AS l ON l.psn_no = t.psn_no AND l.known_from < t.begntime
    WHERE t.device_id IS NOT NULL AND CAST(t.begntime AS DATE) BETWEEN i.valid_from AND i.valid_to
    GROUP BY t.session_id, t.mdtrt_id, t.psn_no, t.med_list_codg, t.begntime, t.device_id, i.name
), mixed AS (
    SELECT device_id, day
    FROM done
    GROUP BY device_id, day
    HAVING MIN(is_positive) = 0 AND MAX(is_positive) = 1
)
SELECT d.device_id, d.day, d.session_id, d.mdtrt_id, d.psn_no, d.med_list_codg, d.name AS item_name,
       d.begntime AS occurred_on, d.is_positive, CAST(0 AS DECIMAL(16, 2)) AS amount,
       '机器消毒记录' AS counter_evidence
FROM mixed AS m
JOIN done AS d ON d.device_id = m.device_id AND d.day = m.day
ORDER BY device_id, day, session_id
