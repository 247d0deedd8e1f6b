/*+++
id       = "SES-22b"
title.zh = "长期透析却没有一次常规检验"
title.en = "Long dialysis without a single routine test"
verdict  = "clue"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
    "《医疗保障基金使用监督管理条例》第三十八条第（二）项：违反诊疗规范过度诊疗、提供其他不必要的医药服务",
]
national = "—"
seed     = "吉林"
catalogue = ["SES-22"]
partition = "person"
unit      = ["psn_no"]
since     = 2021-05-01
knowledge = ["dial_item", "dial_schedule"]
evidence  = ["透析病历、检验报告", "患者本人、家属"]
ask       = ["这位患者的化验在哪里做？本人有没有来？"]
false_positives = [
    "外院化验，报告录入本院",
    "本院收了化验费",
    "透析不到三个月",
]
sentence.zh = "自 {first_day} 起，这位患者透析 {days} 天，没有一次常规检验（线索，不计金额）。"
sentence.en = "From {first_day} this patient was dialysed over {days} days without one routine test (a lead, no money)."

[needs]
fee_net    = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt", "medins_list_name"]
lab_report = ["psn_no", "exam_item_detl_name", "rpt_time"]

[params]
span = 90   # 透析多少天以上才看，天（目录默认值，未经医院标定）
+++*/
WITH dialysed AS (
    SELECT f.psn_no, MIN(CAST(f.fee_ocur_time AS DATE)) AS first_day, MAX(CAST(f.fee_ocur_time AS DATE)) AS last_day
    FROM fee_net AS f
    JOIN dial_item AS i ON i.med_list_codg = f.med_list_codg
    WHERE i.family = 'hd' AND CAST(f.fee_ocur_time AS DATE) BETWEEN i.valid_from AND i.valid_to
    GROUP BY f.psn_no
), tests AS (
    SELECT f.psn_no, CAST(f.fee_ocur_time AS DATE) AS day
    FROM fee_net AS f
    JOIN dial_schedule AS k ON strpos(f.medins_list_name, k.word) > 0
    UNION
    SELECT l.psn_no, CAST(l.rpt_time AS DATE)
    FROM lab_report AS l
    JOIN dial_schedule AS k ON strpos(l.exam_item_detl_name, k.word) > 0 OR strpos(l.exam_item_detl_name, k.name) > 0
), tested AS (
    SELECT DISTINCT d.psn_no
    FROM dialysed AS d
    JOIN tests AS t ON t.psn_no = d.psn_no AND t.day BETWEEN d.first_day AND d.last_day
), spans AS (
    SELECT d.psn_no, d.first_day, date_diff('day', CAST(d.first_day AS DATE), CAST(d.last_day AS DATE)) AS days
    FROM dialysed AS d
    LEFT JOIN tested AS t ON t.psn_no = d.psn_no
    WHERE t.psn_no IS NULL
)
SELECT psn_no, NULL AS bkkp_sn, first_day, first_day AS occurred_on, days,
       CAST(0 AS DECIMAL(16, 2)) AS amount, '外院检验报告' AS counter_evidence
FROM spans
WHERE days >= $span
ORDER BY psn_no, bkkp_sn
