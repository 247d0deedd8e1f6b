/*+++
id       = "SES-05b"
title.zh = "治疗室不开放时的治疗"
title.en = "Session while the treatment room is closed"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
    "《医疗保障基金使用监督管理条例》第四十条第一款第（二）项：伪造、变造医学文书、电子信息等有关资料",
]
national = "问题清单（2025年）第69、70、173项"
seed     = "金华2022、吉林"
catalogue = ["SES-05"]
partition = "visit"
unit      = ["mdtrt_id", "med_list_codg", "day"]
since     = 2021-05-01
knowledge = ["rehab_item"]
evidence  = ["治疗室开放时间的公示、门禁记录", "记录的录入时间"]
ask       = ["治疗室几点开、几点关？这次是谁在深夜做的？"]
false_positives = [
    "开放时间前后半小时之内",
    "治疗开始时间只有日期（零点）",
    "当天另有开放时间内的治疗，够收费的次数",
]
sentence.zh = "{day}，{item_name}有 {cnt_doubted} 次开始于治疗室不开放的时间（{told}），涉及 {amount} 元。"
sentence.en = "On {day} {cnt_doubted} of {item_name} began while the treatment room is closed ({told}): {amount} yuan."

[needs]
fee_net     = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]
trt_session = ["session_id", "mdtrt_id", "med_list_codg", "begntime", "endtime"]

[params]
grace = 0.1   # 时长宽限，占计价时长的比例；准备与交接（目录默认值，未经医院标定）
opens = 7   # 治疗室最早几点开，时；到现场问清后改（目录默认值，未经医院标定）
closes = 21   # 治疗室最晚几点关，时；到现场问清后改（目录默认值，未经医院标定）
before_after = 30   # 开放时间前后容许几分钟，分钟（目录默认值，未经医院标定）
+++*/
WITH bad AS (
    SELECT t.session_id, t.mdtrt_id, t.med_list_codg, CAST(t.begntime AS DATE) AS day,
           strftime(t.begntime, '%H:%M') AS told
    FROM trt_session AS t
    JOIN rehab_item AS i ON i.med_list_codg = t.med_list_codg
    WHERE CAST(t.begntime AS DATE) BETWEEN i.valid_from AND i.valid_to
      AND strftime(t.begntime, '%H:%M:%S') <> '00:00:00'
      AND (CAST(epoch(t.begntime) AS BIGINT) % 86400 < 3600 * $opens - 60 * $before_after
           OR CAST(epoch(t.begntime) AS BIGINT) % 86400 > 3600 * $closes + 60 * $before_after)
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
       '夜间开放的通知、门禁记录' AS counter_evidence
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
