/*+++
id       = "NAT-11"
title.zh = "慢特病结算中用了病种范围之外的药品、项目"
title.en = "Outside what the special disease pays for"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：不得将不属于医疗保障基金支付范围的医药费用纳入支付",
    "《医疗保障基金使用监督管理条例》第三十八条第（六）项：将不属于支付范围的费用纳入支付",
]
national = "两库（2025年版）第11项 药品超限定病种目录范围使用"
catalogue = ["XY2-23"]
seed     = "两库、信阳"
partition = "visit"
unit      = ["mdtrt_id", "med_list_codg"]
since     = 2021-05-01
knowledge = ["limit_diagnosis"]
evidence  = ["慢特病认定与备案", "当地病种用药目录"]
ask       = ["这个药治疗哪个备案的病种？"]
false_positives = [
    "普通门诊用药，不按慢特病结算",
    "并存的慢特病相符",
    "全部由患者自费",
]
sentence.zh = "按“{dise_name}”结算，用了病种范围之外的{item_name}，涉及 {amount} 元。"
sentence.en = "Settled as “{dise_name}”, but {item_name} is outside what that disease pays for: {amount} yuan."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]
mdtrt_d = ["mdtrt_id", "med_type", "dise_name"]

[params]
national_rule = 11   # 两库（2025年版）规则序号：超限定病种目录范围
med_types = "|14|9901|990101|"   # 按慢特病、两病、单病种结算的医疗类别（med_type），国家码
+++*/
WITH wanted AS (
    SELECT med_list_codg, valid_from, valid_to, knowledge_row,
           unnest(string_split(concat(diag_codes, '|', diag_words), '|')) AS wanted
    FROM limit_diagnosis
    WHERE national_rule = $national_rule AND kind <> 'forbidden' AND concat(diag_codes, diag_words) <> ''
), settled AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.medins_list_name, f.fee_ocur_time, f.cnt, f.det_item_fee_sumamt, v.dise_name,
           coalesce(v.dise_no, '') AS dise_no
    FROM fee_net AS f
    JOIN mdtrt_d AS v ON v.mdtrt_id = f.mdtrt_id
    WHERE strpos($med_types, concat('|', v.med_type, '|')) > 0 AND v.dise_name <> ''
      AND coalesce(f.fulamt_ownpay_amt, 0) < f.det_item_fee_sumamt
)
SELECT s.mdtrt_id AS mdtrt_id, s.med_list_codg AS med_list_codg, s.bkkp_sn AS bkkp_sn,
       s.setl_id AS setl_id, s.psn_no AS psn_no, s.medins_list_codg AS medins_list_codg,
       s.medins_list_name AS item_name, s.dise_name AS dise_name, s.fee_ocur_time AS occurred_on,
       s.cnt AS cnt, s.det_item_fee_sumamt AS amount, MIN(k.knowledge_row) AS knowledge_row,
       '慢特病认定与备案' AS counter_evidence
FROM settled AS s
JOIN wanted AS k
  ON k.med_list_codg = s.med_list_codg
 AND CAST(s.fee_ocur_time AS DATE) BETWEEN k.valid_from AND k.valid_to
GROUP BY s.mdtrt_id, s.med_list_codg, s.bkkp_sn, s.setl_id, s.psn_no, s.medins_list_codg,
         s.medins_list_name, s.dise_name, s.fee_ocur_time, s.cnt, s.det_item_fee_sumamt
HAVING MAX(CASE WHEN k.wanted <> '' AND (strpos(s.dise_name, k.wanted) > 0
                OR k.wanted = substr(s.dise_no, 1, length(k.wanted))) THEN 1 ELSE 0 END) = 0
ORDER BY mdtrt_id, med_list_codg, bkkp_sn
