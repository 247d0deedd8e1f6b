/*+++
id       = "SES-03"
title.zh = "治疗师同一时间做两个一对一治疗"
title.en = "Therapist in two one-to-one sessions at once"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（四）项：串换诊疗项目",
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
]
national = "问题清单（2025年）第69、70项"
seed     = "金华2022、吉林"
partition = "whole"
unit      = ["staff_code", "day"]
since     = 2021-05-01
knowledge = ["rehab_item"]
evidence  = ["治疗室监控", "治疗师排班与签到", "工号是否多人共用"]
ask       = ["这段时间实际在场的治疗师有几位？", "工号是否由助理或学生共用？"]
false_positives = [
    "前一个结束、后一个开始，首尾相接",
    "交接重叠不超过五分钟",
    "小组治疗、器械治疗",
    "同一次治疗重复登记",
    "只记了日期、没有钟点的治疗记录",
]
sentence.zh = "{day}，治疗师 {staff_code} 有 {sessions} 次一对一治疗互相重叠，至少 {sessions_excess} 次不可能做到，涉及 {amount} 元（下限）。"
sentence.en = "On {day} therapist {staff_code} had {sessions} overlapping one-to-one sessions; at least {sessions_excess} cannot have been given: {amount} yuan (lower bound)."

[needs]
fee_net     = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]
trt_session = ["session_id", "mdtrt_id", "med_list_codg", "begntime", "endtime", "staff_code"]

[min_coverage]
"trt_session.staff_code" = 0.5

[params]
handover = 5   # 交接时允许的重叠，分钟（目录默认值，未经医院标定）
+++*/
WITH RECURSIVE one_to_one_items AS (
    SELECT med_list_codg, name, valid_from, valid_to, knowledge_row
    FROM rehab_item
    WHERE mode = 'one_to_one'
), charged_days AS (
    SELECT DISTINCT f.mdtrt_id, f.med_list_codg, CAST(f.fee_ocur_time AS DATE) AS day
    FROM fee_net AS f
    JOIN one_to_one_items AS i ON i.med_list_codg = f.med_list_codg
), one_to_one AS (
    SELECT MIN(t.session_id) AS session_id, t.staff_code, t.mdtrt_id, MIN(t.psn_no) AS psn_no,
           t.med_list_codg, t.begntime, CAST(t.begntime AS DATE) AS day, i.name, i.knowledge_row,
           CAST(epoch(t.begntime) AS BIGINT) AS begun, CAST(epoch(t.endtime) AS BIGINT) AS ended
    FROM trt_session AS t
    JOIN one_to_one_items AS i ON i.med_list_codg = t.med_list_codg
    JOIN charged_days AS c
      ON c.mdtrt_id = t.mdtrt_id AND c.med_list_codg = t.med_list_codg
     AND c.day = CAST(t.begntime AS DATE)
    WHERE t.staff_code IS NOT NULL
      AND coalesce(t.trt_form, '一对一') = '一对一'
      AND CAST(t.begntime AS DATE) BETWEEN i.valid_from AND i.valid_to
      AND epoch(t.endtime) - epoch(t.begntime) > 60 * $handover
      AND strftime(t.begntime, '%H:%M:%S') <> '00:00:00'
    GROUP BY t.staff_code, t.mdtrt_id, t.med_list_codg, t.begntime, t.endtime, i.name, i.knowledge_row
), after_others AS (
    SELECT session_id, staff_code, mdtrt_id, psn_no, med_list_codg, begntime, day, name, knowledge_row,
           begun, ended,
           CASE WHEN begun < MAX(ended) OVER (
               PARTITION BY staff_code ORDER BY begun, ended, session_id
               ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
           ) - 60 * $handover THEN 0 ELSE 1 END AS starts_anew
    FROM one_to_one
), clusters AS (
    SELECT session_id, staff_code, mdtrt_id, psn_no, med_list_codg, begntime, day, name, knowledge_row,
           begun, ended,
           SUM(starts_anew) OVER (
               PARTITION BY staff_code ORDER BY begun, ended, session_id
               ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
           ) AS cluster
    FROM after_others
), ranked AS (
    SELECT session_id, staff_code, mdtrt_id, psn_no, med_list_codg, begntime, day, name, knowledge_row,
           begun, ended, cluster,
           COUNT(*) OVER (PARTITION BY staff_code, cluster) AS sessions,
           ROW_NUMBER() OVER (
               PARTITION BY staff_code, cluster ORDER BY ended, begun, session_id
           ) AS turn
    FROM clusters
), overlapping AS (
    SELECT session_id, staff_code, mdtrt_id, psn_no, med_list_codg, begntime, day, name, knowledge_row,
           begun, ended, cluster, turn
    FROM ranked
    WHERE sessions > 1
), kept AS (
    SELECT staff_code, cluster, turn, session_id, ended AS busy_until, 1 AS is_kept
    FROM overlapping
    WHERE turn = 1
    UNION ALL
    SELECT o.staff_code, o.cluster, o.turn, o.session_id,
           CASE WHEN o.begun >= k.busy_until - 60 * $handover THEN o.ended ELSE k.busy_until END
             AS busy_until,
           CASE WHEN o.begun >= k.busy_until - 60 * $handover THEN 1 ELSE 0 END AS is_kept
    FROM kept AS k
    JOIN overlapping AS o
      ON o.staff_code = k.staff_code AND o.cluster = k.cluster AND o.turn = k.turn + 1
), judged AS (
    SELECT o.session_id, o.staff_code, o.mdtrt_id, o.psn_no, o.med_list_codg, o.begntime, o.day, o.name,
           o.knowledge_row, k.is_kept,
           COUNT(*) OVER (PARTITION BY o.staff_code, o.day) AS sessions,
           SUM(1 - k.is_kept) OVER (PARTITION BY o.staff_code, o.day) AS sessions_excess,
           SUM(1 - k.is_kept) OVER (
               PARTITION BY o.mdtrt_id, o.med_list_codg, o.day
               ORDER BY o.begntime DESC, o.session_id DESC
               ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
           ) AS excess_to
    FROM overlapping AS o
    JOIN kept AS k ON k.session_id = o.session_id
), touched AS (
    SELECT DISTINCT mdtrt_id, med_list_codg, day
    FROM judged
    WHERE is_kept = 0
), from_last AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg, t.day, f.cnt,
           f.det_item_fee_sumamt,
           SUM(f.cnt) OVER (
               PARTITION BY f.mdtrt_id, f.med_list_codg, t.day
               ORDER BY f.fee_ocur_time DESC, f.bkkp_sn DESC
           ) AS reached
    FROM fee_net AS f
    JOIN touched AS t
      ON t.mdtrt_id = f.mdtrt_id AND t.med_list_codg = f.med_list_codg
     AND t.day = CAST(f.fee_ocur_time AS DATE)
), on_lines AS (
    SELECT j.staff_code, j.day, j.session_id, j.begntime, j.name, j.knowledge_row, j.sessions,
           j.sessions_excess, l.bkkp_sn, l.setl_id, l.mdtrt_id, l.psn_no, l.med_list_codg,
           l.medins_list_codg, l.cnt, l.det_item_fee_sumamt,
           LEAST(j.excess_to, l.reached) - GREATEST(j.excess_to - 1, l.reached - l.cnt) AS cnt_excess
    FROM judged AS j
    JOIN from_last AS l
      ON l.mdtrt_id = j.mdtrt_id AND l.med_list_codg = j.med_list_codg AND l.day = j.day
    WHERE j.is_kept = 0
)
SELECT staff_code, day, bkkp_sn, session_id, setl_id, mdtrt_id, psn_no, med_list_codg,
       medins_list_codg, name AS item_name, begntime AS occurred_on, cnt, cnt_excess, sessions,
       sessions_excess, CAST(det_item_fee_sumamt * cnt_excess / cnt AS DECIMAL(16, 2)) AS amount,
       knowledge_row, '证明当时有两位治疗师在场的记录' AS counter_evidence
FROM on_lines
WHERE cnt_excess > 0
UNION ALL
SELECT staff_code, day, NULL AS bkkp_sn, session_id, NULL AS setl_id, mdtrt_id, psn_no, med_list_codg,
       NULL AS medins_list_codg, name AS item_name, begntime AS occurred_on, NULL AS cnt,
       NULL AS cnt_excess, sessions, sessions_excess, CAST(0 AS DECIMAL(16, 2)) AS amount,
       NULL AS knowledge_row, NULL AS counter_evidence
FROM judged
WHERE is_kept = 1
ORDER BY staff_code, day, bkkp_sn, session_id
