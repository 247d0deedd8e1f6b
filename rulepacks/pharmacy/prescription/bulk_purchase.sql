/*+++
id       = "PHR-10"
title.zh = "超量购药、年底突击"
title.en = "Bulk buying and the year-end rush"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（二）项：超量开药、重复开药、提供其他不必要的医药服务",
    "《医疗保障基金使用监督管理条例》第四十一条第（三）项：利用享受待遇的机会转卖药品",
]
national = "药店清单（2025年）第15项"
seed     = "绍兴"
partition = "person"
unit      = ["psn_no", "thing", "span"]
since     = 2021-05-01
knowledge = ["daily_dose"]
evidence  = [
    "处方、长期处方的依据",
    "药的去向",
]
ask       = [
    "一次为什么买这么多？",
    "十二月为什么集中买？",
]
false_positives = [
    "三十天以内的量",
    "长期处方允许的药",
    "同日几单合计不超",
    "十二月没有明显增多",
    "别的月份太少，比不出来",
    "偶尔来的人十二月多买几盒，钱不多",
]
sentence.zh = "{span}，{item_name}：{reason}，{amount} 元。"
sentence.en = "{span}, {item_name}: {reason_en}, {amount} yuan."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "medins_list_name", "cnt", "det_item_fee_sumamt", "med_type"]

[params]
med_types = "|41|"   # 看哪些医疗类别：定点药店购药（med_type）
days = 30   # 一次最多几天的量，天（目录默认值，未经医院标定）
rush = 3   # 十二月是其他月平均的多少倍以上（目录默认值，未经医院标定）
least = 300   # 十二月至少买了多少元才看，元；偶尔来的人一次多买几盒不算（本项目设定，未经医院标定）
months = 3   # 其他月份至少有几个月有购药，月（本项目设定，未经医院标定）
+++*/
WITH bought AS (
    SELECT bkkp_sn, setl_id, mdtrt_id, psn_no, med_list_codg, medins_list_codg, medins_list_name,
           fee_ocur_time, CAST(fee_ocur_time AS DATE) AS day, cnt, det_item_fee_sumamt
    FROM fee_net
    WHERE strpos($med_types, concat('|', med_type, '|')) > 0
), dosed AS (
    SELECT b.bkkp_sn, b.setl_id, b.mdtrt_id, b.psn_no, b.med_list_codg, b.medins_list_codg,
           b.medins_list_name, b.fee_ocur_time, b.day, b.cnt, b.det_item_fee_sumamt, d.knowledge_row,
           coalesce(d.days_max, $days) * d.per_day AS cnt_allowed,
           SUM(b.cnt) OVER (
               PARTITION BY b.psn_no, b.med_list_codg, b.day ORDER BY b.fee_ocur_time, b.bkkp_sn
           ) - coalesce(d.days_max, $days) * d.per_day AS over_so_far
    FROM bought AS b
    JOIN daily_dose AS d ON d.med_list_codg = b.med_list_codg
    WHERE d.per_day > 0 AND b.day BETWEEN d.valid_from AND d.valid_to
), by_month AS (
    SELECT psn_no, strftime(day, '%Y') AS year, strftime(day, '%m') AS month,
           SUM(det_item_fee_sumamt) AS billed, MAX(fee_ocur_time) AS occurred_on
    FROM bought
    GROUP BY psn_no, strftime(day, '%Y'), strftime(day, '%m')
), rush AS (
    SELECT psn_no, year, MAX(CASE WHEN month = '12' THEN billed END) AS december,
           MAX(CASE WHEN month = '12' THEN occurred_on END) AS occurred_on,
           AVG(CASE WHEN month <> '12' THEN billed END) AS usual,
           COUNT(CASE WHEN month <> '12' THEN 1 END) AS months
    FROM by_month
    GROUP BY psn_no, year
)
SELECT psn_no, med_list_codg AS thing, strftime(day, '%Y-%m-%d') AS span, bkkp_sn, setl_id, mdtrt_id,
       med_list_codg, medins_list_codg, medins_list_name AS item_name, fee_ocur_time AS occurred_on, cnt,
       cnt_allowed, LEAST(cnt, over_so_far) AS cnt_excess, '一次买的量太多' AS reason,
       'too much in one purchase' AS reason_en, NULL AS december, NULL AS usual,
       CAST(det_item_fee_sumamt * LEAST(cnt, over_so_far) / cnt AS DECIMAL(16, 2)) AS amount, knowledge_row,
       '长期处方' AS counter_evidence
FROM dosed
WHERE over_so_far > 0
UNION ALL
SELECT psn_no, 'december' AS thing, year AS span, NULL AS bkkp_sn, NULL AS setl_id, NULL AS mdtrt_id,
       NULL AS med_list_codg, NULL AS medins_list_codg, '全部购药' AS item_name, occurred_on, NULL AS cnt,
       NULL AS cnt_allowed, NULL AS cnt_excess, '十二月比平常多得多' AS reason,
       'December far above the other months' AS reason_en, december, CAST(usual AS DECIMAL(16, 2)) AS usual,
       CAST(0 AS DECIMAL(16, 2)) AS amount, NULL AS knowledge_row, NULL AS counter_evidence
FROM rush
WHERE months >= $months AND december > usual * $rush AND december >= $least
ORDER BY psn_no, thing, span, bkkp_sn
