/*+++
id       = "SPA-18"
title.zh = "模糊地带项目（地方界定）"
title.en = "Grey-zone item beyond a local ruling"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（三）项：重复收费、超标准收费",
    "《医疗保障基金使用监督管理条例》第十五条：不得超量、重复开药，不得将不属于支付范围的费用纳入结算",
]
national = "—"
seed     = "金华2022"
partition = "person"
unit      = ["psn_no", "med_list_codg", "day"]
since     = 2021-05-01
knowledge = ["grey_ruling"]
evidence  = [
    "地方界定的文件原文与执行日期",
    "治疗记录",
]
ask       = ["医院何时收到这份界定？院内怎么执行？"]
false_positives = [
    "界定执行之前",
    "不在同一天",
    "界定没有说次数",
]
sentence.zh = "{day}，{item_name}：{reason}（{document}，{ruled_from} 起执行），超出部分 {amount} 元。"
sentence.en = "{day}, {item_name}: {reason_en} ({document}, from {ruled_from}): {amount} yuan too much."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "medins_list_name", "cnt", "det_item_fee_sumamt"]
+++*/
WITH rulings AS (
    SELECT med_list_codg, valid_from, valid_to, MIN(cnt_day) AS cnt_day, MIN(source) AS document,
           MIN(knowledge_row) AS knowledge_row
    FROM grey_ruling
    GROUP BY med_list_codg, valid_from, valid_to
), charged AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.medins_list_name, f.fee_ocur_time, CAST(f.fee_ocur_time AS DATE) AS day, f.cnt,
           f.det_item_fee_sumamt, r.cnt_day, r.valid_from AS ruled_from, r.document, r.knowledge_row,
           SUM(f.cnt) OVER (
               PARTITION BY f.psn_no, f.med_list_codg, CAST(f.fee_ocur_time AS DATE)
               ORDER BY f.fee_ocur_time, f.bkkp_sn
           ) - r.cnt_day AS over_so_far
    FROM fee_net AS f
    JOIN rulings AS r ON r.med_list_codg = f.med_list_codg
    WHERE CAST(f.fee_ocur_time AS DATE) BETWEEN r.valid_from AND r.valid_to
), beside AS (
    SELECT c.bkkp_sn, MIN(o.medins_list_name) AS other_name
    FROM charged AS c
    JOIN grey_ruling AS k ON k.med_list_codg = c.med_list_codg AND k.not_with <> ''
    JOIN fee_net AS o
      ON o.psn_no = c.psn_no AND o.med_list_codg = k.not_with AND CAST(o.fee_ocur_time AS DATE) = c.day
    WHERE c.day BETWEEN k.valid_from AND k.valid_to
    GROUP BY c.bkkp_sn
)
SELECT c.psn_no AS psn_no, c.med_list_codg AS med_list_codg, c.day AS day, c.bkkp_sn AS bkkp_sn, c.setl_id,
       c.mdtrt_id, c.medins_list_codg, c.medins_list_name AS item_name, c.fee_ocur_time AS occurred_on,
       c.cnt, c.cnt_day AS cnt_allowed, c.ruled_from, c.document,
       CASE WHEN b.bkkp_sn IS NOT NULL THEN concat('不得与', b.other_name, '同日收')
            ELSE '超过一天的限量' END AS reason,
       CASE WHEN b.bkkp_sn IS NOT NULL THEN 'not to be charged beside another item'
            ELSE 'more than a day allows' END AS reason_en,
       CASE WHEN b.bkkp_sn IS NOT NULL THEN c.det_item_fee_sumamt
            ELSE CAST(c.det_item_fee_sumamt * LEAST(c.cnt, c.over_so_far) / c.cnt AS DECIMAL(16, 2))
       END AS amount,
       c.knowledge_row, '界定文件、医院收文日期' AS counter_evidence
FROM charged AS c
LEFT JOIN beside AS b ON b.bkkp_sn = c.bkkp_sn
WHERE b.bkkp_sn IS NOT NULL OR c.over_so_far > 0
ORDER BY psn_no, med_list_codg, day, bkkp_sn
