/*+++
id       = "SPA-05"
title.zh = "抗排异药没有移植史"
title.en = "Anti-rejection drug without a transplant"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（六）项：将不属于支付范围的费用纳入结算",
    "《医疗保障基金使用监督管理条例》第十五条：不得超量、重复开药，不得将不属于支付范围的费用纳入结算",
]
national = "两库（2025年版）第8项"
seed     = "金华2022"
partition = "person"
whole     = ["psn_transplant", "opsp_reg"]
unit      = ["psn_no", "med_list_codg"]
since     = 2021-05-01
knowledge = ["anti_rejection"]
evidence  = [
    "既往病历、手术记录、出院小结",
    "目录对该药的备注",
]
ask       = [
    "为什么用这个药？超说明书用药有没有备案、谁付费？",
    "移植在哪里做的？",
]
false_positives = [
    "诊断有移植状态",
    "移植名单上有此人（只有证件号）",
    "慢特病备案为移植",
    "诊断是另一种可支付的病",
    "此人没有任何诊断记录",
]
sentence.zh = "没有移植记录，也没有其他可支付的诊断，{item_name} {amount} 元。"
sentence.en = "No transplant and no other payable diagnosis on record: {item_name} {amount} yuan."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "medins_list_name", "cnt", "det_item_fee_sumamt"]
mdtrt_d = ["mdtrt_id", "psn_no", "certno"]
setl_list_diag_d = ["psn_no", "diag_code"]
opsp_reg = ["opsp_dise_name"]
psn_transplant = ["transplant_date"]
+++*/
WITH drugs AS (
    SELECT i.med_list_codg, i.item_name, MIN(k.valid_from) AS valid_from,
           MAX(k.valid_to) AS valid_to, MIN(k.knowledge_row) AS knowledge_row
    FROM (SELECT DISTINCT med_list_codg, coalesce(medins_list_name, '') AS item_name FROM fee_net) AS i
    JOIN anti_rejection AS k
      ON starts_with(i.med_list_codg, k.code_prefix) AND strpos(i.item_name, k.name_word) > 0
    GROUP BY i.med_list_codg, i.item_name
), people AS (
    SELECT DISTINCT psn_no, certno
    FROM mdtrt_d
    WHERE certno <> ''
), registered AS (
    SELECT coalesce(o.psn_no, p.psn_no) AS psn_no, o.opsp_dise_name
    FROM opsp_reg AS o
    LEFT JOIN people AS p ON p.certno = o.certno
), told AS (
    SELECT psn_no, upper(coalesce(diag_code, '')) AS code, coalesce(diag_name, '') AS said
    FROM setl_list_diag_d
    UNION ALL
    SELECT psn_no, upper(coalesce(dscg_maindiag_code, '')) AS code,
           concat(
               coalesce(otp_diag_info, ''), coalesce(dscg_maindiag_name, ''), coalesce(dise_name, ''),
               coalesce(adm_diag_dscr, '')
           ) AS said
    FROM mdtrt_d
    UNION ALL
    SELECT psn_no, '' AS code, coalesce(opsp_dise_name, '') AS said
    FROM registered
), diagnosed AS (
    SELECT DISTINCT psn_no
    FROM told
    WHERE code <> '' OR said <> ''
), transplanted AS (
    SELECT psn_no FROM told WHERE code LIKE 'Z94%' OR code LIKE 'T86%' OR strpos(said, '移植') > 0
    UNION
    SELECT coalesce(t.psn_no, p.psn_no) AS psn_no
    FROM psn_transplant AS t
    LEFT JOIN people AS p ON p.certno = t.certno
), otherwise_paid AS (
    SELECT DISTINCT t.psn_no, d.med_list_codg
    FROM drugs AS d
    JOIN anti_rejection AS k
      ON starts_with(d.med_list_codg, k.code_prefix) AND strpos(d.item_name, k.name_word) > 0
    JOIN told AS t ON strpos(t.said, k.other_word) > 0
    WHERE k.other_word <> ''
)
SELECT f.psn_no AS psn_no, f.med_list_codg AS med_list_codg, f.bkkp_sn AS bkkp_sn, f.setl_id,
       f.mdtrt_id, f.medins_list_codg, d.item_name, f.fee_ocur_time AS occurred_on, f.cnt,
       f.det_item_fee_sumamt AS amount, d.knowledge_row, '外院移植病历、备案的超说明书用药' AS counter_evidence
FROM fee_net AS f
JOIN drugs AS d
  ON d.med_list_codg = f.med_list_codg AND d.item_name = coalesce(f.medins_list_name, '')
JOIN diagnosed AS g ON g.psn_no = f.psn_no
LEFT JOIN transplanted AS t ON t.psn_no = f.psn_no
LEFT JOIN otherwise_paid AS o ON o.psn_no = f.psn_no AND o.med_list_codg = f.med_list_codg
WHERE t.psn_no IS NULL AND o.psn_no IS NULL
  AND CAST(f.fee_ocur_time AS DATE) BETWEEN d.valid_from AND d.valid_to
ORDER BY psn_no, med_list_codg, bkkp_sn
