/*+++
id       = "PAY-02"
title.zh = "主要诊断不是消耗资源最多的诊断"
title.en = "Principal diagnosis is not the one the money went to"
verdict  = "clue"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（七）项：造成医疗保障基金损失的其他违法行为",
    "《医疗保障基金使用监督管理条例》第十五条：应当按照规定提供真实、准确的收费凭据和相关资料",
]
national = "两库（2025年版）第37、38项"
seed     = "金华2022"
partition = "person"
unit      = ["psn_no", "setl_id", "diag_code"]
since     = 2021-05-01
knowledge = ["diag_resource"]
evidence  = ["病案首页与结算清单", "编码员的选择理由（主要诊断选择原则）", "改选以后的病组（请经办机构重新分组）"]
ask       = ["为什么选这个主要诊断？本次住院主要治的是什么？"]
false_positives = [
    "主要诊断与之同类",
    "占的费用没有过半",
    "没有分组结算的住院",
]
sentence.zh = "清单上的{diag_name}（{diag_code}）用去住院费用的 {share}%，主要诊断却是 {main_diag_code}，病组 {grp_code}（不计金额）。"
sentence.en = "{diag_name} ({diag_code}) on the list took {share}% of the cost, yet the principal diagnosis is {main_diag_code}, group {grp_code} (no amount)."

[needs]
fee_net          = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "medins_list_name", "det_item_fee_sumamt"]
setl_list_diag_d = ["setl_id", "mdtrt_id", "psn_no", "diag_code", "maindiag_flag"]
drg_grp          = ["setl_id", "psn_no", "grp_code", "main_diag_code"]

[params]
share = 60   # 一个诊断的费用超过住院费用的百分之几，%（目录默认值，未经医院标定）
+++*/
WITH stays AS (
    SELECT psn_no, mdtrt_id, SUM(det_item_fee_sumamt) AS cost, MAX(fee_ocur_time) AS occurred_on
    FROM fee_net
    GROUP BY psn_no, mdtrt_id
), listed AS (
    SELECT d.psn_no, d.setl_id, d.mdtrt_id, d.diag_code, d.diag_name, g.grp_code, g.main_diag_code
    FROM setl_list_diag_d AS d
    JOIN drg_grp AS g ON g.psn_no = d.psn_no AND g.setl_id = d.setl_id
    WHERE coalesce(d.maindiag_flag, '0') <> '1' AND coalesce(d.vali_flag, '1') <> '0'
      AND substr(d.diag_code, 1, 1) <> substr(g.main_diag_code, 1, 1)
), spent AS (
    SELECT l.psn_no, l.setl_id, l.diag_code, f.bkkp_sn, f.det_item_fee_sumamt,
           MIN(k.knowledge_row) AS knowledge_row
    FROM listed AS l
    JOIN diag_resource AS k ON starts_with(l.diag_code, k.diag_prefix)
    JOIN fee_net AS f ON f.psn_no = l.psn_no AND f.mdtrt_id = l.mdtrt_id
    WHERE starts_with(f.med_list_codg, k.code_prefix)
      AND strpos(coalesce(f.medins_list_name, ''), k.name_word) > 0
      AND CAST(f.fee_ocur_time AS DATE) BETWEEN k.valid_from AND k.valid_to
    GROUP BY l.psn_no, l.setl_id, l.diag_code, f.bkkp_sn, f.det_item_fee_sumamt
), summed AS (
    SELECT psn_no, setl_id, diag_code, SUM(det_item_fee_sumamt) AS cost, MIN(knowledge_row) AS knowledge_row
    FROM spent
    GROUP BY psn_no, setl_id, diag_code
)
SELECT l.psn_no AS psn_no, l.setl_id AS setl_id, l.diag_code AS diag_code, l.mdtrt_id AS mdtrt_id,
       MIN(l.diag_name) AS diag_name, MIN(l.grp_code) AS grp_code, MIN(l.main_diag_code) AS main_diag_code,
       CAST(MAX(100 * s.cost / t.cost) AS DECIMAL(8, 1)) AS share, MIN(t.occurred_on) AS occurred_on,
       CAST(0 AS DECIMAL(16, 2)) AS amount, MIN(s.knowledge_row) AS knowledge_row,
       '主要诊断的选择理由' AS counter_evidence
FROM listed AS l
JOIN summed AS s ON s.psn_no = l.psn_no AND s.setl_id = l.setl_id AND s.diag_code = l.diag_code
JOIN stays AS t ON t.psn_no = l.psn_no AND t.mdtrt_id = l.mdtrt_id
WHERE 100 * s.cost > $share * t.cost
GROUP BY l.psn_no, l.setl_id, l.diag_code, l.mdtrt_id
ORDER BY psn_no, setl_id, diag_code, mdtrt_id
