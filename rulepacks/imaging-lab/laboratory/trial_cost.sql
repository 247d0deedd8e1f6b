/*+++
id       = "XY5-19"
title.zh = "临床试验、科研费用由基金支付"
title.en = "Trial cost billed to the fund"
verdict  = "suspect"
basis    = ["《医疗保障基金使用监督管理条例》第三十八条第（六）项：将不属于医疗保障基金支付范围的医药费用纳入医疗保障基金结算"]
national = "问题清单（2025年）第101项"
seed     = "信阳"
partition = "person"
unit      = ["mdtrt_id", "med_list_codg", "day"]
since     = 2021-05-01
knowledge = ["trial_item"]
whole     = ["psn_list"]
evidence  = ["试验方案、协议里的付费条款", "受试者名册与访视日程"]
ask       = ["方案里这项由谁付费？申办方付过没有？"]
false_positives = [
    "方案规定的标准治疗，不由申办方付费",
    "访视窗口之外的就诊",
    "另一项试验付费的项目",
    "受试者自费，没有进基金",
]
sentence.zh = "{day}在{trial}的访视窗口内，方案规定由申办方付费的{item_name}收了 {cnt} 次，涉及 {amount} 元。"
sentence.en = "On {day}, within a visit of {trial}, {item_name} (paid by the sponsor under the protocol) was billed: {amount} yuan."

[needs]
fee_net  = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]
psn_list = ["list_kind", "list_begndate", "source"]
mdtrt_d  = ["psn_no", "certno"]

[params]
kind_word = "试验"   # 名单类别里含这个词的是临床试验受试者；source 填试验名称，一次访视一行（本项目取值）
window_days = 3      # 访视日前后多少天算访视窗口，天（目录默认值，未经医院标定）
+++*/
WITH people AS (
    SELECT DISTINCT psn_no, certno
    FROM mdtrt_d
    WHERE certno <> ''
), planned AS (
    SELECT DISTINCT coalesce(l.psn_no, p.psn_no) AS psn_no, l.source AS trial, l.list_begndate AS begun,
           coalesce(l.list_enddate, l.list_begndate) AS ended
    FROM psn_list AS l
    LEFT JOIN people AS p ON p.certno = l.certno
    WHERE strpos(l.list_kind, $kind_word) > 0
), lines AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.fee_ocur_time, CAST(f.fee_ocur_time AS DATE) AS day, f.cnt, f.det_item_fee_sumamt,
           k.name, k.trial, k.knowledge_row,
           f.det_item_fee_sumamt - coalesce(f.fulamt_ownpay_amt, 0) AS amount_in
    FROM fee_net AS f
    JOIN trial_item AS k ON k.med_list_codg = f.med_list_codg
    WHERE CAST(f.fee_ocur_time AS DATE) BETWEEN k.valid_from AND k.valid_to
), on_visit AS (
    SELECT n.bkkp_sn, MIN(n.trial) AS trial
    FROM lines AS n
    JOIN planned AS p ON p.psn_no = n.psn_no AND p.trial = n.trial
    WHERE date_diff('day', CAST(p.begun AS DATE), CAST(n.day AS DATE)) >= -$window_days
      AND date_diff('day', CAST(p.ended AS DATE), CAST(n.day AS DATE)) <= $window_days
    GROUP BY n.bkkp_sn
)
SELECT n.mdtrt_id AS mdtrt_id, n.med_list_codg AS med_list_codg, n.day AS day, n.bkkp_sn AS bkkp_sn,
       n.setl_id AS setl_id, n.psn_no AS psn_no, n.medins_list_codg AS medins_list_codg,
       n.name AS item_name, n.trial AS trial, n.fee_ocur_time AS occurred_on, n.cnt AS cnt,
       CAST(n.amount_in AS DECIMAL(16, 2)) AS amount, n.knowledge_row AS knowledge_row,
       '试验方案的付费条款' AS counter_evidence
FROM lines AS n
JOIN on_visit AS v ON v.bkkp_sn = n.bkkp_sn AND v.trial = n.trial
WHERE n.amount_in > 0
ORDER BY mdtrt_id, med_list_codg, day, bkkp_sn
