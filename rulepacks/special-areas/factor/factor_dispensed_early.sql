/*+++
id       = "SPA-02"
title.zh = "血友病重复配药"
title.en = "Clotting factor dispensed before the last supply is used up"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（二）项：超量开药、重复开药、提供其他不必要的医药服务",
    "《医疗保障基金使用监督管理条例》第四十条第一款第（一）项：诱导、协助他人冒名或者虚假就医、购药",
    "《医疗保障基金使用监督管理条例》第四十一条第（三）项：利用享受待遇的机会转卖药品",
]
national = "—"
seed     = "金华2022"
partition = "person"
unit      = ["psn_no", "kind", "day"]
since     = 2021-05-01
knowledge = ["factor_item"]
evidence  = [
    "输注日记、空瓶",
    "外配处方与其他机构的结算",
]
ask       = [
    "前一次的药用到哪天？为什么提前取？",
    "有没有出血、外出、遗失？",
]
false_positives = [
    "提前三天以内",
    "同日分几行开",
    "住院期间用药",
    "余量早已扣过，以后按时取药",
]
sentence.zh = "{day}，{item_name}又开 {days} 天的量，前次还剩 {days_left} 天，重叠部分 {amount} 元。"
sentence.en = "{day}: {days} more days of {item_name} with {days_left} days left: {amount} yuan overlap."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "medins_list_name", "cnt", "det_item_fee_sumamt", "prd_days"]

[params]
spare_days = 3   # 可以提前取药的天数，天（目录默认值，未经医院标定）
+++*/
WITH factors AS (
    SELECT i.med_list_codg, i.item_name, MAX(k.kind) AS kind, MIN(k.valid_from) AS valid_from,
           MAX(k.valid_to) AS valid_to, MIN(k.knowledge_row) AS knowledge_row
    FROM (SELECT DISTINCT med_list_codg, coalesce(medins_list_name, '') AS item_name FROM fee_net) AS i
    JOIN factor_item AS k
      ON starts_with(i.med_list_codg, k.code_prefix) AND strpos(i.item_name, k.name_word) > 0
    GROUP BY i.med_list_codg, i.item_name
), lines AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg, k.item_name,
           k.kind, f.fee_ocur_time, CAST(f.fee_ocur_time AS DATE) AS day, f.cnt, f.prd_days,
           f.det_item_fee_sumamt, k.knowledge_row
    FROM fee_net AS f
    JOIN factors AS k
      ON k.med_list_codg = f.med_list_codg AND k.item_name = coalesce(f.medins_list_name, '')
    WHERE f.prd_days > 0 AND coalesce(f.med_type, '') NOT LIKE '2%'
      AND CAST(f.fee_ocur_time AS DATE) BETWEEN k.valid_from AND k.valid_to
), supplies AS (
    SELECT psn_no, kind, day, MAX(prd_days) AS days
    FROM lines
    GROUP BY psn_no, kind, day
), summed AS (
    SELECT psn_no, kind, day, days,
           date_diff('day', CAST('2000-01-01' AS DATE), CAST(day AS DATE)) AS number,
           SUM(days) OVER (PARTITION BY psn_no, kind ORDER BY day) - days AS before
    FROM supplies
), reached AS (
    SELECT psn_no, kind, day, days, number,
           before + MAX(number - before) OVER (
               PARTITION BY psn_no, kind ORDER BY day
               ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
           ) - number AS days_left
    FROM summed
), early AS (
    SELECT psn_no, kind, day, days, days_left,
           days_left - GREATEST(
               $spare_days,
               coalesce(
                   MAX(days_left) OVER (
                       PARTITION BY psn_no, kind ORDER BY day
                       ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
                   ),
                   $spare_days
               )
           ) AS days_over
    FROM reached
)
SELECT l.psn_no AS psn_no, l.kind AS kind, l.day AS day, l.bkkp_sn AS bkkp_sn, l.setl_id, l.mdtrt_id,
       l.med_list_codg, l.medins_list_codg, l.item_name, l.fee_ocur_time AS occurred_on, l.cnt,
       e.days, e.days_left, LEAST(e.days_over, e.days) AS days_excess,
       CAST(l.det_item_fee_sumamt * LEAST(e.days_over, e.days) / e.days AS DECIMAL(16, 2)) AS amount,
       l.knowledge_row, '输注日记、提前取药的说明' AS counter_evidence
FROM early AS e
JOIN lines AS l ON l.psn_no = e.psn_no AND l.kind = e.kind AND l.day = e.day
WHERE e.days_over > 0
ORDER BY psn_no, kind, day, bkkp_sn
