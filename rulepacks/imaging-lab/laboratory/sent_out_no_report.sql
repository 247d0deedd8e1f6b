/*+++
id       = "XY5-17"
title.zh = "外送检验没有受托单位的报告"
title.en = "Test sent out, no report came back"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
    "《医疗保障基金使用监督管理条例》第三十八条第（四）项：串换药品、医用耗材、诊疗项目和服务设施",
]
national = "—"
seed     = "金华2022"
partition = "person"
unit      = ["mdtrt_id", "med_list_codg", "day"]
since     = 2021-05-01
knowledge = ["sendout_item"]
whole     = ["lab_report"]
evidence  = ["委托协议、标本交接单", "受托单位的报告、对账单与发票"]
ask       = ["标本交给了谁？报告和对账单在哪里？"]
false_positives = [
    "报告在期限以内出的",
    "本院转抄外单位的结果",
    "报告数据没有盖到的日子",
    "报告里的叫法不同，用词里有",
]
sentence.zh = "{day}，外送的{item_name}收了 {cnt} 次，前一天起 {wait_days} 天内没有相应的报告，涉及 {amount} 元。"
sentence.en = "{item_name}, sent out, was charged on {day} ({cnt}); no report came back within {wait_days} days: {amount} yuan."

[needs]
fee_net     = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]
lab_report = ["psn_no", "rpt_time", "exam_item_detl_name"]

[min_coverage]
"lab_report.psn_no" = 0.9

[params]
days = 30   # 收费后多少天内应有报告，天；外送取宽值（本项目取值）
+++*/
WITH asked AS (
    SELECT med_list_codg, name, words, valid_from, valid_to, knowledge_row,
           CAST($days AS INTEGER) AS wait_days
    FROM sendout_item
), lines AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.fee_ocur_time, CAST(f.fee_ocur_time AS DATE) AS day, f.cnt, f.det_item_fee_sumamt,
           k.name, k.words, k.wait_days, k.knowledge_row
    FROM fee_net AS f
    JOIN asked AS k ON k.med_list_codg = f.med_list_codg
    WHERE CAST(f.fee_ocur_time AS DATE) BETWEEN k.valid_from AND k.valid_to
), covered AS (
    SELECT CAST(MIN(rpt_time) AS DATE) AS first_day, CAST(MAX(rpt_time) AS DATE) AS last_day
    FROM lab_report
), reports AS (
    SELECT DISTINCT psn_no, CAST(rpt_time AS DATE) AS rpt_day,
           coalesce(exam_item_detl_name, '') AS said
    FROM lab_report
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
       '标本交接单与受托单位的报告' AS counter_evidence
FROM lines AS n
JOIN covered AS c
  ON date_diff('day', CAST(c.first_day AS DATE), CAST(n.day AS DATE)) >= 0
 AND date_diff('day', CAST(n.day AS DATE), CAST(c.last_day AS DATE)) >= n.wait_days
LEFT JOIN reported AS d ON d.bkkp_sn = n.bkkp_sn
WHERE d.bkkp_sn IS NULL
ORDER BY mdtrt_id, med_list_codg, day, bkkp_sn
