/*+++
id       = "DQ-07"
title.zh = "一个票据号用在两次就诊"
title.en = "One invoice number on two visits"
verdict  = "clue"
basis    = [
    "《医疗保障基金使用监督管理条例》第十六条：定点医药机构应当按照规定保管财务账目、会计凭证等资料",
    "《医疗保障基金使用监督管理条例》第三十九条第（二）项：未按照规定保管财务账目、会计凭证等资料",
]
national = "—"
seed     = "信阳"
partition = "whole"
unit      = ["invono"]
since     = 2021-05-01
evidence  = ["票据存根、票据领用登记"]
ask       = ["同一个号码为什么开了两次？哪一张是真的？"]
false_positives = [
    "同一次就诊的中途结算、重新结算",
    "冲销后重开",
    "没有填票据号",
]
sentence.zh = "票据号 {invono} 用在 {visits} 次就诊的结算上（不计金额）。"
sentence.en = "Invoice number {invono} stands on settlements of {visits} visits (no amount)."

[needs]
setl_d = ["setl_id", "mdtrt_id", "psn_no", "setl_time", "invono", "medfee_sumamt"]
+++*/
WITH issued AS (
    SELECT setl_id, mdtrt_id, psn_no, setl_time, invono
    FROM setl_d
    WHERE trim(invono) <> '' AND regexp_matches(invono, '[1-9]') AND coalesce(refd_setl_flag, '0') <> '1'
      AND medfee_sumamt > 0
), twice AS (
    SELECT invono, COUNT(DISTINCT mdtrt_id) AS visits
    FROM issued
    GROUP BY invono
    HAVING COUNT(DISTINCT mdtrt_id) > 1
)
SELECT i.invono AS invono, i.setl_id AS setl_id, i.mdtrt_id, i.psn_no, i.setl_time AS occurred_on, t.visits,
       CAST(0 AS DECIMAL(16, 2)) AS amount, '票据存根' AS counter_evidence
FROM issued AS i
JOIN twice AS t ON t.invono = i.invono
ORDER BY invono, setl_id
