/*+++
id       = "SES-16b"
title.zh = "两次透析间隔过短"
title.en = "Two dialysis sessions too close together"
verdict  = "clue"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
    "《医疗保障基金使用监督管理条例》第三十八条第（二）项：违反诊疗规范过度诊疗、提供其他不必要的医药服务",
]
national = "—"
seed     = "吉林"
catalogue = ["SES-16"]
partition = "person"
unit      = ["psn_no", "day"]
since     = 2021-05-01
knowledge = ["dial_item"]
evidence  = ["透析机日志、患者体重记录"]
ask       = ["两次之间为什么只隔这么久？"]
false_positives = [
    "同一次透析登记两遍",
    "灌流之后接着透析",
    "两位不同的患者",
    "只记了日期、没有钟点的治疗记录",
]
sentence.zh = "{day}，这位患者两次透析的开始只相隔 {hours} 小时（线索，不计金额）。"
sentence.en = "Two dialysis sessions of one patient began only {hours} hours apart on {day} (a lead, no money)."

[needs]
fee_net     = ["psn_no", "fee_ocur_time", "med_list_codg"]
trt_session = ["session_id", "psn_no", "med_list_codg", "begntime", "endtime"]

[params]
apart = 20   # 两次开始至少相隔几小时，小时（目录默认值，未经医院标定）
+++*/
WITH charged_days AS (
    SELECT DISTINCT f.psn_no, CAST(f.fee_ocur_time AS DATE) AS day
    FROM fee_net AS f
    JOIN dial_item AS i ON i.med_list_codg = f.med_list_codg
    WHERE i.family = 'hd' AND CAST(f.fee_ocur_time AS DATE) BETWEEN i.valid_from AND i.valid_to
), done AS (
    SELECT MIN(t.session_id) AS session_id, MIN(t.mdtrt_id) AS mdtrt_id, t.psn_no,
           MIN(t.med_list_codg) AS med_list_codg, t.begntime, MIN(i.name) AS name,
           CAST(t.begntime AS DATE) AS day
    FROM trt_session AS t
    JOIN dial_item AS i ON i.med_list_codg = t.med_list_codg
    JOIN charged_days AS c ON c.psn_no = t.psn_no AND c.day = CAST(t.begntime AS DATE)
    WHERE i.family = 'hd' AND strftime(t.begntime, '%H:%M:%S') <> '00:00:00'
      AND CAST(t.begntime AS DATE) BETWEEN i.valid_from AND i.valid_to
    GROUP BY t.psn_no, t.begntime
), in_turn AS (
    SELECT session_id, mdtrt_id, psn_no, med_list_codg, begntime, name, day,
           CAST((epoch(begntime) - epoch(LAG(begntime) OVER (PARTITION BY psn_no ORDER BY begntime, session_id)))
                / 3600 AS DECIMAL(16, 1)) AS hours
    FROM done
)
SELECT psn_no, day, session_id, mdtrt_id, med_list_codg, name AS item_name, begntime AS occurred_on, hours,
       CAST(0 AS DECIMAL(16, 2)) AS amount, '加透医嘱' AS counter_evidence
FROM in_turn
WHERE hours < $apart
ORDER BY psn_no, day, session_id
