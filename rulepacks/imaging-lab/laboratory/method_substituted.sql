/*+++
id       = "XY5-06"
title.zh = "检验方法学串换"
title.en = "A dearer laboratory method charged"
verdict  = "suspect"
basis    = ["《医疗保障基金使用监督管理条例》第三十八条第（四）项：串换药品、医用耗材、诊疗项目和服务设施"]
national = "问题清单（2025年）第131、132、133、135项"
seed     = "信阳"
partition = "person"
unit      = ["mdtrt_id", "med_list_codg", "day"]
since     = 2021-05-01
knowledge = ["lab_method"]
evidence  = ["仪器铭牌与型号", "试剂的注册证、说明书与采购清单"]
ask       = ["检验科有几台做这项的仪器？这份标本在哪台上做的？"]
false_positives = [
    "报告写的就是所收的方法",
    "报告没有写方法",
    "期内另有一份按所收方法做的报告",
    "知识点已失效的日子",
]
sentence.zh = "{day}，{item_name}收了 {cnt} 次，报告所写方法为{method_told}，按该方法应少收 {amount} 元。"
sentence.en = "On {day} {item_name} was charged ({cnt}); the report names {method_told}: {amount} yuan less was due."

[needs]
fee_net    = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]
lab_report = ["psn_no", "rpt_time", "exam_item_detl_name", "exam_mtd"]

[params]
days = 7   # 收费后多少天内的报告算这次的，天（目录默认值，未经医院标定）
+++*/
WITH asked AS (
    SELECT med_list_codg, name, value_words, method_words, other_words, pric_other, valid_from,
           valid_to, knowledge_row
    FROM lab_method
), lines AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.fee_ocur_time, CAST(f.fee_ocur_time AS DATE) AS day, f.cnt, f.det_item_fee_sumamt,
           k.name, k.pric_other, k.knowledge_row
    FROM fee_net AS f
    JOIN asked AS k ON k.med_list_codg = f.med_list_codg
    WHERE CAST(f.fee_ocur_time AS DATE) BETWEEN k.valid_from AND k.valid_to
), value_list AS (
    SELECT med_list_codg, unnest(string_split(value_words, '|')) AS word
    FROM asked
), method_list AS (
    SELECT med_list_codg, 1 AS is_right, unnest(string_split(method_words, '|')) AS word
    FROM asked
    UNION ALL
    SELECT med_list_codg, 0 AS is_right, unnest(string_split(other_words, '|')) AS word
    FROM asked
), told AS (
    SELECT DISTINCT r.psn_no, v.med_list_codg, CAST(r.rpt_time AS DATE) AS rpt_day, r.exam_mtd,
           m.is_right
    FROM lab_report AS r
    JOIN value_list AS v ON v.word <> '' AND strpos(r.exam_item_detl_name, v.word) > 0
    JOIN method_list AS m
      ON m.med_list_codg = v.med_list_codg AND m.word <> '' AND strpos(r.exam_mtd, m.word) > 0
), judged AS (
    SELECT n.bkkp_sn, MAX(t.is_right) AS is_right, MIN(t.exam_mtd) AS method_told
    FROM lines AS n
    JOIN told AS t ON t.psn_no = n.psn_no AND t.med_list_codg = n.med_list_codg
    WHERE date_diff('day', CAST(n.day AS DATE), CAST(t.rpt_day AS DATE)) BETWEEN -1 AND $days
    GROUP BY n.bkkp_sn
)
SELECT n.mdtrt_id AS mdtrt_id, n.med_list_codg AS med_list_codg, n.day AS day, n.bkkp_sn AS bkkp_sn,
       n.setl_id AS setl_id, n.psn_no AS psn_no, n.medins_list_codg AS medins_list_codg,
       n.name AS item_name, n.fee_ocur_time AS occurred_on, n.cnt AS cnt, j.method_told AS method_told,
       n.pric_other AS pric_allowed,
       CAST(coalesce(GREATEST(n.det_item_fee_sumamt - n.cnt * n.pric_other, 0), 0) AS DECIMAL(16, 2))
         AS amount,
       n.knowledge_row AS knowledge_row, '试剂注册证与仪器型号' AS counter_evidence
FROM lines AS n
JOIN judged AS j ON j.bkkp_sn = n.bkkp_sn
WHERE j.is_right = 0
ORDER BY mdtrt_id, med_list_codg, day, bkkp_sn
