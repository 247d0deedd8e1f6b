/*+++
id       = "XY1-17"
title.zh = "年底前把限额凑满"
title.en = "Benefit topped up to its ceiling"
verdict  = "clue"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（二）项：过度诊疗、超量开药",
    "《医疗保障基金使用监督管理条例》第四十一条第（三）项：利用享受医疗保障待遇的机会转卖药品",
]
national = "—"
seed     = "绍兴、信阳"
partition = "person"
unit      = ["psn_no", "med_type", "limit_from"]
since     = 2021-05-01
knowledge = ["benefit_ceiling"]
evidence  = [
    "最后几次取药的签字与监控",
    "患者访谈：药还剩多少",
]
ask       = ["最后一个月为什么接连取药？取的药和病对得上吗？"]
false_positives = [
    "全年平均取药，只是刚好用完",
    "离限额还差得远",
    "最后几次已冲销",
    "别的险种，限额不同",
]
sentence.zh = "年度限额 {limit_amount} 元，已用 {used} 元，最后 {last_days} 天里结算 {last_settlements} 次（不计金额）。"
sentence.en = "{used} of the {limit_amount} yuan of the year are used, with {last_settlements} settlements in the last {last_days} days (no amount)."

[needs]
setl_d = ["setl_id", "mdtrt_id", "psn_no", "insutype", "med_type", "setl_time", "fund_pay_sumamt"]

[params]
near = 0.95   # 用到限额的几成以上，比例（目录默认值，未经医院标定）
settlements = 3   # 最后一段日子里至少几次结算，次（目录默认值，未经医院标定）
last_days = 31   # 最后一段日子有多长，天（目录默认值，未经医院标定）
most = 0.5   # 这几次要占全年次数的几成以上，比例；全年均匀取药的不看（本项目设定）
+++*/
WITH paid AS (
    SELECT s.psn_no, s.med_type, s.setl_id, s.setl_time, s.fund_pay_sumamt, k.valid_from AS limit_from,
           k.amount_max, k.knowledge_row,
           MAX(s.setl_time) OVER (PARTITION BY s.psn_no, s.med_type, k.valid_from) AS last_time
    FROM setl_d AS s
    JOIN benefit_ceiling AS k ON k.insutype = s.insutype AND k.med_type = s.med_type
    WHERE CAST(s.setl_time AS DATE) BETWEEN k.valid_from AND k.valid_to
      AND coalesce(s.refd_setl_flag, '0') <> '1' AND s.fund_pay_sumamt > 0
), by_year AS (
    SELECT psn_no, med_type, limit_from, amount_max, knowledge_row, last_time, SUM(fund_pay_sumamt) AS used,
           COUNT(*) AS all_settlements,
           SUM(CASE WHEN date_diff('day', CAST(setl_time AS DATE), CAST(last_time AS DATE)) < $last_days
                    THEN 1 ELSE 0 END) AS last_settlements
    FROM paid
    GROUP BY psn_no, med_type, limit_from, amount_max, knowledge_row, last_time
)
SELECT psn_no, med_type, limit_from, last_time AS occurred_on, used, amount_max AS limit_amount,
       last_settlements, $last_days AS last_days, CAST(0 AS DECIMAL(16, 2)) AS amount, knowledge_row,
       '病情与用药记录' AS counter_evidence
FROM by_year
WHERE used BETWEEN $near * amount_max AND amount_max AND last_settlements >= $settlements
  AND last_settlements > $most * all_settlements
ORDER BY psn_no, med_type, limit_from
