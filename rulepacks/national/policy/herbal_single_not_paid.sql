/*+++
id       = "NAT-04"
title.zh = "单方不予支付的中药饮片单独成方"
title.en = "Herbal piece not paid for when prescribed alone"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：不得将不属于医疗保障基金支付范围的医药费用纳入支付",
    "《医疗保障基金使用监督管理条例》第三十八条第（六）项：将不属于支付范围的费用纳入支付",
]
national = "两库（2025年版）第4项 中药饮片单方使用不予支付"
catalogue = ["XY2-24"]
seed     = "两库、信阳"
partition = "visit"
unit      = ["mdtrt_id", "rx_drord_no"]
since     = 2021-05-01
knowledge = ["herbal_not_paid"]
evidence  = ["处方原件：这张方还有哪些药"]
ask       = ["这张方里还有别的饮片吗？记在哪张票据上？"]
false_positives = [
    "与其他饮片配成复方",
    "全部由患者自费",
]
sentence.zh = "处方 {rx_drord_no} 只有单方不予支付的饮片（{item_name}等 {kinds} 味），纳入支付 {amount} 元。"
sentence.en = "Prescription {rx_drord_no} holds nothing but {kinds} herbal pieces not paid for alone ({item_name} …): {amount} yuan."

[needs]
fee_net = [
    "bkkp_sn",
    "mdtrt_id",
    "psn_no",
    "fee_ocur_time",
    "med_list_codg",
    "cnt",
    "det_item_fee_sumamt",
    "rx_drord_no",
    "list_type",
]

[params]
national_rule = 4   # 两库（2025年版）规则序号：单方使用不予支付
+++*/
WITH listed AS (
    SELECT med_list_codg, valid_from, valid_to, MIN(knowledge_row) AS knowledge_row
    FROM herbal_not_paid
    WHERE national_rule = $national_rule
    GROUP BY med_list_codg, valid_from, valid_to
), pieces AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.rx_drord_no, f.med_list_codg, f.medins_list_codg,
           f.medins_list_name, f.fee_ocur_time, f.cnt, f.det_item_fee_sumamt, f.fulamt_ownpay_amt,
           k.knowledge_row
    FROM fee_net AS f
    LEFT JOIN listed AS k
      ON k.med_list_codg = f.med_list_codg
     AND CAST(f.fee_ocur_time AS DATE) BETWEEN k.valid_from AND k.valid_to
    WHERE f.list_type IN ('102', '106') AND f.rx_drord_no <> ''
), alone AS (
    SELECT mdtrt_id, rx_drord_no, COUNT(DISTINCT med_list_codg) AS kinds
    FROM pieces
    GROUP BY mdtrt_id, rx_drord_no
    HAVING COUNT(*) = COUNT(knowledge_row)
)
SELECT p.mdtrt_id AS mdtrt_id, p.rx_drord_no AS rx_drord_no, p.bkkp_sn AS bkkp_sn, p.setl_id AS setl_id,
       p.psn_no AS psn_no, p.med_list_codg AS med_list_codg, p.medins_list_codg AS medins_list_codg,
       p.medins_list_name AS item_name, p.fee_ocur_time AS occurred_on, p.cnt AS cnt, a.kinds AS kinds,
       p.det_item_fee_sumamt AS amount, p.knowledge_row AS knowledge_row,
       '处方原件' AS counter_evidence
FROM pieces AS p
JOIN alone AS a ON a.mdtrt_id = p.mdtrt_id AND a.rx_drord_no = p.rx_drord_no
WHERE coalesce(p.fulamt_ownpay_amt, 0) < p.det_item_fee_sumamt
ORDER BY mdtrt_id, rx_drord_no, bkkp_sn
