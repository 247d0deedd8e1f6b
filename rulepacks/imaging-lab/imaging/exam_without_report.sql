/*+++
id       = "XY5-01b"
title.zh = "检查收费没有报告"
title.en = "Examination charged, no report"
verdict  = "suspect"
basis    = ["《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目"]
national = "问题清单（2025年）第75、100项"
seed     = "吉林、信阳"
catalogue = ["XY5-01"]
partition = "person"
unit      = ["mdtrt_id", "med_list_codg", "day"]
since     = 2021-05-01
knowledge = ["exam_words"]
whole     = ["exam_report"]
evidence  = ["在影像、病理系统里直接查这个人的报告", "影像原始图像、设备上的检查列表"]
ask       = ["报告在哪里？患者有没有用过别的病历号？"]
false_positives = [
    "报告在期限以内出的",
    "外送，报告由外单位出",
    "报告数据没有盖到的日子",
    "报告里的叫法不同，用词里有",
]
sentence.zh = "{day}，{item_name}收了 {cnt} 次，前一天起 {wait_days} 天内没有相应的报告，涉及 {amount} 元。"
sentence.en = "{item_name} was charged on {day} ({cnt}) and no report followed within {wait_days} days: {amount} yuan."

[needs]
fee_net     = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]
exam_report = ["psn_no", "rpt_time", "exam_mtd"]

[min_coverage]
"exam_report.psn_no" = 0.9

[params]
days = 3              # 收费后多少天内应有影像报告，天（目录默认值，未经医院标定）
days_pathology = 30   # 收费后多少天内应有病理报告，天（目录默认值，未经医院标定）
+++*/
WITH asked AS (
    SELECT med_list_codg, name, words, valid_from, valid_to, knowledge_row,
           CASE WHEN kind = 'pathology' THEN CAST($days_pathology AS INTEGER) ELSE CAST($days AS INTEGER) END AS wait_days
    FROM exam_words
), lines AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.fee_ocur_time, CAST(f.fee_ocur_time AS DATE) AS day, f.cnt, f.det_item_fee_sumamt,
           k.name, k.words, k.wait_days, k.knowledge_row
    FROM fee_net AS f
    JOIN asked AS k ON k.med_list_codg = f.med_list_codg
    WHERE CAST(f.fee_ocur_time AS DATE) BETWEEN k.valid_from AND k.valid_to
      AND coalesce(f.etip_flag, '0') <> '1'
), covered AS (
    SELECT CAST(MIN(rpt_time) AS DATE) AS first_day, CAST(MAX(rpt_time) AS DATE) AS last_day
    FROM exam_report
), reports AS (
    SELECT DISTINCT psn_no, CAST(rpt_time AS DATE) AS rpt_day,
           concat(coalesce(exam_mtd, ''), ' ', coalesce(exam_part, ''), ' ', coalesce(exam_dept_name, '')) AS said
    FROM exam_report
), words AS (
    SELECT DISTINCT med_list_codg, unnest(string_split(words, '|')) AS word
    FROM asked
), reported AS (
    SELECT DISTINCT n.bkkp_sn
    FROM lines AS n
    JOIN reports AS r ON r.psn_no = n.psn_no
    JOIN words AS w ON w.med_list_codg = n.med_list_codg
    WHERE w.word <> '' AND strpos(r.said, w.word) > 0
      AND date_diff('day', CAST(n.day AS DATE), CAST(r.rpt_day AS DATE)) BETWEEN -1 AND n.wait_days
)
SELECT n.mdtrt_id AS mdtrt_id, n.med_list_codg AS med_list_codg, n.day AS day, n.bkkp_sn AS bkkp_sn,
       n.setl_id AS setl_id, n.psn_no AS psn_no, n.medins_list_codg AS medins_list_codg,
       n.name AS item_name, n.fee_ocur_time AS occurred_on, n.cnt AS cnt, n.wait_days AS wait_days,
       n.det_item_fee_sumamt AS amount, n.knowledge_row AS knowledge_row,
       '报告单与系统里的原始数据' AS counter_evidence
FROM lines AS n
JOIN covered AS c
  ON date_diff('day', CAST(c.first_day AS DATE), CAST(n.day AS DATE)) >= 0
 AND date_diff('day', CAST(n.day AS DATE), CAST(c.last_day AS DATE)) >= n.wait_days
LEFT JOIN reported AS d ON d.bkkp_sn = n.bkkp_sn
WHERE d.bkkp_sn IS NULL
ORDER BY mdtrt_id, med_list_codg, day, bkkp_sn
