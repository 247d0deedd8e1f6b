/*+++
id       = "SES-09"
title.zh = "没有康复评定的康复治疗"
title.en = "Rehabilitation without an assessment"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（二）项：违反诊疗规范过度诊疗、提供其他不必要的医药服务",
    "《医疗保障基金使用监督管理条例》第三十八条第（六）项：将不属于医疗保障基金支付范围的医药费用纳入结算",
]
national = "两库（2025年版）第23、31项"
seed     = "金华2022、信阳"
partition = "person"
unit      = ["mdtrt_id", "med_list_codg"]
since     = 2021-05-01
knowledge = ["rehab_item", "assess_rule"]
evidence  = ["康复评定表原件", "病程记录里的评定小结"]
ask       = ["治疗前有没有评定？评定写在哪里？", "治疗方案依据什么？"]
false_positives = [
    "只做了几天，没有成疗程",
    "治疗开始后三天内补做评定",
    "三十天之内评定过（含别的就诊）",
    "收了评定费，评定表可能没有录入",
    "理疗、小组项目不要求先评定",
]
sentence.zh = "{item_name}做于 {day}，前 {valid_days} 天之内没有康复评定，收费 {amount} 元。"
sentence.en = "{item_name} on {day} without an assessment in the {valid_days} days before: {amount} yuan."

[needs]
fee_net      = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]
rehab_assess = ["assess_id", "psn_no", "assess_time"]

[params]
course_days = 5   # 做了几天以上才算一个疗程，天（本项目取值）
first_days = 3   # 疗程开始后几天之内要有评定，天（目录默认值，未经医院标定）
valid_days = 30   # 一次评定管几天，天（目录默认值，未经医院标定）
+++*/
WITH charged AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.fee_ocur_time, CAST(f.fee_ocur_time AS DATE) AS day, f.cnt, f.det_item_fee_sumamt, i.name,
           i.knowledge_row,
           MIN(CAST(f.fee_ocur_time AS DATE)) OVER (PARTITION BY f.mdtrt_id) AS first_day
    FROM fee_net AS f
    JOIN rehab_item AS i ON i.med_list_codg = f.med_list_codg
    WHERE i.mode = 'one_to_one'
      AND CAST(f.fee_ocur_time AS DATE) BETWEEN i.valid_from AND i.valid_to
), assessed AS (
    SELECT psn_no, CAST(assess_time AS DATE) AS day
    FROM rehab_assess
    WHERE assess_time IS NOT NULL
    UNION
    SELECT f.psn_no, CAST(f.fee_ocur_time AS DATE)
    FROM fee_net AS f
    JOIN assess_rule AS r ON r.med_list_codg = f.med_list_codg
), courses AS (
    SELECT mdtrt_id
    FROM charged
    GROUP BY mdtrt_id
    HAVING COUNT(DISTINCT day) >= $course_days
), supported AS (
    SELECT DISTINCT c.bkkp_sn
    FROM charged AS c
    JOIN assessed AS a ON a.psn_no = c.psn_no
    WHERE date_diff('day', CAST(a.day AS DATE), CAST(c.day AS DATE)) BETWEEN 0 AND $valid_days
       OR (date_diff('day', CAST(c.first_day AS DATE), CAST(a.day AS DATE)) BETWEEN 0 AND $first_days
           AND date_diff('day', CAST(c.first_day AS DATE), CAST(c.day AS DATE)) BETWEEN 0 AND $first_days)
)
SELECT c.mdtrt_id, c.med_list_codg, c.bkkp_sn, c.setl_id, c.psn_no, c.medins_list_codg,
       c.name AS item_name, c.fee_ocur_time AS occurred_on, c.day, c.cnt, $valid_days AS valid_days,
       CAST(c.det_item_fee_sumamt AS DECIMAL(16, 2)) AS amount, c.knowledge_row,
       '病程记录里的评定、外院的评定' AS counter_evidence
FROM charged AS c
JOIN courses AS o ON o.mdtrt_id = c.mdtrt_id
LEFT JOIN supported AS s ON s.bkkp_sn = c.bkkp_sn
WHERE s.bkkp_sn IS NULL
ORDER BY mdtrt_id, med_list_codg, bkkp_sn
