/*+++
id       = "TRC-07b"
catalogue = ["TRC-07"]
title.zh = "无码销售多于申报的无码库存"
title.en = "More sold without a code than was declared"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十九条第（三）项：未按规定通过医疗保障信息系统传送数据",
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
]
national = "—"
seed     = "金华2019"
partition = "item"
unit      = ["med_list_codg"]
since     = 2025-07-01
knowledge = ["nocode_stock"]
evidence  = ["无码库申报表", "申报当日的实物盘点"]
ask       = ["申报之后又进过没有码的货吗？"]
false_positives = [
    "申报日之前卖的",
    "有追溯码的销售",
    "没有申报过无码库存的药品",
    "没有超过申报的数量",
]
sentence.zh = "{item_name}申报无码库存 {cnt_allowed}，此后无码销售 {cnt_billed}，超出部分 {amount} 元。"
sentence.en = "{item_name}: {cnt_allowed} declared without codes, {cnt_billed} sold without one since: {amount} yuan beyond it."

[needs]
drug_trace  = ["drug_trac_codg", "med_list_codg", "setl_id"]
fee_net     = ["bkkp_sn", "setl_id", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]

[params]
least_length = 16   # 追溯码的最短长度，位；更短的是院内占位码（国家码 20 位，企业码、GS1 不一）（本项目设定）
+++*/
WITH coded AS (
    SELECT DISTINCT t.setl_id, t.med_list_codg
    FROM drug_trace AS t
    WHERE t.setl_id IS NOT NULL
      AND length(t.drug_trac_codg) >= $least_length
      AND replace(t.drug_trac_codg, substr(t.drug_trac_codg, 1, 1), '') <> ''
), without_code AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.medins_list_name, f.fee_ocur_time, f.cnt, f.det_item_fee_sumamt, n.cnt_declared,
           n.knowledge_row,
           SUM(f.cnt) OVER (PARTITION BY f.med_list_codg) AS cnt_billed,
           SUM(f.cnt) OVER (
               PARTITION BY f.med_list_codg ORDER BY f.fee_ocur_time, f.bkkp_sn
           ) - n.cnt_declared AS over_so_far
    FROM fee_net AS f
    JOIN nocode_stock AS n
      ON n.med_list_codg = f.med_list_codg
         AND CAST(f.fee_ocur_time AS DATE) BETWEEN n.valid_from AND n.valid_to
    LEFT JOIN coded AS c ON c.setl_id = f.setl_id AND c.med_list_codg = f.med_list_codg
    WHERE c.setl_id IS NULL AND f.setl_id IS NOT NULL
)
SELECT med_list_codg, bkkp_sn, setl_id, mdtrt_id, psn_no, medins_list_codg,
       medins_list_name AS item_name, fee_ocur_time AS occurred_on, cnt, cnt_billed,
       cnt_declared AS cnt_allowed, LEAST(cnt, over_so_far) AS cnt_excess,
       CAST(det_item_fee_sumamt * LEAST(cnt, over_so_far) / cnt AS DECIMAL(16, 2)) AS amount,
       knowledge_row, '补报的无码库存、断网时的手工登记' AS counter_evidence
FROM without_code
WHERE over_so_far > 0
ORDER BY med_list_codg, bkkp_sn
