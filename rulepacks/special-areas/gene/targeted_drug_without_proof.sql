/*+++
id       = "SPA-12"
title.zh = "靶向药没有基因检测证据"
title.en = "Targeted drug without proof of its mutation"
verdict  = "suspect"
basis    = ["《医疗保障基金使用监督管理条例》第三十八条第（六）项：将不属于支付范围的费用纳入结算"]
national = "两库（2025年版）第8项"
seed     = "金华2022、吉林"
partition = "person"
unit      = ["psn_no", "med_list_codg"]
since     = 2021-05-01
knowledge = ["gene_drug"]
evidence  = [
    "外院、第三方的纸质报告",
    "用药申请表、病理报告",
]
ask       = ["凭什么报告开的第一次药？在哪里做的检测？"]
false_positives = [
    "第一次用药后十四天内出报告",
    "病理报告（免疫组化）写明阳性",
    "两个基因之一阳性",
]
sentence.zh = "{item_name}在 {deadline} 之前没有{gene}阳性的报告（{reason}），涉及 {amount} 元。"
sentence.en = "No positive {gene} report for {item_name} by {deadline}: {amount} yuan."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "medins_list_name", "cnt", "det_item_fee_sumamt"]
lab_report = ["psn_no", "rpt_time", "exam_item_detl_name", "exam_rslt_dicm"]
exam_report = ["psn_no", "rpt_time", "exam_ccls"]

[params]
grace = 14   # 报告可晚于第一次用药多少天，天（目录默认值，未经医院标定）
+++*/
WITH drugs AS (
    SELECT i.med_list_codg, i.item_name, MIN(k.gene_word) AS gene, MIN(k.valid_from) AS valid_from,
           MAX(k.valid_to) AS valid_to, MIN(k.knowledge_row) AS knowledge_row
    FROM (SELECT DISTINCT med_list_codg, coalesce(medins_list_name, '') AS item_name FROM fee_net) AS i
    JOIN gene_drug AS k
      ON starts_with(i.med_list_codg, k.code_prefix) AND strpos(i.item_name, k.name_word) > 0
    GROUP BY i.med_list_codg, i.item_name
), reports AS (
    SELECT psn_no, rpt_time, upper(coalesce(exam_item_detl_name, '')) AS about,
           coalesce(exam_rslt_dicm, '') AS said
    FROM lab_report
    UNION ALL
    SELECT psn_no, rpt_time, upper(concat(coalesce(exam_part, ''), coalesce(exam_ccls, ''))) AS about,
           coalesce(exam_ccls, '') AS said
    FROM exam_report
), taken AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg, d.item_name,
           f.fee_ocur_time, f.cnt, f.det_item_fee_sumamt, d.gene, d.knowledge_row,
           MIN(CAST(f.fee_ocur_time AS DATE)) OVER (PARTITION BY f.psn_no, f.med_list_codg) AS first_day
    FROM fee_net AS f
    JOIN drugs AS d
      ON d.med_list_codg = f.med_list_codg AND d.item_name = coalesce(f.medins_list_name, '')
    WHERE CAST(f.fee_ocur_time AS DATE) BETWEEN d.valid_from AND d.valid_to
), tested AS (
    SELECT r.psn_no, d.med_list_codg,
           MIN(
               CASE WHEN strpos(r.said, '阴性') = 0 AND strpos(r.said, '野生') = 0
                     AND strpos(r.said, '未检') = 0 AND strpos(r.said, '未见') = 0
                    THEN CAST(r.rpt_time AS DATE) END
           ) AS positive_day
    FROM drugs AS d
    JOIN gene_drug AS k
      ON starts_with(d.med_list_codg, k.code_prefix) AND strpos(d.item_name, k.name_word) > 0
    JOIN reports AS r ON strpos(r.about, k.gene_word) > 0
    GROUP BY r.psn_no, d.med_list_codg
), judged AS (
    SELECT t.bkkp_sn, t.setl_id, t.mdtrt_id, t.psn_no, t.med_list_codg, t.medins_list_codg, t.item_name,
           t.fee_ocur_time, t.cnt, t.det_item_fee_sumamt, t.gene, t.knowledge_row, p.positive_day,
           CAST(t.first_day + $grace * INTERVAL 1 DAY AS DATE) AS deadline,
           CASE WHEN p.psn_no IS NULL THEN '没有报告'
                WHEN p.positive_day IS NULL THEN '报告为阴性' ELSE '报告太晚' END AS reason
    FROM taken AS t
    LEFT JOIN tested AS p ON p.psn_no = t.psn_no AND p.med_list_codg = t.med_list_codg
)
SELECT psn_no, med_list_codg, bkkp_sn, setl_id, mdtrt_id, medins_list_codg, item_name,
       fee_ocur_time AS occurred_on, cnt, gene, deadline, positive_day, reason,
       det_item_fee_sumamt AS amount, knowledge_row, '外院、第三方的检测报告' AS counter_evidence
FROM judged
WHERE coalesce(positive_day, CAST('9999-12-31' AS DATE)) > deadline
  AND CAST(fee_ocur_time AS DATE) < coalesce(positive_day, CAST('9999-12-31' AS DATE))
ORDER BY psn_no, med_list_codg, bkkp_sn
