/*+++
id       = "SES-17b"
title.zh = "一台透析机同一时间两位患者"
title.en = "One machine, two patients at once"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
    "《医疗保障基金使用监督管理条例》第四十条第一款第（二）项：伪造、变造医学文书、电子信息等有关资料",
]
national = "问题清单（2025年）第60项"
seed     = "吉林"
catalogue = ["SES-17"]
partition = "whole"
unit      = ["mdtrt_id", "med_list_codg", "day"]
since     = 2021-05-01
knowledge = ["dial_item"]
evidence  = ["机器治疗日志", "透析记录单上的机号"]
ask       = ["机号是否记错？两位患者各在哪台机器？"]
false_positives = [
    "前一位结束、后一位开始，交接半小时以内",
    "同一位患者的串联治疗（灌流接透析）",
    "没有记机号",
    "只记了日期、没有钟点的治疗记录",
]
sentence.zh = "{day}，机器 {told} 上的透析互相重叠，{item_name} {cnt_doubted} 次不可能做到，涉及 {amount} 元（下限）。"
sentence.en = "On {day} sessions on machine {told} overlap: {cnt_doubted} of {item_name} cannot have been given, {amount} yuan (lower bound)."

[needs]
fee_net     = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]
trt_session = ["session_id", "mdtrt_id", "psn_no", "med_list_codg", "begntime", "endtime", "device_id"]

[min_coverage]
"trt_session.device_id" = 0.3

[params]
handover = 30   # 交接容许的重叠，分钟；下机与上机的登记误差（本项目取宽值）
+++*/
WITH RECURSIVE done AS (
    SELECT t.session_id, t.mdtrt_id, t.psn_no, t.med_list_codg, t.medins_list_codg, t.staff_code,
           t.device_id, t.begntime, CAST(t.begntime AS DATE) AS day, i.name, i.mode, i.family, i.knowledge_row,
           CAST(epoch(t.begntime) AS BIGINT) AS begun, CAST(epoch(t.endtime) AS BIGINT) AS ended,
           1 AS units
    FROM trt_session AS t
    JOIN dial_item AS i ON i.med_list_codg = t.med_list_codg
    WHERE i.charge_unit = 'session' AND CAST(t.begntime AS DATE) BETWEEN i.valid_from AND i.valid_to
), runs AS (
    SELECT MIN(session_id) AS session_id, device_id, psn_no, day, MIN(begun) AS begun, MAX(ended) AS ended
    FROM done
    WHERE device_id IS NOT NULL AND ended > begun AND strftime(begntime, '%H:%M:%S') <> '00:00:00'
    GROUP BY device_id, psn_no, day
), ranked AS (
    SELECT session_id, device_id, psn_no, day, begun, ended,
           ROW_NUMBER() OVER (PARTITION BY device_id, day ORDER BY ended, begun, session_id) AS turn
    FROM runs
    WHERE ended - begun > 60 * $handover
), kept AS (
    SELECT device_id, day, turn, session_id, ended AS busy_until, 1 AS is_kept
    FROM ranked
    WHERE turn = 1
    UNION ALL
    SELECT r.device_id, r.day, r.turn, r.session_id,
           CASE WHEN r.begun >= k.busy_until - 60 * $handover THEN r.ended ELSE k.busy_until END AS busy_until,
           CASE WHEN r.begun >= k.busy_until - 60 * $handover THEN 1 ELSE 0 END AS is_kept
    FROM kept AS k
    JOIN ranked AS r ON r.device_id = k.device_id AND r.day = k.day AND r.turn = k.turn + 1
), bad AS (
    SELECT session_id, device_id AS told
    FROM kept
    WHERE is_kept = 0
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
    JOIN (SELECT DISTINCT med_list_codg FROM dial_item) AS i ON i.med_list_codg = f.med_list_codg
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
       '机器治疗日志' AS counter_evidence
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
