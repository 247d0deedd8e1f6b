/*+++
id       = "XY5-07"
title.zh = "计算值按测定收费"
title.en = "A calculated value charged as measured"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（三）项：重复收费、分解项目收费",
    "《医疗保障基金使用监督管理条例》第三十八条第（四）项：串换药品、医用耗材、诊疗项目和服务设施",
]
national = "问题清单（2025年）第134、136项"
seed     = "信阳"
partition = "visit"
unit      = ["mdtrt_id", "med_list_codg", "day"]
since     = 2021-05-01
knowledge = ["calc_item"]
whole     = ["inv_move"]
evidence  = ["检验系统里该项的公式设置", "直接测定的试剂采购与注册证"]
ask       = ["这项是测出来的还是算出来的？用什么试剂？"]
false_positives = [
    "有直接测定的试剂进出",
    "库存记录没有盖到的日子",
    "知识点没有列出的测定项目",
]
sentence.zh = "{day}，{item_name}收了 {cnt} 次（{inputs}），库存期间没有直接测定的试剂，涉及 {amount} 元。"
sentence.en = "On {day} {item_name} was charged ({cnt}); it can be calculated, and no reagent to measure it passed the stock: {amount} yuan."

[needs]
fee_net  = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]
inv_move = ["prodname", "biz_time"]

[min_coverage]
"inv_move.prodname" = 0.9
+++*/
WITH asked AS (
    SELECT med_list_codg, name, inputs, reagent_words, valid_from, valid_to, knowledge_row
    FROM calc_item
), covered AS (
    SELECT CAST(MIN(biz_time) AS DATE) AS first_day, CAST(MAX(biz_time) AS DATE) AS last_day
    FROM inv_move
), word_list AS (
    SELECT med_list_codg, unnest(string_split(reagent_words, '|')) AS word
    FROM asked
), products AS (
    SELECT DISTINCT prodname
    FROM inv_move
), measured AS (
    SELECT DISTINCT w.med_list_codg
    FROM products AS p
    JOIN word_list AS w ON w.word <> '' AND strpos(p.prodname, w.word) > 0
)
SELECT f.mdtrt_id AS mdtrt_id, f.med_list_codg AS med_list_codg,
       CAST(f.fee_ocur_time AS DATE) AS day, f.bkkp_sn AS bkkp_sn, f.setl_id AS setl_id,
       f.psn_no AS psn_no, f.medins_list_codg AS medins_list_codg, k.name AS item_name,
       k.inputs AS inputs, f.fee_ocur_time AS occurred_on, f.cnt AS cnt,
       f.det_item_fee_sumamt AS amount, k.knowledge_row AS knowledge_row,
       '直接测定的试剂与原始数据' AS counter_evidence
FROM fee_net AS f
JOIN asked AS k ON k.med_list_codg = f.med_list_codg
JOIN covered AS c ON CAST(f.fee_ocur_time AS DATE) BETWEEN c.first_day AND c.last_day
LEFT JOIN measured AS m ON m.med_list_codg = f.med_list_codg
WHERE m.med_list_codg IS NULL AND CAST(f.fee_ocur_time AS DATE) BETWEEN k.valid_from AND k.valid_to
ORDER BY mdtrt_id, med_list_codg, day, bkkp_sn
