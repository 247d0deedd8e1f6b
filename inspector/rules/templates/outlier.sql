/*+++
title.zh = "离群"
title.en = "Outlier"
partition = "whole"
unit = ["peers", "subject"]
sentence.zh = "{subject_name} {subject} 的{measure_name}为 {value}，同组平均 {mean}（{among} 个），高出 {deviations} 个标准差。"
sentence.en = "{subject_name_en} {subject}: {measure_name_en} {value}, where {among} peers average {mean}: {deviations} standard deviations above."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "det_item_fee_sumamt"]

[slots.subject]
[slots.subject.one_of.person]
sql = "f.psn_no"
zh = "'参保人'"
en = "'person'"
[slots.subject.one_of.visit]
sql = "f.mdtrt_id"
zh = "'就诊'"
en = "'visit'"
[slots.subject.one_of.doctor]
sql = "f.bilg_dr_code"
zh = "'医生'"
en = "'doctor'"
needs = { fee_net = ["bilg_dr_code"] }
[slots.measure]
[slots.measure.one_of.amount]
sql = "SUM(n.amount)"
zh = "'费用（元）'"
en = "'cost in yuan'"
[slots.measure.one_of.visits]
sql = "CAST(COUNT(DISTINCT n.mdtrt_id) AS DECIMAL(16, 2))"
zh = "'就诊次数'"
en = "'number of visits'"
[slots.measure.one_of.days]
sql = "CAST(COUNT(DISTINCT n.day) AS DECIMAL(16, 2))"
zh = "'就诊天数'"
en = "'number of days'"
[slots.measure.one_of.per_visit]
sql = "CAST(SUM(n.amount) / COUNT(DISTINCT n.mdtrt_id) AS DECIMAL(16, 2))"
zh = "'次均费用（元）'"
en = "'cost per visit in yuan'"
[slots.peers]                  # who is compared with whom
default = "all"
[slots.peers.one_of.all]
sql = "'*'"
joined = ""
[slots.peers.one_of.department]
sql = "coalesce(f.bilg_dept_name, '')"
joined = ""
needs = { fee_net = ["bilg_dept_name"] }
[slots.peers.one_of.visit_type]
sql = "coalesce(v.med_type, '')"
joined = "\n    JOIN mdtrt_d AS v ON v.mdtrt_id = f.mdtrt_id"
needs = { mdtrt_d = ["mdtrt_id", "med_type"] }
[slots.of]
default = "all"
one_of.all = ""
one_of.listed = "\n    JOIN (SELECT DISTINCT {{item}} AS code FROM {{knowledge}} WHERE {{only}}) AS k ON k.code = f.med_list_codg"
+++*/
WITH lines AS (
    SELECT {{peers}} AS peers, {{subject}} AS subject, f.mdtrt_id, f.fee_ocur_time,
           CAST(f.fee_ocur_time AS DATE) AS day, f.det_item_fee_sumamt AS amount
    FROM fee_net AS f{{of}}{{peers.joined}}
    WHERE {{subject}} IS NOT NULL AND {{lines}}
), measured AS (
    SELECT n.peers, n.subject, MAX(n.fee_ocur_time) AS last_at, {{measure}} AS value
    FROM lines AS n
    GROUP BY n.peers, n.subject
), summed AS (
    SELECT peers, COUNT(*) AS among, SUM(value) AS total, SUM(value * value) AS squares
    FROM measured
    GROUP BY peers
    HAVING COUNT(*) >= $among AND COUNT(*) > 1
), spread AS (
    SELECT peers, among, CAST(total / among AS DECIMAL(16, 2)) AS mean,
           sqrt(GREATEST(squares - total * total / among, 0) / (among - 1)) AS deviation
    FROM summed
)
SELECT m.peers AS peers, m.subject AS subject, m.last_at AS occurred_on,
       CAST(NULL AS VARCHAR) AS bkkp_sn, {{subject.zh}} AS subject_name,
       {{subject.en}} AS subject_name_en, {{measure.zh}} AS measure_name,
       {{measure.en}} AS measure_name_en, m.value AS value, s.mean AS mean, s.among AS among,
       CAST((m.value - s.mean) / s.deviation AS DECIMAL(8, 1)) AS deviations,
       CAST(0 AS DECIMAL(16, 2)) AS amount, '专科特点与收治病种' AS counter_evidence
FROM measured AS m
JOIN spread AS s ON s.peers = m.peers
WHERE s.deviation > 0 AND m.value - s.mean > $deviations * s.deviation
ORDER BY peers, subject, bkkp_sn
