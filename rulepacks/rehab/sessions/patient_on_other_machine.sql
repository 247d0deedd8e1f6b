/*+++
id       = "SES-06d"
title.zh = "患者在别的设备上时的康复治疗"
title.en = "Session while the patient was on another machine"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
    "《医疗保障基金使用监督管理条例》第四十条第一款第（二）项：伪造、变造医学文书、电子信息等有关资料",
]
national = "问题清单（2025年）第69、70、173项"
seed     = "吉林、金华2022"
catalogue = ["SES-06"]
partition = "visit"
unit      = ["mdtrt_id", "med_list_codg", "day"]
since     = 2021-05-01
knowledge = ["rehab_item"]
evidence  = ["影像、透析设备的原始日志", "两套系统的时钟差"]
ask       = ["这段时间患者究竟在哪里？", "设备日志与治疗记录，哪个时钟是准的？"]
false_positives = [
    "治疗用的就是这台设备",
    "理疗设备可与手法治疗同时进行",
    "重叠不超过十分钟",
    "设备日志没有关机时间",
]
sentence.zh = "{day}，{item_name}有 {cnt_doubted} 次与设备日志（{told}）时间重叠，涉及 {amount} 元。"
sentence.en = "On {day} {cnt_doubted} of {item_name} overlap the log of another machine ({told}): {amount} yuan."

[needs]
fee_net     = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]
trt_session = ["session_id", "mdtrt_id", "med_list_codg", "begntime", "endtime"]
device_log  = ["device_id", "device_name", "mdtrt_id", "use_begntime", "use_endtime"]

[params]
grace = 0.1   # 时长宽限，占计价时长的比例；准备与交接（目录默认值，未经医院标定）
overlap = 10   # 容许的重叠，分钟；两个时钟之差（目录默认值，未经医院标定）
machines = "CT|磁共振|MR|DR|X射线|X线|透析|血滤|直线加速器|内镜|胃镜|肠镜|碎石|高压氧"   # 人在上面就不能做康复的设备，名称里的词，竖线隔开（本项目整理）
+++*/
WITH words AS (
    SELECT unnest(string_split($machines, '|')) AS word
), away AS (
    SELECT l.mdtrt_id, l.device_id, l.device_name, CAST(epoch(l.use_begntime) AS BIGINT) AS begun,
           CAST(epoch(l.use_endtime) AS BIGINT) AS ended
    FROM device_log AS l
    JOIN words AS w ON strpos(l.device_name, w.word) > 0
    WHERE l.use_endtime IS NOT NULL
), bad AS (
    SELECT t.session_id, t.mdtrt_id, t.med_list_codg, CAST(t.begntime AS DATE) AS day,
           MIN(a.device_name) AS told
    FROM trt_session AS t
    JOIN rehab_item AS i ON i.med_list_codg = t.med_list_codg
    JOIN away AS a ON a.mdtrt_id = t.mdtrt_id
    WHERE CAST(t.begntime AS DATE) BETWEEN i.valid_from AND i.valid_to
      AND LEAST(CAST(epoch(t.endtime) AS BIGINT), a.ended)
          - GREATEST(CAST(epoch(t.begntime) AS BIGINT), a.begun) > 60 * $overlap
      AND a.device_id <> coalesce(t.device_id, '')
    GROUP BY t.session_id, t.mdtrt_id, t.med_list_codg, CAST(t.begntime AS DATE)
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
       '证明设备日志时钟不准的记录' AS counter_evidence
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
