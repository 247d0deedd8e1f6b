/*+++
id       = "SPA-11"
title.zh = "基因检测没有指征或重复"
title.en = "Gene test without need, or again"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（二）项：超量开药、重复开药、提供其他不必要的医药服务",
    "《医疗保障基金使用监督管理条例》第三十八条第（六）项：将不属于支付范围的费用纳入结算",
]
national = "—"
seed     = "金华2022"
partition = "person"
unit      = ["psn_no", "med_list_codg", "day"]
since     = 2021-05-01
knowledge = ["gene_item"]
evidence  = [
    "病理报告、检测报告",
    "医嘱与知情同意",
]
ask       = [
    "检测要回答什么问题？",
    "再次检测前病情有什么变化？",
]
false_positives = [
    "有肿瘤或遗传病诊断，且够间隔",
    "此人没有任何诊断记录",
    "同一天分两行收",
    "两种不同的检测",
]
sentence.zh = "{day}，{item_name} {amount} 元：{reason}。"
sentence.en = "{day}: {item_name} {amount} yuan: {reason_en}."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "medins_list_name", "cnt", "det_item_fee_sumamt"]
setl_list_diag_d = ["psn_no", "diag_code"]
+++*/
WITH items AS (
    SELECT med_list_codg, MIN(interval_days) AS interval_days, MIN(valid_from) AS valid_from,
           MAX(valid_to) AS valid_to, MIN(knowledge_row) AS knowledge_row
    FROM gene_item
    GROUP BY med_list_codg
), tested AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.medins_list_name, f.fee_ocur_time, CAST(f.fee_ocur_time AS DATE) AS day, f.cnt,
           f.det_item_fee_sumamt, i.interval_days, i.knowledge_row
    FROM fee_net AS f
    JOIN items AS i ON i.med_list_codg = f.med_list_codg
    WHERE CAST(f.fee_ocur_time AS DATE) BETWEEN i.valid_from AND i.valid_to
), days AS (
    SELECT psn_no, med_list_codg, day, interval_days,
           LAG(day) OVER (PARTITION BY psn_no, med_list_codg ORDER BY day) AS day_before
    FROM (SELECT DISTINCT psn_no, med_list_codg, day, interval_days FROM tested) AS d
), diagnosed AS (
    SELECT DISTINCT psn_no FROM setl_list_diag_d WHERE diag_code <> ''
), indicated AS (
    SELECT DISTINCT d.psn_no, k.med_list_codg
    FROM setl_list_diag_d AS d
    JOIN gene_item AS k ON starts_with(upper(d.diag_code), k.diag_prefix)
), judged AS (
    SELECT d.psn_no, d.med_list_codg, d.day, d.day_before,
           CASE WHEN i.psn_no IS NULL AND g.psn_no IS NOT NULL THEN '没有肿瘤、遗传病的诊断'
                WHEN d.day < d.day_before + d.interval_days * INTERVAL 1 DAY THEN '间隔不够又做' END AS reason,
           CASE WHEN i.psn_no IS NULL AND g.psn_no IS NOT NULL THEN 'no diagnosis that calls for it'
                ELSE 'repeated too soon' END AS reason_en
    FROM days AS d
    LEFT JOIN diagnosed AS g ON g.psn_no = d.psn_no
    LEFT JOIN indicated AS i ON i.psn_no = d.psn_no AND i.med_list_codg = d.med_list_codg
)
SELECT t.psn_no AS psn_no, t.med_list_codg AS med_list_codg, t.day AS day, t.bkkp_sn AS bkkp_sn, t.setl_id,
       t.mdtrt_id, t.medins_list_codg, t.medins_list_name AS item_name, t.fee_ocur_time AS occurred_on,
       t.cnt, j.reason, j.reason_en, j.day_before, t.det_item_fee_sumamt AS amount, t.knowledge_row,
       '病理报告、病情进展的记录' AS counter_evidence
FROM tested AS t
JOIN judged AS j ON j.psn_no = t.psn_no AND j.med_list_codg = t.med_list_codg AND j.day = t.day
WHERE j.reason IS NOT NULL
ORDER BY psn_no, med_list_codg, day, bkkp_sn
