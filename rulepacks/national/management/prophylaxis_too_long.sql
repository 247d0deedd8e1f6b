/*+++
id       = "NAT-44"
title.zh = "清洁手术后预防用抗菌药过久"
title.en = "Antibiotic given too long after clean surgery"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：应当提供合理、必要的医药服务",
    "《医疗保障基金使用监督管理条例》第三十八条第（二）项：过度诊疗、过度检查、超量开药",
]
national = "两库（2025年版）第44项 围手术期抗菌药物预防性应用监管"
catalogue = ["XY3-11"]
seed     = "两库、信阳"
partition = "visit"
unit      = ["mdtrt_id", "med_list_codg"]
since     = 2021-05-01
knowledge = ["antibiotic"]
evidence  = ["医嘱单：给药起止", "病程记录：感染的依据"]
ask       = ["48 小时之后继续用药的依据是什么？"]
false_positives = [
    "有感染的诊断",
    "不是清洁切口",
    "之后又做了手术",
]
sentence.zh = "清洁手术（{surgery}）{days_after} 天后仍用{item_name}，涉及 {amount} 元。"
sentence.en = "{item_name} was still given {days_after} days after clean surgery ({surgery}): {amount} yuan."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt", "list_type"]
oprn = ["mdtrt_id", "oprn_oprt_date", "sinc_lv"]
setl_list_diag_d = ["mdtrt_id", "diag_name"]

[params]
days = 2   # 手术当日之后最多再用几天，天；24 小时、特殊情况 48 小时
clean = '|1|I|Ⅰ|1类|I类|Ⅰ类|Ⅰ类切口|I类切口|'   # 清洁切口在手术表上的写法
infected = '感染'   # 诊断名称中的用词：有感染即为治疗用药
+++*/
WITH operations AS (
    SELECT mdtrt_id, MAX(oprn_oprt_date) AS last_day, MAX(oprn_oprt_name) AS surgery
    FROM oprn
    GROUP BY mdtrt_id
    HAVING MIN(CASE WHEN strpos($clean, concat('|', sinc_lv, '|')) > 0 THEN 1 ELSE 0 END) = 1
), infected AS (
    SELECT DISTINCT mdtrt_id
    FROM setl_list_diag_d
    WHERE strpos(diag_name, $infected) > 0
)
SELECT f.mdtrt_id AS mdtrt_id, f.med_list_codg AS med_list_codg, f.bkkp_sn AS bkkp_sn,
       f.setl_id AS setl_id, f.psn_no AS psn_no, f.medins_list_codg AS medins_list_codg,
       f.medins_list_name AS item_name, o.surgery AS surgery, f.fee_ocur_time AS occurred_on, f.cnt AS cnt,
       date_diff('day', CAST(o.last_day AS DATE), CAST(f.fee_ocur_time AS DATE)) AS days_after,
       f.det_item_fee_sumamt AS amount, MIN(k.knowledge_row) AS knowledge_row,
       '感染的依据' AS counter_evidence
FROM fee_net AS f
JOIN operations AS o ON o.mdtrt_id = f.mdtrt_id
JOIN antibiotic AS k
  ON k.code = substr(f.med_list_codg, 1, length(k.code))
 AND CAST(f.fee_ocur_time AS DATE) BETWEEN k.valid_from AND k.valid_to
LEFT JOIN infected AS d ON d.mdtrt_id = f.mdtrt_id
WHERE d.mdtrt_id IS NULL AND f.list_type LIKE '1%'
  AND date_diff('day', CAST(o.last_day AS DATE), CAST(f.fee_ocur_time AS DATE)) > $days
GROUP BY f.mdtrt_id, f.med_list_codg, f.bkkp_sn, f.setl_id, f.psn_no, f.medins_list_codg,
         f.medins_list_name, o.surgery, f.fee_ocur_time, f.cnt, o.last_day, f.det_item_fee_sumamt
ORDER BY mdtrt_id, med_list_codg, bkkp_sn
