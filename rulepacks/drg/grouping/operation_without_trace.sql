/*+++
id       = "PAY-06b"
title.zh = "清单上的手术操作没有记录也没有收费"
title.en = "Operation on the list with neither record nor charge"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十条第一款第（二）项：伪造、变造医学文书、医学证明等有关资料",
    "《医疗保障基金使用监督管理条例》第三十八条第（七）项：造成医疗保障基金损失的其他违法行为",
]
national = "—"
catalogue = ["PAY-06"]
seed     = "金华2022"
partition = "person"
unit      = ["psn_no", "setl_id", "oprn_oprt_code"]
since     = 2021-05-01
evidence  = ["手术记录、麻醉记录", "手术室登记本", "结算清单与病案首页是否一致"]
ask       = ["这项操作哪天、谁做的？为什么没有收费？"]
false_positives = [
    "手术登记里有",
    "当日前后收过检查、治疗、手术费",
    "清单上的无效行",
]
sentence.zh = "结算清单上 {day} 的{item_name}（{oprn_oprt_code}），手术登记里没有，前后也没有收过检查、治疗、手术费（不计金额，请核对后重新分组）。"
sentence.en = "{item_name} ({oprn_oprt_code}) of {day} is on the list, but not in the register, and nothing was charged for it (no amount; group again)."

[needs]
fee_net          = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_chrgitm_type"]
setl_list_oprn_d = ["setl_id", "mdtrt_id", "psn_no", "oprn_oprt_code", "oprn_oprt_name", "oprn_oprt_date"]
oprn             = ["mdtrt_id", "psn_no", "oprn_oprt_code"]

[params]
days = 1                   # 收费与手术日期最多差几天，天（目录默认值，未经医院标定）
kinds = '^(03|05|06)$'     # 收费类别（国家编码）：检查、治疗、手术（正则表达式）
+++*/
SELECT l.psn_no AS psn_no, l.setl_id AS setl_id, l.oprn_oprt_code AS oprn_oprt_code, MIN(l.mdtrt_id) AS mdtrt_id,
       MIN(l.oprn_oprt_name) AS item_name, MIN(l.oprn_oprt_date) AS day,
       CAST(MIN(l.oprn_oprt_date) AS TIMESTAMP) AS occurred_on, CAST(0 AS DECIMAL(16, 2)) AS amount,
       '手术记录、麻醉记录' AS counter_evidence
FROM setl_list_oprn_d AS l
LEFT JOIN oprn AS o
  ON o.psn_no = l.psn_no AND o.mdtrt_id = l.mdtrt_id
 AND substr(o.oprn_oprt_code, 1, 5) = substr(l.oprn_oprt_code, 1, 5)
LEFT JOIN fee_net AS f
  ON f.psn_no = l.psn_no AND f.mdtrt_id = l.mdtrt_id AND regexp_matches(coalesce(f.med_chrgitm_type, ''), $kinds)
 AND abs(date_diff('day', CAST(f.fee_ocur_time AS DATE), CAST(l.oprn_oprt_date AS DATE))) <= $days
WHERE coalesce(l.vali_flag, '1') <> '0' AND l.oprn_oprt_date IS NOT NULL
GROUP BY l.psn_no, l.setl_id, l.oprn_oprt_code
HAVING COUNT(o.oprn_oprt_code) = 0 AND COUNT(f.bkkp_sn) = 0
ORDER BY psn_no, setl_id, oprn_oprt_code
