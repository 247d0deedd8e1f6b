/*+++
id       = "XY1-20"
title.zh = "住院期间目录内项目让患者全自费"
title.en = "Payable items of a stay charged wholly to the patient"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十九条第（六）项：除急诊、抢救等特殊情形外，未经参保人员或者其近亲属同意提供医疗保障基金支付范围以外的医药服务",
    "《医疗保障基金使用监督管理条例》第三十八条第（七）项：造成医疗保障基金损失的其他违法行为",
]
national = "问题清单（2025年）第35项"
seed     = "信阳、金华2022"
partition = "visit"
unit      = ["mdtrt_id", "med_list_codg"]
since     = 2021-05-01
evidence  = [
    "自费同意书",
    "当地目录：该项目当时是否可支付",
]
ask       = [
    "可以报销的项目为什么让患者自费？有没有签字？",
    "是不是为了控制次均费用或病种费用？",
]
false_positives = [
    "丙类，本来就自费",
    "有限定支付范围的药品",
    "整次住院没有由医保结算",
    "门诊",
]
sentence.zh = "{item_name}是目录内项目（{level}），住院期间却让患者全自费 {amount} 元（应退患者，不退基金）。"
sentence.en = "{item_name} is payable ({level}), yet the in-patient paid for it wholly: {amount} yuan, due to the patient and not to the fund."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "setl_id", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt", "chrgitm_lv", "fulamt_ownpay_amt"]
mdtrt_d = ["mdtrt_id", "med_type"]
setl_d  = ["mdtrt_id", "fund_pay_sumamt"]

[params]
payable = "|01|02|"   # 可支付的收费项目等级：01 甲类、02 乙类（chrgitm_lv，国家码）
+++*/
WITH insured AS (
    SELECT v.mdtrt_id
    FROM mdtrt_d AS v
    JOIN setl_d AS s ON s.mdtrt_id = v.mdtrt_id
    WHERE (v.med_type LIKE '2%' OR v.med_type = '52') AND coalesce(s.refd_setl_flag, '0') <> '1'
    GROUP BY v.mdtrt_id
    HAVING SUM(s.fund_pay_sumamt) > 0
)
SELECT f.mdtrt_id AS mdtrt_id, f.med_list_codg AS med_list_codg, f.bkkp_sn AS bkkp_sn, f.setl_id, f.psn_no,
       f.medins_list_codg, f.medins_list_name AS item_name, f.fee_ocur_time AS occurred_on, f.cnt,
       CASE WHEN f.chrgitm_lv = '01' THEN '甲类' ELSE '乙类' END AS level,
       CAST(LEAST(f.fulamt_ownpay_amt, f.det_item_fee_sumamt) AS DECIMAL(16, 2)) AS amount,
       '患者签字的自费同意书' AS counter_evidence
FROM fee_net AS f
JOIN insured AS i ON i.mdtrt_id = f.mdtrt_id
WHERE strpos($payable, concat('|', f.chrgitm_lv, '|')) > 0
  AND f.fulamt_ownpay_amt > 0 AND f.det_item_fee_sumamt > 0
  AND coalesce(f.lmt_used_flag, '0') <> '1'
ORDER BY mdtrt_id, med_list_codg, bkkp_sn
