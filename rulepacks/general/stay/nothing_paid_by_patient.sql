/*+++
id       = "XY1-21"
title.zh = "住院患者一分不付的比例过高"
title.en = "Too many stays with nothing paid by the patient"
verdict  = "clue"
basis    = ["《医疗保障基金使用监督管理条例》第四十条第一款第（一）项：诱导、协助他人冒名或者虚假就医、购药"]
national = "问题清单（2025年）第1项"
seed     = "信阳"
partition = "whole"
unit      = ["month"]
since     = 2021-05-01
evidence  = [
    "财务凭证：减免、赠送、欠费、车费",
    "宣传单、接送车辆的租用发票",
]
ask       = [
    "谁替患者付的自付部分？减免有没有批准？",
]
false_positives = [
    "医疗救助全额兜底",
    "住院太少，不成比例",
    "自付部分由个人账户付",
    "门诊",
]
sentence.zh = "{month} 住院结算 {stays} 次，其中 {free} 次患者一分没付，占 {share}%（不计金额）。"
sentence.en = "In {month}, {free} of {stays} stays ({share}%) were settled with nothing paid by the patient (no amount)."

[needs]
setl_d = ["setl_id", "med_type", "setl_time", "medfee_sumamt", "fund_pay_sumamt", "psn_pay"]

[params]
most = 0.10   # 一分不付的比例超过多少，比例（目录默认值，未经医院标定）
stays = 10   # 当月至少几次住院结算才看，次（本项目设定）
+++*/
WITH settled AS (
    SELECT strftime(setl_time, '%Y-%m') AS month,
           CASE WHEN coalesce(psn_pay, 0) <= 0 AND coalesce(acct_pay, 0) <= 0 AND coalesce(cash_payamt, 0) <= 0
                THEN 1 ELSE 0 END AS free
    FROM setl_d
    WHERE med_type LIKE '2%' AND coalesce(refd_setl_flag, '0') <> '1' AND medfee_sumamt > 0
      AND fund_pay_sumamt > 0 AND coalesce(maf_pay, 0) = 0
), by_month AS (
    SELECT month, COUNT(*) AS stays, SUM(free) AS free
    FROM settled
    GROUP BY month
)
SELECT month, stays, free, CAST(round(100 * free / stays) AS BIGINT) AS share,
       CAST(concat(month, '-01') AS TIMESTAMP) AS occurred_on, CAST(0 AS DECIMAL(16, 2)) AS amount,
       '救助、减免的批准文件' AS counter_evidence
FROM by_month
WHERE stays >= $stays AND free > $most * stays
ORDER BY month
