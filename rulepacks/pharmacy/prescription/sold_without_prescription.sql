/*+++
id       = "PHR-09"
title.zh = "处方药没有处方、处方可疑"
title.en = "Prescription drug sold without one"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十条第一款第（二）项：伪造、变造、隐匿、涂改资料",
    "《医疗保障基金使用监督管理条例》第十六条：保管处方、病历、费用明细与药品出入库记录",
]
national = "药店清单（2025年）第11、12、13、14项"
seed     = "绍兴、吉林"
partition = "whole"
unit      = ["mdtrt_id", "thing", "day"]
since     = 2021-05-01
knowledge = ["rx_only"]
evidence  = [
    "纸质处方、处方流转平台记录",
    "开方医师本人询问、执业地点",
]
ask       = ["处方在哪里？医师是谁，怎么开的？"]
false_positives = [
    "处方在三日之内",
    "药名相同、编码不同",
    "非处方药",
    "不是药店购药",
    "医师一天开一百张以内",
]
sentence.zh = "{thing}：{reason}，{amount} 元。"
sentence.en = "{thing}: {reason_en}, {amount} yuan."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "medins_list_name", "cnt", "det_item_fee_sumamt", "med_type"]
rx = ["psn_no", "rxno", "medins_list_name", "rx_prsc_time", "prsc_dr_name"]

[params]
med_types = "|41|"   # 看哪些医疗类别：定点药店购药（med_type）
valid_days = 3   # 处方有效天数，天；《处方管理办法》第十八条：最长不超过三天
signed = 100   # 一名医师一天开多少张以上可疑，张（目录默认值，未经医院标定）
+++*/
WITH controlled AS (
    SELECT i.med_list_codg, i.item_name, MIN(k.valid_from) AS valid_from, MAX(k.valid_to) AS valid_to,
           MIN(k.knowledge_row) AS knowledge_row
    FROM (SELECT DISTINCT med_list_codg, coalesce(medins_list_name, '') AS item_name FROM fee_net) AS i
    JOIN rx_only AS k
      ON starts_with(i.med_list_codg, k.code_prefix)
     AND (k.name_word = '' OR strpos(i.item_name, k.name_word) > 0)
    GROUP BY i.med_list_codg, i.item_name
), sold AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg, c.item_name,
           f.fee_ocur_time, CAST(f.fee_ocur_time AS DATE) AS day, f.cnt, f.det_item_fee_sumamt,
           c.knowledge_row
    FROM fee_net AS f
    JOIN controlled AS c
      ON c.med_list_codg = f.med_list_codg AND c.item_name = coalesce(f.medins_list_name, '')
    WHERE strpos($med_types, concat('|', f.med_type, '|')) > 0
      AND CAST(f.fee_ocur_time AS DATE) BETWEEN c.valid_from AND c.valid_to
), found AS (
    SELECT s.bkkp_sn,
           MAX(
               CASE WHEN s.day >= CAST(r.rx_prsc_time AS DATE)
                     AND s.day <= CAST(r.rx_prsc_time AS DATE)
                                  + CAST($valid_days AS INTEGER) * INTERVAL 1 DAY
                    THEN 2 WHEN s.day < CAST(r.rx_prsc_time AS DATE)
                            AND s.day + CAST($valid_days AS INTEGER) * INTERVAL 1 DAY
                                >= CAST(r.rx_prsc_time AS DATE)
                    THEN 1 ELSE 0 END
           ) AS good
    FROM sold AS s
    JOIN rx AS r
      ON r.psn_no = s.psn_no
     AND (r.medins_list_codg = s.medins_list_codg OR r.medins_list_name = s.item_name)
    GROUP BY s.bkkp_sn
), doctors AS (
    SELECT prsc_dr_name, CAST(rx_prsc_time AS DATE) AS day, COUNT(DISTINCT rxno) AS signed,
           MAX(rx_prsc_time) AS occurred_on
    FROM rx
    WHERE prsc_dr_name <> ''
    GROUP BY prsc_dr_name, CAST(rx_prsc_time AS DATE)
    HAVING COUNT(DISTINCT rxno) > $signed
)
SELECT s.mdtrt_id AS mdtrt_id, s.item_name AS thing, s.day AS day, s.bkkp_sn AS bkkp_sn, s.setl_id, s.psn_no,
       s.med_list_codg, s.medins_list_codg, s.item_name, s.fee_ocur_time AS occurred_on, s.cnt,
       NULL AS signed,
       CASE WHEN g.good = 1 THEN '先售药、后补处方' ELSE '没有有效的处方' END AS reason,
       CASE WHEN g.good = 1 THEN 'prescription written afterwards' ELSE 'no valid prescription' END AS reason_en,
       s.det_item_fee_sumamt AS amount, s.knowledge_row, '纸质处方' AS counter_evidence
FROM sold AS s
LEFT JOIN found AS g ON g.bkkp_sn = s.bkkp_sn
WHERE coalesce(g.good, 0) < 2
UNION ALL
SELECT NULL AS mdtrt_id, prsc_dr_name AS thing, day, NULL AS bkkp_sn, NULL AS setl_id, NULL AS psn_no,
       NULL AS med_list_codg, NULL AS medins_list_codg, NULL AS item_name, occurred_on, NULL AS cnt, signed,
       '一名医师一天开的处方太多' AS reason, 'too many prescriptions by one doctor in a day' AS reason_en,
       CAST(0 AS DECIMAL(16, 2)) AS amount, NULL AS knowledge_row, NULL AS counter_evidence
FROM doctors
ORDER BY mdtrt_id, thing, day, bkkp_sn
