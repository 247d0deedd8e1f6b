/*+++
title.zh = "同一人、同一设备时间重叠"
title.en = "Time overlap"
partition = "whole"
unit = ["subject", "moment"]
sentence.zh = "{moment}，{subject_name} {subject} 同时有 {sessions} 次治疗，至少多收 {amount} 元。"
sentence.en = "{moment}: {sessions} sessions at once of {subject_name_en} {subject}: at least {amount} yuan too much."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]
trt_session = ["session_id", "mdtrt_id", "psn_no", "med_list_codg", "begntime", "endtime"]

[slots.subject]
[slots.subject.one_of.therapist]
sql = "t.staff_code"
zh = "'治疗师'"
en = "'therapist'"
needs = { trt_session = ["staff_code"] }
[slots.subject.one_of.device]
sql = "t.device_id"
zh = "'设备'"
en = "'device'"
partition = "whole"
needs = { trt_session = ["device_id"] }
[slots.subject.one_of.patient]
sql = "t.psn_no"
zh = "'患者'"
en = "'patient'"
partition = "person"
+++*/
WITH listed AS (
    SELECT {{item}} AS code, valid_from, valid_to, MIN(knowledge_row) AS knowledge_row
    FROM {{knowledge}}
    WHERE {{only}}
    GROUP BY {{item}}, valid_from, valid_to
), sessions AS (
    SELECT t.session_id, t.mdtrt_id, t.psn_no, t.med_list_codg, t.begntime,
           CAST(t.begntime AS DATE) AS day, {{subject}} AS subject, k.knowledge_row,
           epoch(t.begntime) AS begun, epoch(t.endtime) - 60 * $handover AS ended
    FROM trt_session AS t
    JOIN listed AS k ON k.code = t.med_list_codg
    WHERE {{subject}} IS NOT NULL AND CAST(t.begntime AS DATE) BETWEEN k.valid_from AND k.valid_to
      AND epoch(t.endtime) - 60 * $handover > epoch(t.begntime)
      AND strftime(t.begntime, '%H:%M:%S') <> '00:00:00'
), after_others AS (
    SELECT session_id, mdtrt_id, psn_no, med_list_codg, begntime, day, subject, knowledge_row, begun, ended,
           CASE WHEN begun < MAX(ended) OVER (
               PARTITION BY subject ORDER BY begun, session_id
               ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
           ) THEN 0 ELSE 1 END AS starts_anew
    FROM sessions
), clustered AS (
    SELECT session_id, mdtrt_id, psn_no, med_list_codg, begntime, day, subject, knowledge_row, begun, ended,
           SUM(starts_anew) OVER (
               PARTITION BY subject ORDER BY begun, session_id
               ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
           ) AS cluster
    FROM after_others
), depths AS (
    SELECT i.subject, i.cluster, i.session_id, i.begun, i.begntime, COUNT(*) AS depth
    FROM clustered AS i
    JOIN clustered AS j ON j.subject = i.subject AND j.cluster = i.cluster
    WHERE j.begun <= i.begun AND j.ended > i.begun
    GROUP BY i.subject, i.cluster, i.session_id, i.begun, i.begntime
), deepest AS (
    SELECT subject, cluster, begun, begntime, depth,
           ROW_NUMBER() OVER (PARTITION BY subject, cluster ORDER BY depth DESC, begun, session_id) AS turn
    FROM depths
), at_once AS (
    SELECT c.session_id, c.mdtrt_id, c.psn_no, c.med_list_codg, c.begntime, c.day, c.subject,
           c.knowledge_row, d.begntime AS moment, d.depth,
           ROW_NUMBER() OVER (PARTITION BY c.subject, c.cluster ORDER BY c.begun, c.session_id) AS turn
    FROM clustered AS c
    JOIN deepest AS d ON d.subject = c.subject AND d.cluster = c.cluster
    WHERE d.turn = 1 AND d.depth > $people AND c.begun <= d.begun AND c.ended > d.begun
), excess AS (
    SELECT session_id, mdtrt_id, psn_no, med_list_codg, begntime, day, subject, knowledge_row, moment,
           depth, turn,
           ROW_NUMBER() OVER (
               PARTITION BY mdtrt_id, med_list_codg, day ORDER BY begntime DESC, session_id DESC
           ) AS excess_to
    FROM at_once
    WHERE turn > $people
), touched AS (
    SELECT DISTINCT mdtrt_id, med_list_codg, day
    FROM excess
), from_last AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.medins_list_name, CAST(f.fee_ocur_time AS DATE) AS day, f.cnt, f.det_item_fee_sumamt,
           SUM(f.cnt) OVER (
               PARTITION BY f.mdtrt_id, f.med_list_codg, CAST(f.fee_ocur_time AS DATE)
               ORDER BY f.fee_ocur_time DESC, f.bkkp_sn DESC
           ) AS reached
    FROM fee_net AS f
    JOIN touched AS t
      ON t.mdtrt_id = f.mdtrt_id AND t.med_list_codg = f.med_list_codg
     AND t.day = CAST(f.fee_ocur_time AS DATE)
), on_lines AS (
    SELECT e.subject, e.moment, e.session_id, e.begntime, e.knowledge_row, e.depth, l.bkkp_sn, l.setl_id,
           l.mdtrt_id, l.psn_no, l.med_list_codg, l.medins_list_codg, l.medins_list_name, l.cnt,
           l.det_item_fee_sumamt,
           LEAST(e.excess_to, l.reached) - GREATEST(e.excess_to - 1, l.reached - l.cnt) AS cnt_excess
    FROM excess AS e
    JOIN from_last AS l
      ON l.mdtrt_id = e.mdtrt_id AND l.med_list_codg = e.med_list_codg AND l.day = e.day
)
SELECT subject, strftime(moment, '%Y-%m-%d %H:%M') AS moment, bkkp_sn, session_id, setl_id, mdtrt_id,
       psn_no, med_list_codg, medins_list_codg, medins_list_name AS item_name, begntime AS occurred_on,
       cnt, {{subject.zh}} AS subject_name, {{subject.en}} AS subject_name_en, depth AS sessions,
       cnt_excess, CAST(det_item_fee_sumamt * cnt_excess / cnt AS DECIMAL(16, 2)) AS amount,
       knowledge_row, '当时另有人在场的记录' AS counter_evidence
FROM on_lines
WHERE cnt_excess > 0
UNION ALL
SELECT subject, strftime(moment, '%Y-%m-%d %H:%M') AS moment, NULL AS bkkp_sn, session_id,
       NULL AS setl_id, mdtrt_id, psn_no, med_list_codg, NULL AS medins_list_codg, NULL AS item_name,
       begntime AS occurred_on, NULL AS cnt, {{subject.zh}} AS subject_name,
       {{subject.en}} AS subject_name_en, depth AS sessions, NULL AS cnt_excess,
       CAST(0 AS DECIMAL(16, 2)) AS amount, NULL AS knowledge_row, NULL AS counter_evidence
FROM at_once
WHERE turn <= $people
ORDER BY subject, moment, bkkp_sn, session_id
