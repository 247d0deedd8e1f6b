/*+++
id       = "SPA-04"
title.zh = "凝血因子没有输注和售出的去向"
title.en = "Clotting factor with no infusion and no trace of sale"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十一条第（三）项：利用享受待遇的机会转卖药品",
    "《医疗保障基金使用监督管理条例》第四十条第一款第（一）项：诱导、协助他人冒名或者虚假就医、购药",
    "《医疗保障基金使用监督管理条例》第三十九条第（二）项：未按规定保管记录",
]
national = "—"
seed     = "金华2022"
partition = "person"
whole     = ["drug_trace"]
unit      = ["mdtrt_id", "med_list_codg"]
since     = 2021-05-01
knowledge = ["factor_item"]
evidence  = [
    "输注单、签收单",
    "空瓶清点",
    "患者询问笔录",
]
ask       = [
    "药给了谁、怎么交接？",
    "在哪里输注？",
]
false_positives = [
    "居家输注：有追溯码售出记录",
    "在门诊输注：有执行记录",
    "机构启用扫码之前",
    "住院用药",
]
sentence.zh = "{day}，门诊{item_name} {amount} 元，前后 {days} 天没有执行记录，也没有追溯码售出记录。"
sentence.en = "{day}: {item_name} {amount} yuan to an outpatient; no infusion and no trace code within {days} days."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "medins_list_name", "cnt", "det_item_fee_sumamt"]
drug_trace = ["drug_trac_codg", "med_list_codg", "scan_time"]
drord_exec = ["psn_no", "drord_detl_name", "exec_time"]

[params]
days = 14   # 在前后多少天内找去向，天（目录默认值，未经医院标定）
+++*/
WITH factors AS (
    SELECT i.med_list_codg, i.item_name, MIN(k.valid_from) AS valid_from,
           MAX(k.valid_to) AS valid_to, MIN(k.knowledge_row) AS knowledge_row
    FROM (SELECT DISTINCT med_list_codg, coalesce(medins_list_name, '') AS item_name FROM fee_net) AS i
    JOIN factor_item AS k
      ON starts_with(i.med_list_codg, k.code_prefix) AND strpos(i.item_name, k.name_word) > 0
    GROUP BY i.med_list_codg, i.item_name
), started AS (
    SELECT MIN(scan_time) AS first_scan
    FROM drug_trace
), given AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg, k.item_name,
           f.fee_ocur_time, CAST(f.fee_ocur_time AS DATE) AS day, f.cnt, f.det_item_fee_sumamt,
           k.knowledge_row
    FROM fee_net AS f
    JOIN factors AS k
      ON k.med_list_codg = f.med_list_codg AND k.item_name = coalesce(f.medins_list_name, '')
    CROSS JOIN started AS s
    WHERE CAST(f.fee_ocur_time AS DATE) BETWEEN k.valid_from AND k.valid_to
      AND CAST(f.fee_ocur_time AS DATE) >= CAST(s.first_scan AS DATE)
      AND coalesce(f.med_type, '') NOT LIKE '2%'
), sold AS (
    SELECT DISTINCT g.bkkp_sn
    FROM given AS g
    JOIN drug_trace AS t
      ON t.med_list_codg = g.med_list_codg
     AND (t.setl_id = g.setl_id OR t.mdtrt_id = g.mdtrt_id OR t.psn_no = g.psn_no)
    WHERE CAST(t.scan_time AS DATE)
          BETWEEN g.day - $days * INTERVAL 1 DAY AND g.day + $days * INTERVAL 1 DAY
), infused AS (
    SELECT DISTINCT g.bkkp_sn
    FROM given AS g
    JOIN drord_exec AS e ON e.psn_no = g.psn_no
    WHERE (e.drord_detl_code = g.medins_list_codg OR strpos(e.drord_detl_name, '凝血因子') > 0
           OR strpos(e.drord_detl_name, g.item_name) > 0)
      AND CAST(e.exec_time AS DATE)
          BETWEEN g.day - $days * INTERVAL 1 DAY AND g.day + $days * INTERVAL 1 DAY
)
SELECT g.mdtrt_id AS mdtrt_id, g.med_list_codg AS med_list_codg, g.bkkp_sn AS bkkp_sn, g.setl_id,
       g.psn_no, g.medins_list_codg, g.item_name, g.day, g.fee_ocur_time AS occurred_on, g.cnt,
       $days AS days, g.det_item_fee_sumamt AS amount, g.knowledge_row,
       '签收单、输注日记、空瓶' AS counter_evidence
FROM given AS g
LEFT JOIN sold AS s ON s.bkkp_sn = g.bkkp_sn
LEFT JOIN infused AS i ON i.bkkp_sn = g.bkkp_sn
WHERE s.bkkp_sn IS NULL AND i.bkkp_sn IS NULL
ORDER BY mdtrt_id, med_list_codg, bkkp_sn
