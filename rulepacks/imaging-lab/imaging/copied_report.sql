/*+++
id       = "XY5-15"
title.zh = "不同患者的影像或检查报告雷同"
title.en = "One image or report for different patients"
verdict  = "suspect"
basis    = ["《医疗保障基金使用监督管理条例》第四十条第一款第（二）项：伪造、变造医学文书、电子信息等有关资料"]
national = "问题清单（2025年）第6项"
seed     = "吉林、信阳"
partition = "whole"
unit      = ["same_as"]
since     = 2021-05-01
evidence  = ["影像原始文件的唯一编号与像素指纹", "几份报告的写入日志"]
ask       = ["这几份报告各是谁写的？原始图像在哪里？"]
false_positives = [
    "套用正常模板，没有测量数字",
    "同一患者前后两次相同",
    "没有影像编号",
]
sentence.zh = "{cnt_people} 名患者的检查报告{said}：这一份为 {exam_method}，{occurred_on} 出具（不计金额，先看原始图像）。"
sentence.en = "The reports of {cnt_people} patients {said_en}; this one, {exam_method}, is of {occurred_on} (no money until the images are seen)."

[needs]
exam_report = ["mdtrt_id", "psn_no", "rpt_time", "exam_ccls", "img_no"]

[params]
text_min = 20   # 报告文字至少多长才比，字；太短的本来就会相同（本项目取值）
+++*/
WITH reports AS (
    SELECT mdtrt_id, psn_no, rpt_time, coalesce(exam_mtd, '') AS exam_method, trim(exam_ccls) AS said,
           trim(img_no) AS img_no
    FROM exam_report
    WHERE psn_no IS NOT NULL
), keyed AS (
    SELECT mdtrt_id, psn_no, rpt_time, exam_method, 'image' AS kind, img_no AS content
    FROM reports
    WHERE img_no <> ''
    UNION ALL
    SELECT mdtrt_id, psn_no, rpt_time, exam_method, 'text' AS kind, said AS content
    FROM reports
    WHERE length(said) >= $text_min AND regexp_matches(said, '[0-9][^0-9.]+[0-9][0-9.]*[^0-9.]+[0-9]')
), shared AS (
    SELECT kind, content, COUNT(DISTINCT psn_no) AS cnt_people, MIN(rpt_time) AS first_time,
           MIN(mdtrt_id) AS first_visit
    FROM keyed
    GROUP BY kind, content
    HAVING COUNT(DISTINCT psn_no) > 1
)
SELECT concat(s.kind, ' ', strftime(s.first_time, '%Y-%m-%d %H:%M:%S'), ' ', coalesce(s.first_visit, ''))
         AS same_as,
       k.mdtrt_id AS mdtrt_id, k.psn_no AS psn_no, NULL AS bkkp_sn, k.exam_method AS exam_method,
       k.rpt_time AS occurred_on, s.cnt_people AS cnt_people,
       CASE WHEN s.kind = 'image' THEN '影像编号相同' ELSE '测量文字逐字相同' END AS said,
       CASE WHEN s.kind = 'image' THEN 'bear one image number' ELSE 'agree word for word with their measures' END
         AS said_en,
       CAST(0 AS DECIMAL(16, 2)) AS amount, NULL AS knowledge_row,
       '影像原始文件' AS counter_evidence
FROM keyed AS k
JOIN shared AS s ON s.kind = k.kind AND s.content = k.content
ORDER BY same_as, mdtrt_id, psn_no, occurred_on, exam_method, bkkp_sn
