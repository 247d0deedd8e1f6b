/*+++
id       = "SPA-15"
title.zh = "谈判药提前续方、囤药"
title.en = "Negotiated drug refilled early and piled up"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（二）项：超量开药、重复开药、提供其他不必要的医药服务",
    "《医疗保障基金使用监督管理条例》第四十一条第（三）项：利用享受待遇的机会转卖药品",
]
national = "—"
seed     = "吉林、金华2022"
partition = "person"
unit      = ["psn_no", "med_list_codg", "day"]
since     = 2021-05-01
evidence  = [
    "患者手中存药清点",
    "追溯码是否又流入市场",
]
ask       = ["为什么提前续方？剂量调整过吗？"]
false_positives = [
    "提前七天以内",
    "累计余量十四天以内",
    "同日分几行开",
    "住院期间用药",
    "不是谈判药",
]
sentence.zh = "{day}，{item_name}又开 {days} 天，手中还剩 {days_left} 天，超出部分 {amount} 元。"
sentence.en = "{day}: {days} more days of {item_name} with {days_left} days left: {amount} yuan too much."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "medins_list_name", "cnt", "det_item_fee_sumamt", "prd_days", "hi_nego_drug_flag"]

[params]
early_days = 7   # 可以提前续方的天数，天（目录默认值，未经医院标定）
spare_days = 14   # 累计余量的上限，天（目录默认值，未经医院标定）
+++*/
WITH lines AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.medins_list_name AS item_name, f.fee_ocur_time, CAST(f.fee_ocur_time AS DATE) AS day, f.cnt,
           f.prd_days, f.det_item_fee_sumamt
    FROM fee_net AS f
    WHERE f.hi_nego_drug_flag = '1' AND f.prd_days > 0 AND coalesce(f.med_type, '') NOT LIKE '2%'
), supplies AS (
    SELECT psn_no, med_list_codg, day, MAX(prd_days) AS days
    FROM lines
    GROUP BY psn_no, med_list_codg, day
), summed AS (
    SELECT psn_no, med_list_codg, day, days,
           date_diff('day', CAST('2000-01-01' AS DATE), CAST(day AS DATE)) AS number,
           SUM(days) OVER (PARTITION BY psn_no, med_list_codg ORDER BY day) - days AS before
    FROM supplies
), reached AS (
    SELECT psn_no, med_list_codg, day, days, number,
           before + MAX(number - before) OVER (
               PARTITION BY psn_no, med_list_codg ORDER BY day
               ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
           ) - number AS days_left,
           LAG(day) OVER (PARTITION BY psn_no, med_list_codg ORDER BY day) AS day_before,
           LAG(days) OVER (PARTITION BY psn_no, med_list_codg ORDER BY day) AS days_before
    FROM summed
), early AS (
    SELECT psn_no, med_list_codg, day, days, days_left, day_before, days_before,
           days_left - GREATEST(
               $spare_days,
               coalesce(
                   MAX(days_left) OVER (
                       PARTITION BY psn_no, med_list_codg ORDER BY day
                       ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
                   ),
                   $spare_days
               )
           ) AS days_over
    FROM reached
)
SELECT l.psn_no AS psn_no, l.med_list_codg AS med_list_codg, l.day AS day, l.bkkp_sn AS bkkp_sn, l.setl_id,
       l.mdtrt_id, l.medins_list_codg, l.item_name, l.fee_ocur_time AS occurred_on, l.cnt,
       e.days, e.days_left, LEAST(e.days_over, e.days) AS days_excess,
       CAST(l.det_item_fee_sumamt * LEAST(e.days_over, e.days) / e.days AS DECIMAL(16, 2)) AS amount,
       '调整剂量的医嘱、存药清点' AS counter_evidence
FROM early AS e
JOIN lines AS l ON l.psn_no = e.psn_no AND l.med_list_codg = e.med_list_codg AND l.day = e.day
WHERE e.days_over > 0
  AND e.day < e.day_before + CAST(e.days_before - $early_days AS INTEGER) * INTERVAL 1 DAY
ORDER BY psn_no, med_list_codg, day, bkkp_sn
