/*+++
id       = "SES-17"
title.zh = "一日透析例数超过机器可能的班次"
title.en = "More dialysis in a day than the machines allow"
verdict  = "suspect"
basis    = ["《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目"]
national = "问题清单（2025年）第60项"
seed     = "吉林"
partition = "whole"
unit      = ["mdtrt_id", "med_list_codg", "day"]
since     = 2021-05-01
knowledge = ["dial_item"]
evidence  = [
    "清点透析机，铭牌与序列号拍照",
    "机器治疗日志、排班表",
    "备用机、借用机的凭证",
]
ask       = ["当天开几班？夜班几台机器？"]
false_positives = [
    "有备用机，同日在用",
    "夜班开四班以内（参数）",
    "连续性血液净化机不算透析机",
]
sentence.zh = "{day}，透析记录超出机器可能的例数（{told}），{item_name} {cnt_doubted} 次不可能做到，涉及 {amount} 元（下限）。"
sentence.en = "On {day} more dialysis was recorded than the machines allow ({told}): {cnt_doubted} of {item_name}, {amount} yuan (lower bound)."

[needs]
fee_net     = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]
trt_session = ["session_id", "mdtrt_id", "psn_no", "med_list_codg", "begntime", "endtime"]
device      = ["device_id", "device_name"]

[params]
shifts = 4   # 一台机器一天至多几班，班；三班制加夜班（目录默认值，未经医院标定）
+++*/
WITH done AS (
    SELECT t.session_id, t.mdtrt_id, t.psn_no, t.med_list_codg, t.medins_list_codg, t.staff_code,
           t.device_id, t.begntime, CAST(t.begntime AS DATE) AS day, i.name, i.mode, i.family, i.knowledge_row,
           CAST(epoch(t.begntime) AS BIGINT) AS begun, CAST(epoch(t.endtime) AS BIGINT) AS ended,
           1 AS units
    FROM trt_session AS t
    JOIN dial_item AS i ON i.med_list_codg = t.med_list_codg
    WHERE i.family = 'hd' AND CAST(t.begntime AS DATE) BETWEEN i.valid_from AND i.valid_to
), codes AS (
    SELECT DISTINCT med_list_codg
    FROM dial_item
    WHERE family = 'hd'
), days AS (
    SELECT DISTINCT day
    FROM done
), machines AS (
    SELECT DISTINCT y.day, v.device_id
    FROM days AS y
    JOIN device AS v
      ON y.day BETWEEN coalesce(v.in_use_from, y.day) AND coalesce(v.in_use_to, y.day)
    LEFT JOIN codes AS c ON c.med_list_codg = v.item_codg
    WHERE c.med_list_codg IS NOT NULL OR strpos(v.device_name, '透析机') > 0 OR strpos(v.device_name, '透析滤过') > 0
), capacity AS (
    SELECT day, COUNT(*) * $shifts AS possible
    FROM machines
    GROUP BY day
), once AS (
    SELECT MIN(session_id) AS session_id, psn_no, day, begun
    FROM done
    GROUP BY psn_no, day, begun
), in_turn AS (
    SELECT o.session_id, o.day, c.possible, COUNT(*) OVER (PARTITION BY o.day) AS sessions,
           ROW_NUMBER() OVER (PARTITION BY o.day ORDER BY o.begun, o.session_id) AS turn
    FROM once AS o
    JOIN capacity AS c ON c.day = o.day
), bad AS (
    SELECT session_id, concat(CAST(sessions AS VARCHAR), '/', CAST(possible AS VARCHAR)) AS told
    FROM in_turn
    WHERE turn > possible
), by_day AS (
    SELECT d.mdtrt_id, d.med_list_codg, d.day, d.name, d.knowledge_row, MIN(b.told) AS told,
           SUM(CASE WHEN b.session_id IS NULL THEN d.units ELSE 0 END) AS cnt_allowed,
           SUM(CASE WHEN b.session_id IS NULL THEN 0 ELSE d.units END) AS cnt_doubted
    FROM done AS d
    LEFT JOIN bad AS b ON b.session_id = d.session_id
    GROUP BY d.mdtrt_id, d.med_list_codg, d.day, d.name, d.knowledge_row
    HAVING COUNT(b.session_id) > 0
), charged AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.fee_ocur_time, CAST(f.fee_ocur_time AS DATE) AS day, f.cnt, f.det_item_fee_sumamt,
           SUM(f.cnt) OVER (
               PARTITION BY f.mdtrt_id, f.med_list_codg, CAST(f.fee_ocur_time AS DATE)
               ORDER BY f.fee_ocur_time, f.bkkp_sn
           ) AS so_far
    FROM fee_net AS f
    JOIN (SELECT DISTINCT mdtrt_id, med_list_codg, day FROM by_day) AS e
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
       '备用机、借用机的凭证与治疗日志' AS counter_evidence
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
