/*+++
id       = "SES-14b"
title.zh = "透析没有本人签到"
title.en = "Dialysis without a sign-in of the person"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十条第一款第（一）项：诱导、协助他人冒名或者虚假就医",
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
    "《医疗保障基金使用监督管理条例》第十五条：核验参保人员医疗保障凭证，按照诊疗规范提供合理、必要的医药服务",
]
national = "问题清单（2025年）第60项"
seed     = "吉林"
catalogue = ["SES-14"]
partition = "whole"
unit      = ["mdtrt_id", "med_list_codg", "day"]
since     = 2021-05-01
knowledge = ["dial_item"]
evidence  = ["终端后台日志、停机记录", "治疗室监控"]
ask       = ["这位患者当天有没有来？为什么没有签到？"]
false_positives = [
    "终端当天停用，全院没有一次核验",
    "只有门诊签到，住院患者不签",
    "床旁治疗，按腕带核对",
    "这个项目本来不在终端签到",
    "治疗前后一小时之内核验过",
    "一次签到连着做几项治疗",
    "另有一次核验过的治疗，够收费的次数",
    "只记了日期、没有钟点的治疗记录",
]
sentence.zh = "{day}，{item_name}有 {cnt_doubted} 次（{told}）前后一小时没有本人签到，同月其他人都有，涉及 {amount} 元。"
sentence.en = "On {day} {cnt_doubted} of {item_name} ({told}) have no sign-in of the person within an hour, though others that month do: {amount} yuan."

[needs]
fee_net        = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]
trt_session    = ["session_id", "mdtrt_id", "psn_no", "med_list_codg", "begntime", "endtime"]
identity_check = ["psn_no", "recog_time"]

[params]
beside = 60   # 治疗前后多久之内的核验都算，分钟（目录默认值，未经医院标定）
in_use = 0.8   # 一个项目当月（门诊、住院分开）几成以上的治疗有核验，才算签到管到这个项目，比例（本项目取值）
+++*/
WITH signed_days AS (
    SELECT psn_no, CAST(recog_time AS DATE) AS day, MIN(epoch(recog_time)) AS first_at,
           MAX(epoch(recog_time)) AS last_at
    FROM identity_check
    WHERE coalesce(recog_rslt, '1') NOT IN ('0', '2')
    GROUP BY psn_no, CAST(recog_time AS DATE)
), working_days AS (
    SELECT DISTINCT CAST(recog_time AS DATE) AS day
    FROM identity_check
), over_midnight AS (
    -- Of everybody else, what is beside a treatment lies on its day.
    SELECT DISTINCT psn_no
    FROM trt_session
    WHERE floor((epoch(begntime) - 60 * $beside) / 86400)
       <> floor((epoch(GREATEST(begntime, coalesce(endtime, begntime))) + 60 * $beside) / 86400)
), perhaps_in_use AS (
    SELECT t.med_list_codg, coalesce(t.med_mode, '') AS med_mode, strftime(t.begntime, '%Y-%m') AS month,
           COUNT(*) AS sessions
    FROM trt_session AS t
    JOIN dial_item AS i ON i.med_list_codg = t.med_list_codg
    JOIN working_days AS o ON o.day = CAST(t.begntime AS DATE)
    LEFT JOIN signed_days AS d ON d.psn_no = t.psn_no AND d.day = CAST(t.begntime AS DATE)
    LEFT JOIN over_midnight AS n ON n.psn_no = t.psn_no
    WHERE i.charge_unit = 'session' AND CAST(t.begntime AS DATE) BETWEEN i.valid_from AND i.valid_to
      AND strftime(t.begntime, '%H:%M:%S') <> '00:00:00'
    GROUP BY t.med_list_codg, coalesce(t.med_mode, ''), strftime(t.begntime, '%Y-%m')
    HAVING COUNT(coalesce(d.psn_no, n.psn_no)) >= $in_use * COUNT(*)
), unsigned AS (
    SELECT t.session_id, t.psn_no, t.med_list_codg, u.med_mode, u.month, t.begntime,
           CASE WHEN t.patn_verify_way = '腕带' THEN 1 ELSE 0 END AS bedside
    FROM trt_session AS t
    JOIN dial_item AS i ON i.med_list_codg = t.med_list_codg
    JOIN working_days AS o ON o.day = CAST(t.begntime AS DATE)
    JOIN perhaps_in_use AS u
      ON u.med_list_codg = t.med_list_codg AND u.med_mode = coalesce(t.med_mode, '')
     AND u.month = strftime(t.begntime, '%Y-%m')
    LEFT JOIN signed_days AS d ON d.psn_no = t.psn_no AND d.day = CAST(t.begntime AS DATE)
    WHERE i.charge_unit = 'session' AND CAST(t.begntime AS DATE) BETWEEN i.valid_from AND i.valid_to
      AND strftime(t.begntime, '%H:%M:%S') <> '00:00:00'
      AND NOT coalesce(
          d.first_at BETWEEN epoch(t.begntime) - 60 * $beside
              AND epoch(GREATEST(t.begntime, coalesce(t.endtime, t.begntime))) + 60 * $beside
          OR d.last_at BETWEEN epoch(t.begntime) - 60 * $beside
              AND epoch(GREATEST(t.begntime, coalesce(t.endtime, t.begntime))) + 60 * $beside, FALSE)
), in_doubt AS (
    SELECT DISTINCT psn_no
    FROM unsigned
), in_turn AS (
    SELECT t.psn_no, epoch(t.begntime) AS begun,
           epoch(GREATEST(t.begntime, coalesce(t.endtime, t.begntime))) AS ended,
           CASE WHEN epoch(t.begntime) <= MAX(
               epoch(GREATEST(t.begntime, coalesce(t.endtime, t.begntime)))
           ) OVER (
               PARTITION BY t.psn_no ORDER BY t.begntime, t.session_id
               ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
           ) + 60 * $beside THEN 0 ELSE 1 END AS starts_anew, t.session_id, t.begntime
    FROM trt_session AS t
    WHERE t.psn_no IN (SELECT psn_no FROM in_doubt)
), chained AS (
    SELECT session_id, psn_no, begun, ended,
           SUM(starts_anew) OVER (
               PARTITION BY psn_no ORDER BY begntime, session_id
               ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
           ) AS chain
    FROM in_turn
), attended AS (
    SELECT psn_no, chain, MIN(begun) AS begun, MAX(ended) AS ended
    FROM chained
    GROUP BY psn_no, chain
), in_window AS (
    SELECT DISTINCT d.session_id
    FROM chained AS d
    JOIN attended AS a ON a.psn_no = d.psn_no AND a.chain = d.chain
    JOIN identity_check AS c ON c.psn_no = d.psn_no
    WHERE coalesce(c.recog_rslt, '1') NOT IN ('0', '2')
      AND epoch(c.recog_time) BETWEEN a.begun - 60 * $beside AND a.ended + 60 * $beside
), absent AS (
    SELECT n.session_id, n.med_list_codg, n.med_mode, n.month, n.begntime, n.bedside
    FROM unsigned AS n
    LEFT JOIN in_window AS w ON w.session_id = n.session_id
    WHERE w.session_id IS NULL
), in_use AS (
    SELECT u.med_list_codg, u.med_mode, u.month
    FROM perhaps_in_use AS u
    LEFT JOIN absent AS a
      ON a.med_list_codg = u.med_list_codg AND a.med_mode = u.med_mode AND a.month = u.month
    GROUP BY u.med_list_codg, u.med_mode, u.month, u.sessions
    HAVING u.sessions - COUNT(a.session_id) >= $in_use * u.sessions
), bad AS (
    SELECT a.session_id, MIN(strftime(a.begntime, '%H:%M')) AS told
    FROM absent AS a
    JOIN in_use AS u
      ON u.med_list_codg = a.med_list_codg AND u.med_mode = a.med_mode AND u.month = a.month
    WHERE a.bedside = 0
    GROUP BY a.session_id
), touched AS (
    SELECT DISTINCT t.mdtrt_id, t.med_list_codg, CAST(t.begntime AS DATE) AS day
    FROM trt_session AS t
    JOIN bad AS b ON b.session_id = t.session_id
), done AS (
    SELECT t.session_id, t.mdtrt_id, t.psn_no, t.med_list_codg, t.medins_list_codg, t.staff_code,
           t.begntime, CAST(t.begntime AS DATE) AS day, i.name, i.knowledge_row, 1 AS units
    FROM trt_session AS t
    JOIN dial_item AS i ON i.med_list_codg = t.med_list_codg
    JOIN touched AS c
      ON c.mdtrt_id = t.mdtrt_id AND c.med_list_codg = t.med_list_codg
     AND c.day = CAST(t.begntime AS DATE)
    WHERE i.charge_unit = 'session' AND CAST(t.begntime AS DATE) BETWEEN i.valid_from AND i.valid_to
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
       '终端停机记录、床旁治疗单' AS counter_evidence
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
