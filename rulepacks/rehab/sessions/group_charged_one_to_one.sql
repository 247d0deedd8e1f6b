/*+++
id       = "SES-07"
title.zh = "一位治疗师同时带几人，按一对一收费"
title.en = "Group charged as one-to-one"
verdict  = "suspect"
basis    = ["《医疗保障基金使用监督管理条例》第三十八条第（四）项：串换诊疗项目", "《医疗保障基金使用监督管理条例》第三十八条第（三）项：超标准收费"]
national = "问题清单（2025年）第70、74项"
seed     = "金华2022、吉林"
partition = "visit"
whole     = ["trt_session"]
unit      = ["mdtrt_id", "med_list_codg", "day"]
since     = 2021-05-01
knowledge = ["rehab_item"]
evidence  = ["治疗室监控、现场看一次治疗", "当地有没有小组项目及其价格"]
ask       = ["这几位患者同时开始，谁在带？有没有助手？", "为什么不按小组项目收费？"]
false_positives = [
    "项目本来按小组计价",
    "前后开始相差超过五秒",
    "同一位患者的同一次治疗登记两遍",
    "开始时间只有日期（零点）",
]
sentence.zh = "{day}，{item_name}有 {cnt_doubted} 次与他人同一治疗师、同一刻开始（{told}），按一对一收费，多收 {amount} 元。"
sentence.en = "On {day} {cnt_doubted} of {item_name} began together with other patients of one therapist ({told}) but were charged one-to-one: {amount} yuan too much."

[needs]
fee_net     = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]
trt_session = ["session_id", "mdtrt_id", "psn_no", "med_list_codg", "begntime", "endtime", "staff_code"]

[min_coverage]
"trt_session.staff_code" = 0.5

[params]
grace = 0.1   # 时长宽限，占计价时长的比例；准备与交接（目录默认值，未经医院标定）
people = 2   # 几位患者同时开始算一组，人（目录默认值，未经医院标定）
apart = 5   # 先后开始相差几秒以内算同时，秒（目录默认值，未经医院标定）
+++*/
WITH one_to_one AS (
    SELECT t.session_id, t.staff_code, t.med_list_codg, CAST(epoch(t.begntime) AS BIGINT) AS begun
    FROM trt_session AS t
    JOIN rehab_item AS i ON i.med_list_codg = t.med_list_codg
    WHERE CAST(t.begntime AS DATE) BETWEEN i.valid_from AND i.valid_to
      AND i.mode = 'one_to_one' AND t.staff_code IS NOT NULL AND t.psn_no IS NOT NULL
      AND strftime(t.begntime, '%H:%M:%S') <> '00:00:00'
), beside AS (
    SELECT session_id,
           begun - LAG(begun) OVER (PARTITION BY staff_code, med_list_codg ORDER BY begun) AS after_last,
           LEAD(begun) OVER (PARTITION BY staff_code, med_list_codg ORDER BY begun) - begun AS before_next
    FROM one_to_one
), at_once AS (
    -- Who began alone is in no party: few are left to be held.
    SELECT t.session_id, t.mdtrt_id, t.psn_no, t.staff_code, t.med_list_codg, t.begntime,
           CAST(epoch(t.begntime) AS BIGINT) AS begun
    FROM trt_session AS t
    JOIN beside AS b ON b.session_id = t.session_id
    WHERE b.after_last <= $apart OR b.before_next <= $apart
), apart AS (
    SELECT session_id, mdtrt_id, psn_no, staff_code, med_list_codg, begntime, begun,
           CASE WHEN begun - LAG(begun) OVER (
               PARTITION BY staff_code, med_list_codg ORDER BY begun, session_id
           ) <= $apart THEN 0 ELSE 1 END AS starts_anew
    FROM at_once
), numbered AS (
    SELECT session_id, mdtrt_id, psn_no, staff_code, med_list_codg, begntime, begun,
           SUM(starts_anew) OVER (
               PARTITION BY staff_code, med_list_codg ORDER BY begun, session_id
               ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
           ) AS together
    FROM apart
), parties AS (
    SELECT staff_code, med_list_codg, together, COUNT(DISTINCT psn_no) AS people, MIN(session_id) AS kept,
           MIN(begntime) AS begntime
    FROM numbered
    GROUP BY staff_code, med_list_codg, together
    HAVING COUNT(DISTINCT psn_no) >= $people
), priced AS (
    SELECT med_list_codg, MIN(group_pric) AS group_pric
    FROM rehab_item
    GROUP BY med_list_codg
), bad AS (
    SELECT n.session_id, n.mdtrt_id, n.med_list_codg, CAST(n.begntime AS DATE) AS day,
           concat(n.staff_code, ' ', strftime(g.begntime, '%H:%M:%S'), ' ', CAST(g.people AS VARCHAR), '人')
             AS told
    FROM numbered AS n
    JOIN parties AS g
      ON g.staff_code = n.staff_code AND g.med_list_codg = n.med_list_codg AND g.together = n.together
    JOIN priced AS p ON p.med_list_codg = n.med_list_codg
    WHERE p.group_pric IS NOT NULL OR n.session_id <> g.kept
), touched AS (
    SELECT DISTINCT mdtrt_id, med_list_codg, day
    FROM bad
), done AS (
    SELECT t.session_id, t.mdtrt_id, t.psn_no, t.med_list_codg, t.medins_list_codg, t.staff_code,
           t.device_id, t.begntime, CAST(t.begntime AS DATE) AS day, i.name, i.knowledge_row,
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
    JOIN touched AS t
      ON t.mdtrt_id = f.mdtrt_id AND t.med_list_codg = f.med_list_codg
     AND t.day = CAST(f.fee_ocur_time AS DATE)
), on_lines AS (
    SELECT c.bkkp_sn, c.setl_id, c.mdtrt_id, c.psn_no, c.med_list_codg, c.medins_list_codg,
           c.fee_ocur_time, c.day, c.cnt, c.det_item_fee_sumamt, y.name, y.knowledge_row, y.told,
           CASE WHEN p.group_pric IS NULL THEN 1
                ELSE GREATEST(CAST(0 AS DECIMAL(16, 6)), 1 - p.group_pric * c.cnt / c.det_item_fee_sumamt) END AS part,
           y.cnt_allowed, y.cnt_doubted,
           LEAST(c.so_far, y.cnt_allowed + y.cnt_doubted)
             - GREATEST(c.so_far - c.cnt, y.cnt_allowed) AS cnt_excess
    FROM charged AS c
    JOIN by_day AS y
      ON y.mdtrt_id = c.mdtrt_id AND y.med_list_codg = c.med_list_codg AND y.day = c.day
    JOIN priced AS p ON p.med_list_codg = c.med_list_codg
    WHERE c.det_item_fee_sumamt > 0
), excess AS (
    SELECT bkkp_sn, setl_id, mdtrt_id, psn_no, med_list_codg, medins_list_codg, fee_ocur_time, day, cnt,
           det_item_fee_sumamt, name, knowledge_row, told, part, cnt_allowed, cnt_doubted,
           cnt_excess
    FROM on_lines
    WHERE cnt_excess > 0
), units_hit AS (
    SELECT DISTINCT mdtrt_id, med_list_codg, day, cnt_allowed, cnt_doubted
    FROM excess
)
SELECT mdtrt_id, med_list_codg, day, bkkp_sn, NULL AS session_id, setl_id, psn_no, medins_list_codg,
       NULL AS staff_code, name AS item_name, fee_ocur_time AS occurred_on, told, cnt, cnt_allowed,
       cnt_doubted, cnt_excess,
       CAST(det_item_fee_sumamt * cnt_excess / cnt * part AS DECIMAL(16, 2)) AS amount, knowledge_row,
       '当时另有治疗师、助手在场的记录' AS counter_evidence
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
