/*+++
id       = "SES-11"
title.zh = "康复治疗由非康复专业人员做"
title.en = "Rehab given by someone not qualified"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（六）项：将不属于医疗保障基金支付范围的医药费用纳入结算",
    "《医疗保障基金使用监督管理条例》第十五条：核验参保人员医疗保障凭证，按照诊疗规范提供合理、必要的医药服务",
]
national = "问题清单（2025年）第71项"
seed     = "金华2022"
partition = "visit"
unit      = ["mdtrt_id", "med_list_codg", "day"]
since     = 2021-05-01
knowledge = ["rehab_item"]
evidence  = ["执业证、资格证原件", "有无上级治疗师带教签字"]
ask       = ["这位工作人员有什么资格？当时谁在带教？"]
false_positives = [
    "名册里一人两种身份，其中一种有资格",
    "资格在治疗当天有效",
    "治疗记录没有写治疗师",
    "当天另有具备资格的人做的治疗，够收费的次数",
]
sentence.zh = "{day}，{item_name}有 {cnt_doubted} 次由不具备资格的人做（{told}），涉及 {amount} 元。"
sentence.en = "On {day} {cnt_doubted} of {item_name} were given by someone not qualified ({told}): {amount} yuan."

[needs]
fee_net     = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]
trt_session = ["session_id", "mdtrt_id", "med_list_codg", "begntime", "endtime", "staff_code"]
staff       = ["staff_code", "staff_type"]

[min_coverage]
"trt_session.staff_code" = 0.5

[params]
grace = 0.1   # 时长宽限，占计价时长的比例；准备与交接（目录默认值，未经医院标定）
qualified = "|康复治疗师|执业医师|"   # 可以做康复治疗的人员类别，竖线隔开（本项目整理；当地另有规定的改这里）
+++*/
WITH worked_days AS (
    SELECT DISTINCT t.staff_code, CAST(t.begntime AS DATE) AS day
    FROM trt_session AS t
    JOIN rehab_item AS i ON i.med_list_codg = t.med_list_codg
    WHERE CAST(t.begntime AS DATE) BETWEEN i.valid_from AND i.valid_to
      AND t.staff_code IS NOT NULL
), qualified AS (
    SELECT DISTINCT d.staff_code, d.day
    FROM worked_days AS d
    JOIN staff AS s ON s.staff_code = d.staff_code
    WHERE strpos($qualified, concat('|', s.staff_type, '|')) > 0
      AND d.day BETWEEN coalesce(s.begndate, d.day) AND coalesce(s.enddate, d.day)
), registered AS (
    SELECT staff_code, MIN(staff_type) AS staff_type
    FROM staff
    GROUP BY staff_code
), unqualified AS (
    SELECT d.staff_code, d.day, concat(d.staff_code, ' ', coalesce(r.staff_type, '名册里没有')) AS told
    FROM worked_days AS d
    LEFT JOIN qualified AS q ON q.staff_code = d.staff_code AND q.day = d.day
    LEFT JOIN registered AS r ON r.staff_code = d.staff_code
    WHERE q.staff_code IS NULL
), bad AS (
    SELECT t.session_id, t.mdtrt_id, t.med_list_codg, CAST(t.begntime AS DATE) AS day,
           u.told
    FROM trt_session AS t
    JOIN rehab_item AS i ON i.med_list_codg = t.med_list_codg
    JOIN unqualified AS u ON u.staff_code = t.staff_code AND u.day = CAST(t.begntime AS DATE)
    WHERE CAST(t.begntime AS DATE) BETWEEN i.valid_from AND i.valid_to
), touched AS (
    SELECT DISTINCT mdtrt_id, med_list_codg, day
    FROM bad
), done AS (
    SELECT t.session_id, t.mdtrt_id, t.psn_no, t.med_list_codg, t.medins_list_codg, t.staff_code,
           t.begntime, CAST(t.begntime AS DATE) AS day, i.name, i.knowledge_row,
           CASE WHEN i.counted_by = 'site'
                THEN length(coalesce(t.site_list, '')) - length(replace(coalesce(t.site_list, ''), '#', '')) + 1
                WHEN i.min_minutes > 0
                THEN GREATEST(CAST(floor(
                         (epoch(t.endtime) - epoch(t.begntime)) / (60 * i.min_minutes * (1 - $grace))
                     ) AS BIGINT), 1)
                ELSE 1 END AS units
    FROM trt_session AS t
    JOIN rehab_item AS i ON i.med_list_codg = t.med_list_codg
    JOIN touched AS c
      ON c.mdtrt_id = t.mdtrt_id AND c.med_list_codg = t.med_list_codg
     AND c.day = CAST(t.begntime AS DATE)
    WHERE CAST(t.begntime AS DATE) BETWEEN i.valid_from AND i.valid_to
), by_day AS (
    SELECT d.mdtrt_id, d.med_list_codg, d.day, d.name, d.knowledge_row, MIN(b.told) AS told,
           SUM(CASE WHEN b.session_id IS NULL THEN d.units ELSE 0 END) AS cnt_allowed,
           SUM(CASE WHEN b.session_id IS NULL THEN 0 ELSE d.units END) AS cnt_doubted
    FROM done AS d
    LEFT JOIN bad AS b ON b.session_id = d.session_id
    GROUP BY d.mdtrt_id, d.med_list_codg, d.day, d.name, d.knowledge_row
), charged AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.fee_ocur_time, CAST(f.fee_ocur_time AS DATE) AS day, f.cnt, f.det_item_fee_sumamt,
           SUM(f.cnt) OVER (
               PARTITION BY f.mdtrt_id, f.med_list_codg, CAST(f.fee_ocur_time AS DATE)
               ORDER BY f.fee_ocur_time, f.bkkp_sn
           ) AS so_far
    FROM fee_net AS f
    JOIN touched AS e
      ON e.mdtrt_id = f.mdtrt_id AND e.med_list_codg = f.med_list_codg
     AND e.day = CAST(f.fee_ocur_time AS DATE)
), on_lines AS (
    SELECT c.bkkp_sn, c.setl_id, c.mdtrt_id, c.psn_no, c.med_list_codg, c.medins_list_codg,
           c.fee_ocur_time, c.day, c.cnt, c.det_item_fee_sumamt, y.name, y.knowledge_row, y.told,
           y.cnt_allowed, y.cnt_doubted,
           LEAST(c.so_far, y.cnt_allowed + y.cnt_doubted)
             - GREATEST(c.so_far - c.cnt, y.cnt_allowed) AS cnt_excess
    FROM charged AS c
    JOIN by_day AS y
      ON y.mdtrt_id = c.mdtrt_id AND y.med_list_codg = c.med_list_codg AND y.day = c.day
), excess AS (
    SELECT bkkp_sn, setl_id, mdtrt_id, psn_no, med_list_codg, medins_list_codg, fee_ocur_time, day, cnt,
           det_item_fee_sumamt, name, knowledge_row, told, cnt_allowed, cnt_doubted, cnt_excess
    FROM on_lines
    WHERE cnt_excess > 0
), units_hit AS (
    SELECT DISTINCT mdtrt_id, med_list_codg, day, cnt_allowed, cnt_doubted
    FROM excess
)
SELECT mdtrt_id, med_list_codg, day, bkkp_sn, NULL AS session_id, setl_id, psn_no, medins_list_codg,
       NULL AS staff_code, name AS item_name, fee_ocur_time AS occurred_on, told, cnt, cnt_allowed,
       cnt_doubted, cnt_excess,
       CAST(det_item_fee_sumamt * cnt_excess / cnt AS DECIMAL(16, 2)) AS amount, knowledge_row,
       '资格证、带教记录' AS counter_evidence
FROM excess
UNION ALL
SELECT d.mdtrt_id, d.med_list_codg, d.day, NULL AS bkkp_sn, d.session_id, NULL AS setl_id, d.psn_no,
       d.medins_list_codg, d.staff_code, d.name AS item_name, d.begntime AS occurred_on, b.told,
       NULL AS cnt, u.cnt_allowed, u.cnt_doubted, NULL AS cnt_excess, CAST(0 AS DECIMAL(16, 2)) AS amount,
       NULL AS knowledge_row, NULL AS counter_evidence
FROM units_hit AS u
JOIN done AS d ON d.mdtrt_id = u.mdtrt_id AND d.med_list_codg = u.med_list_codg AND d.day = u.day
JOIN bad AS b ON b.session_id = d.session_id
ORDER BY mdtrt_id, med_list_codg, day, bkkp_sn, session_id
