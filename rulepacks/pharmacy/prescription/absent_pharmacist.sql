/*+++
id       = "PHR-12"
title.zh = "药师挂证、不在岗"
title.en = "Pharmacist not there"
verdict  = "clue"
basis    = [
    "《零售药店医疗保障定点管理暂行办法》第十四条：按医保协议提供药品服务",
    "《中华人民共和国药品管理法》第五十二条：从事药品经营应当有依法经过资格认定的药师或者其他药学技术人员",
]
national = "—"
seed     = "绍兴、金华2019"
partition = "whole"
unit      = ["fixmedins_code", "day", "staff_code"]
since     = 2021-05-01
knowledge = ["rx_only"]
evidence  = [
    "药师考勤、录像",
    "药师证挂靠的其他单位",
    "远程审方记录",
]
ask       = [
    "当时谁审的处方？",
    "药师另在哪里上班？",
]
false_positives = [
    "药师夜班跨到次日",
    "售药时刻不明，当日有班",
    "当月没有报送药师排班",
    "非处方药",
    "两家店的班不重叠",
]
sentence.zh = "{day}：{reason}。"
sentence.en = "{day}: {reason_en}."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "medins_list_name", "cnt", "det_item_fee_sumamt", "med_type", "fixmedins_code"]
staff = ["staff_code", "staff_type"]
staff_shift = ["fixmedins_code", "staff_code", "shift_date", "on_time", "off_time"]

[params]
med_types = "|41|"   # 看哪些医疗类别：定点药店购药（med_type）
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
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, c.item_name, f.fixmedins_code,
           f.fee_ocur_time, CAST(f.fee_ocur_time AS DATE) AS day, f.cnt, c.knowledge_row
    FROM fee_net AS f
    JOIN controlled AS c
      ON c.med_list_codg = f.med_list_codg AND c.item_name = coalesce(f.medins_list_name, '')
    WHERE strpos($med_types, concat('|', f.med_type, '|')) > 0
      AND CAST(f.fee_ocur_time AS DATE) BETWEEN c.valid_from AND c.valid_to
), pharmacists AS (
    SELECT DISTINCT staff_code
    FROM staff
    WHERE strpos(staff_type, '药') > 0
), shifts AS (
    SELECT s.fixmedins_code, s.staff_code, s.shift_date, s.shift_date + s.on_time AS began,
           s.shift_date + s.off_time
           + CASE WHEN s.off_time <= s.on_time THEN INTERVAL 1 DAY ELSE INTERVAL 0 DAY END AS ended
    FROM staff_shift AS s
    JOIN pharmacists AS p ON p.staff_code = s.staff_code
), told AS (
    SELECT DISTINCT fixmedins_code, strftime(shift_date, '%Y-%m') AS month
    FROM shifts
), attended AS (
    SELECT DISTINCT f.bkkp_sn
    FROM sold AS f
    JOIN shifts AS s ON s.fixmedins_code = f.fixmedins_code
    WHERE (f.fee_ocur_time >= s.began AND f.fee_ocur_time <= s.ended)
       OR (f.fee_ocur_time = CAST(f.day AS TIMESTAMP) AND s.shift_date = f.day)
), twice AS (
    SELECT DISTINCT a.fixmedins_code, a.shift_date AS day, a.staff_code, a.began
    FROM shifts AS a
    JOIN shifts AS b ON b.staff_code = a.staff_code
    WHERE b.fixmedins_code <> a.fixmedins_code AND a.began < b.ended AND b.began < a.ended
)
SELECT f.fixmedins_code AS fixmedins_code, f.day AS day, NULL AS staff_code, f.bkkp_sn AS bkkp_sn, f.setl_id,
       f.mdtrt_id, f.psn_no, f.med_list_codg, f.item_name, f.fee_ocur_time AS occurred_on, f.cnt,
       concat('售', f.item_name, '时没有药师在班') AS reason,
       'no pharmacist on duty when a prescription drug was sold' AS reason_en,
       CAST(0 AS DECIMAL(16, 2)) AS amount, f.knowledge_row, '远程审方记录、临时顶班' AS counter_evidence
FROM sold AS f
JOIN told AS t ON t.fixmedins_code = f.fixmedins_code AND t.month = strftime(f.day, '%Y-%m')
LEFT JOIN attended AS a ON a.bkkp_sn = f.bkkp_sn
WHERE a.bkkp_sn IS NULL
UNION ALL
SELECT fixmedins_code, day, staff_code, NULL AS bkkp_sn, NULL AS setl_id, NULL AS mdtrt_id, NULL AS psn_no,
       NULL AS med_list_codg, NULL AS item_name, began AS occurred_on, NULL AS cnt,
       '同一药师同时在两家机构的班上' AS reason, 'one pharmacist on two shifts at once' AS reason_en,
       CAST(0 AS DECIMAL(16, 2)) AS amount, NULL AS knowledge_row, NULL AS counter_evidence
FROM twice
ORDER BY fixmedins_code, day, staff_code, bkkp_sn
