/*+++
id       = "SES-24"
title.zh = "康复项目费用增长异常"
title.en = "Unusual growth of a rehab item"
verdict  = "clue"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（二）项：违反诊疗规范过度诊疗、提供其他不必要的医药服务",
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
]
national = "—"
seed     = "金华2022"
partition = "whole"
unit      = ["med_list_codg", "month"]
since     = 2021-05-01
knowledge = ["rehab_item"]
evidence  = ["新增科室、设备、人员的时间", "医保政策、价格调整文件"]
ask       = ["这个项目为什么增长这么快？新增了哪些患者？"]
false_positives = [
    "新开展的项目，去年没有",
    "只是调价，次数没有多",
    "全院都在增长",
    "去年同月的数据不全",
]
sentence.zh = "{month}，{item_name}的费用比去年同月增长 {growth}%（{spent_before} → {spent}），全院增长 {growth_all}%（线索，不计金额）。"
sentence.en = "{month}: {item_name} grew by {growth}% over the year ({spent_before} to {spent}), the hospital by {growth_all}% (a lead, no money)."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]

[params]
rise = 0.3   # 增长几成以上，比例（目录默认值，未经医院标定）；金华基线 42.6%
least = 5000   # 当月至少多少元才看，元（本项目取值）
+++*/
WITH days AS (
    SELECT med_list_codg, CAST(fee_ocur_time AS DATE) AS day, MIN(fee_ocur_time) AS first_time, SUM(cnt) AS cnt,
           SUM(det_item_fee_sumamt) AS spent
    FROM fee_net
    GROUP BY med_list_codg, CAST(fee_ocur_time AS DATE)
), months AS (
    SELECT med_list_codg, day, strftime(day, '%Y-%m') AS month,
           12 * CAST(strftime(day, '%Y') AS INTEGER) + CAST(strftime(day, '%m') AS INTEGER) AS nth,
           first_time, cnt, spent
    FROM days
), hospital AS (
    SELECT nth, SUM(spent) AS spent
    FROM months
    GROUP BY nth
), begun AS (
    SELECT MIN(nth) AS first_nth
    FROM hospital
), by_item AS (
    SELECT n.med_list_codg, i.name, i.knowledge_row, n.month, n.nth, SUM(n.cnt) AS cnt,
           SUM(n.spent) AS spent, MIN(n.first_time) AS occurred_on
    FROM months AS n
    JOIN rehab_item AS i ON i.med_list_codg = n.med_list_codg
    WHERE n.day BETWEEN i.valid_from AND i.valid_to
    GROUP BY n.med_list_codg, i.name, i.knowledge_row, n.month, n.nth
), grown AS (
    SELECT a.med_list_codg, a.name, a.knowledge_row, a.month, a.occurred_on, a.spent, a.cnt,
           y.spent AS spent_before, y.cnt AS cnt_before, h.spent AS all_spent, p.spent AS all_before
    FROM by_item AS a
    JOIN by_item AS y ON y.med_list_codg = a.med_list_codg AND y.nth = a.nth - 12
    JOIN hospital AS h ON h.nth = a.nth
    JOIN hospital AS p ON p.nth = a.nth - 12
    JOIN begun AS b ON b.first_nth < a.nth - 12
    WHERE a.spent >= $least
)
SELECT med_list_codg, month, NULL AS bkkp_sn, name AS item_name, occurred_on, spent, spent_before, cnt,
       CAST((spent / spent_before - 1) * 100 AS DECIMAL(16, 1)) AS growth,
       CAST((all_spent / all_before - 1) * 100 AS DECIMAL(16, 1)) AS growth_all,
       CAST(0 AS DECIMAL(16, 2)) AS amount, knowledge_row, '新增科室、政策调整的文件' AS counter_evidence
FROM grown
WHERE spent > spent_before * (1 + $rise) AND cnt > cnt_before * (1 + $rise)
  AND spent * (all_before - spent_before) > spent_before * (all_spent - spent)
ORDER BY med_list_codg, month, bkkp_sn
