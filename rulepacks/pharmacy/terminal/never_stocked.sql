/*+++
id       = "PHR-11b"
title.zh = "为非定点机构代刷（从未进货）"
title.en = "Swiping for another shop (never stocked)"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（五）项：为参保人员倒卖药品等提供便利",
    "《医疗保障基金使用监督管理条例》第三十八条第（七）项：造成基金损失的其他违法行为",
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
]
national = "药店清单（2025年）第6项"
seed     = "绍兴"
partition = "stock"
catalogue = ["PHR-11"]
whole     = ["inv_balance", "inv_move"]
unit      = ["medins_list_codg"]
since     = 2021-05-01
evidence  = [
    "进货发票、随货同行单",
    "货架实物",
]
ask       = ["这种药从哪里进、放在哪里？"]
false_positives = [
    "只有期初库存",
    "只有入库记录",
    "同一国标码换了院内码",
    "进销存期间以外的结算",
    "不是药品",
]
sentence.zh = "{item_name}从来没有在本机构的进销存里出现，结算 {amount} 元。"
sentence.en = "{item_name} never stood in this institution's stock: {amount} yuan settled."

[needs]
fee_net = ["bkkp_sn", "setl_id", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "medins_list_codg", "list_type", "med_type", "cnt", "det_item_fee_sumamt"]
inv_balance = ["year_month", "medins_list_codg"]
inv_move = ["medins_list_codg", "biz_time"]

[params]
med_types = "|41|"   # 看哪些医疗类别：定点药店购药（med_type）
+++*/
WITH period AS (
    SELECT MIN(year_month) AS first_month, MAX(year_month) AS last_month
    FROM inv_balance
), stocked AS (
    SELECT medins_list_codg, med_list_codg FROM inv_balance
    UNION
    SELECT medins_list_codg, med_list_codg FROM inv_move
), by_item AS (
    SELECT DISTINCT f.medins_list_codg, f.med_list_codg
    FROM fee_net AS f
    JOIN stocked AS k ON k.medins_list_codg = f.medins_list_codg OR k.med_list_codg = f.med_list_codg
)
SELECT f.medins_list_codg AS medins_list_codg, f.bkkp_sn AS bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no,
       f.med_list_codg, f.medins_list_name AS item_name, f.fee_ocur_time AS occurred_on, f.cnt,
       f.det_item_fee_sumamt AS amount, '进货发票、其他库房' AS counter_evidence
FROM fee_net AS f
CROSS JOIN period AS p
LEFT JOIN by_item AS k
  ON k.medins_list_codg = f.medins_list_codg AND k.med_list_codg = f.med_list_codg
WHERE k.medins_list_codg IS NULL AND f.medins_list_codg <> '' AND f.list_type LIKE '1%'
  AND strpos($med_types, concat('|', f.med_type, '|')) > 0
  AND strftime(f.fee_ocur_time, '%Y%m') BETWEEN p.first_month AND p.last_month
ORDER BY medins_list_codg, bkkp_sn
