/*+++
id       = "XY4-14"
title.zh = "手术记录是便宜的术式，收的是贵的"
title.en = "A dearer procedure charged than recorded"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（四）项：串换药品、医用耗材、诊疗项目",
]
national = "问题清单（2025年）第20、23、24、37、41、44、46、54、68、73、144、170、177项"
seed     = "信阳"
partition = "whole"
unit     = ["mdtrt_id", "med_list_codg", "day"]
since    = 2021-05-01
knowledge = ["sibling"]
evidence = [
    "手术记录全文、术中影像",
    "耗材使用登记（有没有植入物）",
]
ask      = [
    "实际做的是哪一种？收费依据手术记录的哪一句？",
]
false_positives = [
    "手术名称写法不同，仍有贵的术式的用词",
    "两个术式都做了",
    "手术记录里两种都没有（记录不全）",
    "贵的并不贵",
]
sentence.zh = "{day}收的是{item_name}，手术记录是{low_name}，按后者多收 {amount} 元。"
sentence.en = "On {day} {item_name} was charged while the operation on record is {low_name}: {amount} yuan too much."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]
oprn = ["mdtrt_id", "oprn_oprt_name", "oprn_oprt_date"]

[min_coverage]
"oprn.mdtrt_id" = 0.9

[params]
days = 1   # 记账与手术可以差几天，天（目录默认值，未经医院标定）
+++*/
WITH words AS (
    SELECT DISTINCT high_code, low_code, 'high' AS kind, unnest(string_split(high_words, '|')) AS word
    FROM sibling
    UNION
    SELECT DISTINCT high_code, low_code, 'low' AS kind, unnest(string_split(low_words, '|')) AS word
    FROM sibling
), own_price AS (
    SELECT f.med_list_codg, MAX(f.det_item_fee_sumamt / f.cnt) AS pric
    FROM fee_net AS f
    GROUP BY f.med_list_codg
), lines AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg, f.medins_list_name,
           f.fee_ocur_time, CAST(f.fee_ocur_time AS DATE) AS day, f.cnt, f.det_item_fee_sumamt, s.high_code, s.high_name, s.low_code, s.low_name, s.knowledge_row,
           coalesce(s.low_pric, p.pric) AS pric_allowed
    FROM fee_net AS f
    JOIN sibling AS s ON s.high_code = f.med_list_codg
    LEFT JOIN own_price AS p ON p.med_list_codg = s.low_code
    WHERE CAST(f.fee_ocur_time AS DATE) BETWEEN s.valid_from AND s.valid_to
), told AS (
    SELECT n.bkkp_sn, n.low_code, MAX(CASE WHEN w.kind = 'high' THEN 1 ELSE 0 END) AS high_told,
           MAX(CASE WHEN w.kind = 'low' THEN 1 ELSE 0 END) AS low_told
    FROM lines AS n
    JOIN oprn AS o ON o.mdtrt_id = n.mdtrt_id
    JOIN words AS w
      ON w.high_code = n.high_code AND w.low_code = n.low_code AND w.word <> ''
     AND strpos(o.oprn_oprt_name, w.word) > 0
    WHERE abs(date_diff('day', CAST(o.oprn_oprt_date AS DATE), CAST(n.day AS DATE))) <= $days
    GROUP BY n.bkkp_sn, n.low_code
), excess AS (
    SELECT n.bkkp_sn, n.setl_id, n.mdtrt_id, n.psn_no, n.med_list_codg, n.medins_list_codg, n.fee_ocur_time,
           n.day, n.cnt, n.high_name, n.low_name, n.knowledge_row, n.pric_allowed,
           CAST(n.det_item_fee_sumamt - n.pric_allowed * n.cnt AS DECIMAL(16, 2)) AS amount,
           ROW_NUMBER() OVER (PARTITION BY n.bkkp_sn ORDER BY n.pric_allowed DESC, n.low_code) AS turn
    FROM lines AS n
    JOIN told AS t ON t.bkkp_sn = n.bkkp_sn AND t.low_code = n.low_code
    WHERE t.low_told = 1 AND t.high_told = 0 AND n.pric_allowed * n.cnt < n.det_item_fee_sumamt
)
SELECT mdtrt_id, med_list_codg, day, bkkp_sn, setl_id, psn_no, medins_list_codg, high_name AS item_name, low_name,
       fee_ocur_time AS occurred_on, cnt, CAST(pric_allowed AS DECIMAL(16, 6)) AS pric_allowed, amount,
       knowledge_row, '手术记录全文、术中影像' AS counter_evidence
FROM excess
WHERE turn = 1
ORDER BY mdtrt_id, med_list_codg, day, bkkp_sn
