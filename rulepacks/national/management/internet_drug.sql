/*+++
id       = "NAT-47"
title.zh = "互联网诊疗开了不得开的药"
title.en = "Drug not to be prescribed over the internet"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：不得将不属于医疗保障基金支付范围的医药费用纳入支付",
    "《医疗保障基金使用监督管理条例》第三十八条第（六）项：将不属于支付范围的费用纳入支付",
]
national = "两库（2025年版）第47项 超互联网医院药品支付范围"
catalogue = ["XY3-13"]
seed     = "两库、信阳"
partition = "visit"
unit      = ["mdtrt_id", "med_list_codg"]
since     = 2021-05-01
knowledge = ["internet_forbidden"]
evidence  = ["互联网诊疗记录", "互联网处方"]
ask       = ["这一张处方是线上开的吗？"]
false_positives = [
    "同一科室的其他药品",
    "线下门诊开药",
    "全部由患者自费",
]
sentence.zh = "{dept_name}开了互联网诊疗不得开的{item_name}，涉及 {amount} 元。"
sentence.en = "{dept_name} prescribed {item_name}, which may not be prescribed over the internet: {amount} yuan."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt", "bilg_dept_name"]

[params]
national_rule = 47   # 两库（2025年版）规则序号：超互联网医院药品支付范围
words = '互联网|线上|云门诊|网络门诊'   # 认得互联网诊疗的科室名称用词（正则表达式）；到现场按医院的写法改
+++*/
SELECT f.mdtrt_id AS mdtrt_id, f.med_list_codg AS med_list_codg, f.bkkp_sn AS bkkp_sn,
       f.setl_id AS setl_id, f.psn_no AS psn_no, f.medins_list_codg AS medins_list_codg,
       f.medins_list_name AS item_name, f.bilg_dept_name AS dept_name, f.fee_ocur_time AS occurred_on,
       f.cnt AS cnt, f.det_item_fee_sumamt AS amount, MIN(k.knowledge_row) AS knowledge_row,
       '线下就诊的记录' AS counter_evidence
FROM fee_net AS f
JOIN internet_forbidden AS k
  ON k.med_list_codg = f.med_list_codg
 AND CAST(f.fee_ocur_time AS DATE) BETWEEN k.valid_from AND k.valid_to
WHERE k.national_rule = $national_rule AND regexp_matches(f.bilg_dept_name, $words)
  AND coalesce(f.fulamt_ownpay_amt, 0) < f.det_item_fee_sumamt
GROUP BY f.mdtrt_id, f.med_list_codg, f.bkkp_sn, f.setl_id, f.psn_no, f.medins_list_codg,
         f.medins_list_name, f.bilg_dept_name, f.fee_ocur_time, f.cnt, f.det_item_fee_sumamt
ORDER BY mdtrt_id, med_list_codg, bkkp_sn
