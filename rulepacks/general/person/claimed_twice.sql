/*+++
id       = "XY1-22"
title.zh = "同一笔费用两头报销"
title.en = "One bill claimed from two schemes"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十一条第（二）项：重复享受医疗保障待遇",
    "《中华人民共和国社会保险法》第三十条：应当从工伤保险基金中支付的、应当由第三人负担的不纳入基本医疗保险基金支付范围",
]
national = "—"
seed     = "吉林、绍兴"
partition = "person"
whole     = ["psn_list"]
unit      = ["setl_id"]
since     = 2021-05-01
evidence  = [
    "手工报销、工伤待遇的原始票据与审核单",
    "本次结算的票据存根",
]
ask       = [
    "票据原件给了哪一方？有没有开过两张？",
    "手工报销的是不是联网结算剩下的部分？",
]
false_positives = [
    "商业保险、医疗救助等依法可以再付的",
    "票据号不同，金额也不同",
    "日期相同、金额差一分以上",
    "结算已冲销",
]
sentence.zh = "本次结算基金已付 {fund_paid} 元，同一笔费用又在“{list_kind}”名单上报了 {list_amt} 元，重复 {doubled} 元，本行 {amount} 元。"
sentence.en = "The fund paid {fund_paid} yuan here and the same bill was claimed under {list_kind} ({list_amt} yuan): {doubled} yuan twice, {amount} yuan of it on this line."

[needs]
fee_net  = ["bkkp_sn", "mdtrt_id", "psn_no", "setl_id", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]
setl_d   = ["setl_id", "psn_no", "medfee_sumamt", "fund_pay_sumamt"]
psn_list = ["list_kind", "list_begndate", "list_amt"]

[params]
kinds = "|手工报销|工伤待遇|"   # 看哪些名单类别；商保赔付、医疗救助依法可以再付，不看（本项目设定）
tolerance = 0.01   # 金额相差多少之内算同一笔，元（目录默认值，未经医院标定）
+++*/
WITH settled AS (
    SELECT setl_id, psn_no, certno, invono, begndate, enddate, medfee_sumamt, fund_pay_sumamt
    FROM setl_d
    WHERE coalesce(refd_setl_flag, '0') <> '1' AND fund_pay_sumamt > 0
), matched AS (
    SELECT s.setl_id, s.fund_pay_sumamt AS fund_paid, l.list_kind, l.list_amt,
           ROW_NUMBER() OVER (PARTITION BY s.setl_id ORDER BY l.list_amt DESC, l.list_kind) AS turn
    FROM settled AS s
    JOIN psn_list AS l ON (l.psn_no = s.psn_no OR l.certno = s.certno)
    WHERE strpos($kinds, concat('|', l.list_kind, '|')) > 0 AND l.list_amt > 0
      AND ((l.invono <> '' AND l.invono = s.invono)
           OR (l.list_begndate = s.begndate AND coalesce(l.list_enddate, l.list_begndate) = s.enddate
               AND abs(l.list_amt - s.medfee_sumamt) <= $tolerance))
), doubled AS (
    SELECT setl_id, fund_paid, list_kind, list_amt, LEAST(fund_paid, list_amt) AS doubled
    FROM matched
    WHERE turn = 1
), on_lines AS (
    SELECT f.setl_id, f.bkkp_sn, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.medins_list_name, f.fee_ocur_time, f.cnt, f.det_item_fee_sumamt, d.fund_paid, d.list_kind,
           d.list_amt, d.doubled,
           SUM(f.det_item_fee_sumamt) OVER (
               PARTITION BY f.setl_id ORDER BY f.fee_ocur_time DESC, f.bkkp_sn DESC
               ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
           ) - f.det_item_fee_sumamt AS before
    FROM fee_net AS f
    JOIN doubled AS d ON d.setl_id = f.setl_id
    WHERE f.det_item_fee_sumamt > 0
)
SELECT setl_id, bkkp_sn, mdtrt_id, psn_no, med_list_codg, medins_list_codg,
       medins_list_name AS item_name, fee_ocur_time AS occurred_on, cnt, fund_paid, list_kind, list_amt,
       doubled, CAST(LEAST(det_item_fee_sumamt, doubled - before) AS DECIMAL(16, 2)) AS amount,
       '手工报销审核单：报的是剩余部分' AS counter_evidence
FROM on_lines
WHERE before < doubled
ORDER BY setl_id, bkkp_sn
