/*+++
id       = "XY5-18"
title.zh = "不同患者的检验结果完全相同"
title.en = "Identical results for different patients"
verdict  = "clue"
basis    = ["《医疗保障基金使用监督管理条例》第四十条第一款第（二）项：伪造、变造医学文书、电子信息等有关资料"]
national = "问题清单（2025年）第6项"
seed     = "信阳"
partition = "whole"
unit      = ["same_as"]
since     = 2021-05-01
evidence  = ["仪器的原始数据与样本条码", "结果录入、修改的日志"]
ask       = ["这几份标本是哪一台仪器、什么时候做的？结果是仪器传来的还是手工录的？"]
false_positives = [
    "项目太少，相同不奇怪",
    "低于检出限的结果写成文字",
    "同一患者的两份报告",
    "质控样本没有患者",
]
sentence.zh = "{cnt_people} 名患者各 {cnt_values} 项检验结果逐项相同：这一份出于 {occurred_on}（线索，不计金额）。"
sentence.en = "{cnt_people} patients have the same {cnt_values} results, value by value; this report is of {occurred_on} (a lead, no money)."

[needs]
lab_report = ["mdtrt_id", "psn_no", "rpt_time", "exam_item_detl_name", "exam_rslt_dicm"]

[params]
analytes = 8   # 至少多少项数值结果才比，项（目录默认值，未经医院标定）
people = 2     # 至少几名患者相同，人（目录默认值，未经医院标定）
+++*/
WITH results AS (
    SELECT mdtrt_id, psn_no, coalesce(nullif(spcm_no, ''), strftime(rpt_time, '%Y-%m-%d %H:%M:%S')) AS specimen,
           exam_item_detl_name AS item, MIN(rpt_time) AS rpt_time,
           MAX(TRY_CAST(exam_rslt_dicm AS DECIMAL(12, 4))) AS measured
    FROM lab_report
    WHERE psn_no IS NOT NULL AND exam_item_detl_name IS NOT NULL
      AND TRY_CAST(exam_rslt_dicm AS DECIMAL(12, 4)) IS NOT NULL
    GROUP BY mdtrt_id, psn_no, coalesce(nullif(spcm_no, ''), strftime(rpt_time, '%Y-%m-%d %H:%M:%S')),
             exam_item_detl_name
), samples AS (
    SELECT psn_no, mdtrt_id, specimen, MIN(rpt_time) AS rpt_time, COUNT(*) AS cnt_values,
           SUM(measured) AS total, SUM(measured * measured) AS squares,
           SUM(measured * length(item)) AS weighted
    FROM results
    GROUP BY psn_no, mdtrt_id, specimen
    HAVING COUNT(*) >= $analytes
), alike AS (
    SELECT psn_no, mdtrt_id, specimen, rpt_time, cnt_values,
           first_value(psn_no) OVER w AS first_person, first_value(mdtrt_id) OVER w AS first_visit,
           first_value(specimen) OVER w AS first_sample, MIN(rpt_time) OVER w AS first_time
    FROM samples
    WINDOW w AS (PARTITION BY cnt_values, total, squares, weighted ORDER BY rpt_time, psn_no, mdtrt_id, specimen)
), same_values AS (
    SELECT a.psn_no, a.mdtrt_id, a.specimen, a.rpt_time, a.cnt_values, a.first_person, a.first_visit,
           a.first_sample, a.first_time
    FROM alike AS a
    JOIN results AS x ON x.psn_no = a.psn_no AND x.mdtrt_id = a.mdtrt_id AND x.specimen = a.specimen
    JOIN results AS y
      ON y.psn_no = a.first_person AND y.mdtrt_id = a.first_visit AND y.specimen = a.first_sample
     AND y.item = x.item AND y.measured = x.measured
    GROUP BY a.psn_no, a.mdtrt_id, a.specimen, a.rpt_time, a.cnt_values, a.first_person, a.first_visit,
             a.first_sample, a.first_time
    HAVING COUNT(*) = a.cnt_values
), shared AS (
    SELECT first_person, first_visit, first_sample, COUNT(DISTINCT psn_no) AS cnt_people
    FROM same_values
    GROUP BY first_person, first_visit, first_sample
    HAVING COUNT(DISTINCT psn_no) >= $people
)
SELECT concat(v.first_visit, ' ', strftime(v.first_time, '%Y-%m-%d %H:%M:%S')) AS same_as,
       v.mdtrt_id AS mdtrt_id, v.psn_no AS psn_no, NULL AS bkkp_sn, v.rpt_time AS occurred_on,
       v.cnt_values AS cnt_values, s.cnt_people AS cnt_people, CAST(0 AS DECIMAL(16, 2)) AS amount,
       NULL AS knowledge_row, '仪器原始数据' AS counter_evidence
FROM same_values AS v
JOIN shared AS s
  ON s.first_person = v.first_person AND s.first_visit = v.first_visit AND s.first_sample = v.first_sample
ORDER BY same_as, mdtrt_id, psn_no, occurred_on, bkkp_sn
