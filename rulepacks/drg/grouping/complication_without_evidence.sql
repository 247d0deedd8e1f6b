/*+++
id       = "PAY-01"
title.zh = "并发症、合并症没有检查治疗的依据"
title.en = "Complication on the list with no test or treatment behind it"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（七）项：造成医疗保障基金损失的其他违法行为",
    "《医疗保障基金使用监督管理条例》第十五条：应当按照规定提供真实、准确的收费凭据和相关资料",
]
national = "—"
seed     = "金华2022"
partition = "person"
unit      = ["psn_no", "setl_id", "diag_code"]
since     = 2021-05-01
knowledge = ["cc_evidence"]
evidence  = ["病历里的检验、影像与治疗", "结算清单与病案首页是否一致", "去掉这个诊断以后的病组（请经办机构重新分组）"]
ask       = ["这个诊断凭什么下的？病历哪一页有依据？"]
false_positives = [
    "收过相应的治疗",
    "有相应的检验报告",
    "主要诊断不在此看",
    "没有分组结算的住院",
]
sentence.zh = "结算清单上有{diag_name}（{diag_code}），住院里没有相应的检查、治疗；病组 {grp_code} 支付标准 {grp_std_amt} 元，去掉后请重新分组（不计金额）。"
sentence.en = "The list carries {diag_name} ({diag_code}) with no test or treatment behind it; group {grp_code} pays {grp_std_amt} yuan: have it grouped again without (no amount)."

[needs]
fee_net          = ["bkkp_sn", "mdtrt_id", "psn_no", "medins_list_name"]
setl_list_diag_d = ["setl_id", "mdtrt_id", "psn_no", "diag_code", "maindiag_flag"]
drg_grp          = ["setl_id", "psn_no", "grp_code", "grp_std_amt"]
mdtrt_d          = ["mdtrt_id", "psn_no", "endtime"]
lab_report       = ["mdtrt_id", "psn_no", "exam_item_detl_name"]
+++*/
WITH listed AS (
    SELECT d.setl_id, d.mdtrt_id, d.psn_no, d.diag_code, d.diag_name, g.grp_code, g.grp_std_amt, m.endtime,
           k.word, k.knowledge_row
    FROM setl_list_diag_d AS d
    JOIN drg_grp AS g ON g.psn_no = d.psn_no AND g.setl_id = d.setl_id
    JOIN mdtrt_d AS m ON m.psn_no = d.psn_no AND m.mdtrt_id = d.mdtrt_id
    JOIN cc_evidence AS k ON starts_with(d.diag_code, k.diag_prefix)
    WHERE coalesce(d.maindiag_flag, '0') <> '1' AND coalesce(d.vali_flag, '1') <> '0'
      AND CAST(m.endtime AS DATE) BETWEEN k.valid_from AND k.valid_to
), named AS (
    SELECT psn_no, mdtrt_id, coalesce(medins_list_name, '') AS about
    FROM fee_net
    UNION
    SELECT psn_no, mdtrt_id, coalesce(exam_item_detl_name, '') AS about
    FROM lab_report
), founded AS (
    SELECT l.psn_no, l.setl_id, l.diag_code
    FROM listed AS l
    JOIN named AS n ON n.psn_no = l.psn_no AND n.mdtrt_id = l.mdtrt_id AND strpos(n.about, l.word) > 0
    GROUP BY l.psn_no, l.setl_id, l.diag_code
)
SELECT l.psn_no AS psn_no, l.setl_id AS setl_id, l.diag_code AS diag_code, MIN(l.mdtrt_id) AS mdtrt_id,
       MIN(l.diag_name) AS diag_name, MIN(l.grp_code) AS grp_code, MIN(l.grp_std_amt) AS grp_std_amt,
       MIN(l.endtime) AS occurred_on, CAST(0 AS DECIMAL(16, 2)) AS amount,
       MIN(l.knowledge_row) AS knowledge_row, '病历里的依据' AS counter_evidence
FROM listed AS l
LEFT JOIN founded AS f ON f.psn_no = l.psn_no AND f.setl_id = l.setl_id AND f.diag_code = l.diag_code
WHERE f.psn_no IS NULL
GROUP BY l.psn_no, l.setl_id, l.diag_code
ORDER BY psn_no, setl_id, diag_code
