/*+++
id       = "SPA-06"
title.zh = "抗排异药超量、重复配药"
title.en = "More days of anti-rejection drugs than days"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（二）项：超量开药、重复开药、提供其他不必要的医药服务",
    "《医疗保障基金使用监督管理条例》第四十一条第（三）项：利用享受待遇的机会转卖药品",
    "《医疗保障基金使用监督管理条例》第四十一条第（二）项：重复享受医疗保障待遇",
]
national = "—"
seed     = "金华2022、吉林"
partition = "person"
unit      = ["psn_no", "med_list_codg"]
since     = 2021-05-01
knowledge = ["anti_rejection"]
evidence  = [
    "患者手中存药清点",
    "血药浓度与调整剂量的记录",
]
ask       = [
    "为什么开这么多？剂量调整过吗？",
    "其他机构也开过吗？",
]
false_positives = [
    "超出在两成以内",
    "换用另一种药",
    "同日分几行开",
    "住院期间用药",
]
sentence.zh = "{window_from} 起九十天内{item_name}共开 {days_supplied} 天的量（最多 {days_allowed} 天，{institutions} 家机构），超出部分 {amount} 元。"
sentence.en = "In 90 days from {window_from} {days_supplied} days of {item_name} ({days_allowed} at most, {institutions} institutions): {amount} yuan too much."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "medins_list_name", "cnt", "det_item_fee_sumamt", "prd_days"]

[params]
days = 90   # 连续多少天合计，天（目录默认值，未经医院标定）
factor = 1.2   # 允许的倍数（目录默认值，未经医院标定）
institutions = 2   # 几家机构开过即使不超量也列出（目录默认值，未经医院标定）
+++*/
WITH drugs AS (
    SELECT i.med_list_codg, i.item_name, MIN(k.valid_from) AS valid_from,
           MAX(k.valid_to) AS valid_to, MIN(k.knowledge_row) AS knowledge_row
    FROM (SELECT DISTINCT med_list_codg, coalesce(medins_list_name, '') AS item_name FROM fee_net) AS i
    JOIN anti_rejection AS k
      ON starts_with(i.med_list_codg, k.code_prefix) AND strpos(i.item_name, k.name_word) > 0
    GROUP BY i.med_list_codg, i.item_name
), supplies AS (
    SELECT f.psn_no, f.med_list_codg, f.fixmedins_code, CAST(f.fee_ocur_time AS DATE) AS day,
           MAX(f.prd_days) AS days, MAX(d.item_name) AS item_name, MIN(d.knowledge_row) AS knowledge_row
    FROM fee_net AS f
    JOIN drugs AS d
      ON d.med_list_codg = f.med_list_codg AND d.item_name = coalesce(f.medins_list_name, '')
    WHERE f.prd_days > 0 AND coalesce(f.med_type, '') NOT LIKE '2%'
      AND CAST(f.fee_ocur_time AS DATE) BETWEEN d.valid_from AND d.valid_to
    GROUP BY f.psn_no, f.med_list_codg, f.fixmedins_code, CAST(f.fee_ocur_time AS DATE)
), windows AS (
    SELECT b.psn_no, b.med_list_codg, b.day AS window_from, SUM(s.days) AS days_supplied,
           COUNT(DISTINCT s.fixmedins_code) AS institutions
    FROM (SELECT DISTINCT psn_no, med_list_codg, day FROM supplies) AS b
    JOIN supplies AS s
      ON s.psn_no = b.psn_no AND s.med_list_codg = b.med_list_codg
     AND s.day >= b.day AND s.day < b.day + $days * INTERVAL 1 DAY
    GROUP BY b.psn_no, b.med_list_codg, b.day
), ranked AS (
    SELECT psn_no, med_list_codg, window_from, days_supplied, institutions,
           ROW_NUMBER() OVER (
               PARTITION BY psn_no, med_list_codg ORDER BY days_supplied DESC, institutions DESC, window_from
           ) AS place
    FROM windows
    WHERE days_supplied > $days * $factor OR institutions >= $institutions
), dosed AS (
    SELECT w.psn_no, w.med_list_codg, w.window_from, w.days_supplied, w.institutions, s.fixmedins_code,
           s.day, s.days, s.item_name, s.knowledge_row,
           SUM(s.days) OVER (
               PARTITION BY w.psn_no, w.med_list_codg ORDER BY s.day, s.fixmedins_code
           ) - $days * $factor AS over_so_far
    FROM ranked AS w
    JOIN supplies AS s
      ON s.psn_no = w.psn_no AND s.med_list_codg = w.med_list_codg
     AND s.day >= w.window_from AND s.day < w.window_from + $days * INTERVAL 1 DAY
    WHERE w.place = 1
)
SELECT d.psn_no AS psn_no, d.med_list_codg AS med_list_codg, f.bkkp_sn AS bkkp_sn, f.setl_id, f.mdtrt_id,
       f.medins_list_codg, d.item_name, f.fee_ocur_time AS occurred_on, f.cnt, d.window_from, d.days,
       d.days_supplied, CAST($days * $factor AS DECIMAL(16, 2)) AS days_allowed, d.institutions,
       CAST(
           f.det_item_fee_sumamt * GREATEST(LEAST(d.days, d.over_so_far), 0) / d.days AS DECIMAL(16, 2)
       ) AS amount,
       d.knowledge_row, '调整剂量的医嘱、存药清点' AS counter_evidence
FROM dosed AS d
JOIN fee_net AS f
  ON f.psn_no = d.psn_no AND f.med_list_codg = d.med_list_codg
 AND CAST(f.fee_ocur_time AS DATE) = d.day
 AND coalesce(f.fixmedins_code, '') = coalesce(d.fixmedins_code, '')
WHERE f.prd_days > 0 AND coalesce(f.med_type, '') NOT LIKE '2%'
ORDER BY psn_no, med_list_codg, bkkp_sn
