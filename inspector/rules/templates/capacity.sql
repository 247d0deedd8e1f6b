/*+++
title.zh = "超过人员、设备的可能工作量"
title.en = "Capacity"
partition = "whole"
unit = ["subject", "day"]
sentence.zh = "{day}，{subject_name} {subject} 所收项目需要 {minutes_billed} 分钟，可能的上限是 {minutes_allowed} 分钟，超出部分 {amount} 元。"
sentence.en = "{day}: what {subject_name_en} {subject} charged takes {minutes_billed} minutes where {minutes_allowed} are possible: {amount} yuan too much."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]

[slots.minutes_column]
kind = "column"
default = "min_minutes"
[slots.subject]
[slots.subject.one_of.performer]
sql = "f.acord_dr_code"
zh = "'执行人'"
en = "'the person who did them'"
needs = { fee_net = ["acord_dr_code"] }
[slots.subject.one_of.doctor]
sql = "f.bilg_dr_code"
zh = "'医生'"
en = "'doctor'"
needs = { fee_net = ["bilg_dr_code"] }
[slots.subject.one_of.department]
sql = "f.acord_dept_codg"
zh = "'科室'"
en = "'department'"
needs = { fee_net = ["acord_dept_codg"] }
[slots.subject.one_of.patient]
sql = "f.psn_no"
zh = "'患者'"
en = "'patient'"
partition = "person"
[slots.subject.one_of.institution]
sql = "'*'"
zh = "'全院'"
en = "'the whole institution'"
+++*/
WITH listed AS (
    SELECT {{item}} AS code, {{minutes_column}} AS minutes, valid_from, valid_to,
           MIN(knowledge_row) AS knowledge_row
    FROM {{knowledge}}
    WHERE {{minutes_column}} > 0 AND {{only}}
    GROUP BY {{item}}, {{minutes_column}}, valid_from, valid_to
), lines AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.medins_list_name, f.fee_ocur_time, CAST(f.fee_ocur_time AS DATE) AS day, f.cnt,
           f.det_item_fee_sumamt, {{subject}} AS subject, f.cnt * k.minutes AS minutes, k.knowledge_row
    FROM fee_net AS f
    JOIN listed AS k ON k.code = f.med_list_codg
    WHERE {{subject}} IS NOT NULL
      AND CAST(f.fee_ocur_time AS DATE) BETWEEN k.valid_from AND k.valid_to AND {{lines}} AND {{paid}}
), by_day AS (
    SELECT subject, day, SUM(minutes) AS minutes_billed,
           CAST($people * $hours * 60 AS DECIMAL(16, 4)) AS minutes_allowed
    FROM lines
    GROUP BY subject, day
), charged AS (
    SELECT n.bkkp_sn, n.setl_id, n.mdtrt_id, n.psn_no, n.med_list_codg, n.medins_list_codg,
           n.medins_list_name, n.fee_ocur_time, n.day, n.cnt, n.det_item_fee_sumamt, n.subject, n.minutes,
           n.knowledge_row, b.minutes_billed, b.minutes_allowed,
           SUM(n.minutes) OVER (
               PARTITION BY n.subject, n.day ORDER BY n.fee_ocur_time, n.bkkp_sn
           ) AS so_far
    FROM lines AS n
    JOIN by_day AS b ON b.subject = n.subject AND b.day = n.day
    WHERE b.minutes_billed > b.minutes_allowed
)
SELECT subject, CAST(day AS VARCHAR) AS day, bkkp_sn, setl_id, mdtrt_id, psn_no, med_list_codg,
       medins_list_codg, medins_list_name AS item_name, fee_ocur_time AS occurred_on, cnt,
       {{subject.zh}} AS subject_name, {{subject.en}} AS subject_name_en, minutes_billed,
       minutes_allowed,
       CAST(det_item_fee_sumamt * LEAST(minutes, so_far - minutes_allowed) / minutes AS DECIMAL(16, 2)) AS amount,
       knowledge_row, '排班与在岗记录' AS counter_evidence
FROM charged
WHERE so_far > minutes_allowed
ORDER BY subject, day, bkkp_sn
