/*+++
id       = "NAT-53"
title.zh = "疑似低标准入院"
title.en = "Admission that outpatient care would have served"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：应当提供合理、必要的医药服务",
    "《医疗保障基金使用监督管理条例》第三十八条第（二）项：过度诊疗、过度检查、超量开药",
]
national = "两库（2025年版）第53项 无指征住院（低标准入院）"
catalogue = ["XY1-03"]
seed     = "两库、信阳"
partition = "visit"
unit      = ["mdtrt_id"]
since     = 2021-05-01
knowledge = ["low_severity_diagnosis"]
evidence  = ["入院记录、入院指征", "生命体征与检查结果", "患者访谈：怎样来住院的"]
ask       = ["为什么不能在门诊治疗？"]
false_positives = [
    "做了手术",
    "有抢救、一级以上护理",
    "诊断不在名单上",
]
sentence.zh = "主诊断“{diagnosis}”通常门诊可治，无手术、抢救与一级护理；床位、护理、诊查费 {amount} 元。"
sentence.en = "The main diagnosis, {diagnosis}, is usually treated without a bed, and nothing done was grave: {amount} yuan of bed, nursing and rounds."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt", "med_chrgitm_type"]
mdtrt_d = ["mdtrt_id", "med_type", "dscg_maindiag_code"]

[params]
grave = '抢救|特级护理|Ⅰ级护理|I级护理|一级护理|重症监护|吸氧'   # 说明病情不轻的项目用词（正则表达式）
+++*/
WITH listed AS (
    SELECT v.mdtrt_id, v.dscg_maindiag_name AS diagnosis, k.valid_from, k.valid_to, k.knowledge_row
    FROM mdtrt_d AS v
    JOIN low_severity_diagnosis AS k ON k.code = substr(v.dscg_maindiag_code, 1, length(k.code))
    WHERE v.med_type LIKE '2%'
), grave AS (
    SELECT DISTINCT f.mdtrt_id
    FROM fee_net AS f
    JOIN listed AS v ON v.mdtrt_id = f.mdtrt_id
    WHERE f.med_chrgitm_type = '06' OR regexp_matches(coalesce(f.medins_list_name, ''), $grave)
), light AS (
    SELECT v.mdtrt_id, v.diagnosis, v.valid_from, v.valid_to, v.knowledge_row
    FROM listed AS v
    LEFT JOIN grave AS g ON g.mdtrt_id = v.mdtrt_id
    WHERE g.mdtrt_id IS NULL
)
SELECT f.mdtrt_id AS mdtrt_id, f.bkkp_sn AS bkkp_sn, f.setl_id AS setl_id, f.psn_no AS psn_no,
       f.med_list_codg AS med_list_codg, f.medins_list_codg AS medins_list_codg,
       f.medins_list_name AS item_name, MIN(v.diagnosis) AS diagnosis, f.fee_ocur_time AS occurred_on,
       f.cnt AS cnt, f.det_item_fee_sumamt AS amount, MIN(v.knowledge_row) AS knowledge_row,
       '入院指征' AS counter_evidence
FROM fee_net AS f
JOIN light AS v
  ON v.mdtrt_id = f.mdtrt_id AND CAST(f.fee_ocur_time AS DATE) BETWEEN v.valid_from AND v.valid_to
WHERE f.med_chrgitm_type IN ('01', '02', '07')
GROUP BY f.mdtrt_id, f.bkkp_sn, f.setl_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
         f.medins_list_name, f.fee_ocur_time, f.cnt, f.det_item_fee_sumamt
ORDER BY mdtrt_id, bkkp_sn
