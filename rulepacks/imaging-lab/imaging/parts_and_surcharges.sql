/*+++
id       = "XY5-09"
title.zh = "多部位、三维、门控加收超标准"
title.en = "Parts and surcharges above the rule"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（三）项：超标准收费",
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
]
national = "问题清单（2025年）第81、82、84、87、88、90项"
seed     = "信阳、吉林"
partition = "person"
unit      = ["psn_no", "med_list_codg", "day"]
since     = 2021-05-01
knowledge = ["image_rule"]
evidence  = ["影像系统里的序列清单", "当地价格项目说明：第二部位起怎么收、最高收多少"]
ask       = ["扫了几个部位？有没有三维、门控的序列？"]
false_positives = [
    "第二部位起已经打折",
    "两天各做一次",
    "地方没有限定的项目",
]
sentence.zh = "{day}，{item_name}收了 {cnt_billed}，共 {amount_billed} 元，按当地收法至多 {amount_allowed} 元，多收 {amount} 元。"
sentence.en = "On {day} {item_name} came to {amount_billed} yuan ({cnt_billed}), where the rule allows {amount_allowed}: {amount} yuan too much."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]
+++*/
WITH lines AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.fee_ocur_time, CAST(f.fee_ocur_time AS DATE) AS day, f.cnt, f.det_item_fee_sumamt,
           f.det_item_fee_sumamt / f.cnt AS pric_billed, k.name, k.ratio_next, k.cnt_max,
           k.amount_max, k.knowledge_row
    FROM fee_net AS f
    JOIN image_rule AS k ON k.med_list_codg = f.med_list_codg
    WHERE f.cnt > 0 AND CAST(f.fee_ocur_time AS DATE) BETWEEN k.valid_from AND k.valid_to
), by_day AS (
    SELECT psn_no, med_list_codg, day, SUM(cnt) AS cnt_billed, SUM(det_item_fee_sumamt) AS amount_billed,
           MAX(pric_billed) AS pric_first, MIN(ratio_next) AS ratio_next, MIN(cnt_max) AS cnt_max,
           MIN(amount_max) AS amount_max
    FROM lines
    GROUP BY psn_no, med_list_codg, day
), counted AS (
    SELECT psn_no, med_list_codg, day, cnt_billed, amount_billed, pric_first, amount_max,
           coalesce(ratio_next, 1) AS ratio, LEAST(cnt_billed, coalesce(cnt_max, cnt_billed)) AS cnt_allowed
    FROM by_day
), allowed AS (
    SELECT psn_no, med_list_codg, day, cnt_billed, amount_billed, cnt_allowed,
           CAST(LEAST(
               pric_first * (LEAST(cnt_allowed, 1) + GREATEST(cnt_allowed - 1, 0) * ratio),
               coalesce(amount_max, amount_billed), amount_billed
           ) AS DECIMAL(16, 2)) AS amount_allowed
    FROM counted
), latest_first AS (
    SELECT n.bkkp_sn, n.setl_id, n.mdtrt_id, n.psn_no, n.med_list_codg, n.medins_list_codg,
           n.fee_ocur_time, n.day, n.cnt, n.det_item_fee_sumamt, n.name, n.knowledge_row, a.cnt_billed,
           a.cnt_allowed, a.amount_billed, a.amount_allowed,
           SUM(n.det_item_fee_sumamt) OVER (
               PARTITION BY n.psn_no, n.med_list_codg, n.day ORDER BY n.fee_ocur_time, n.bkkp_sn
           ) - a.amount_allowed AS over_so_far
    FROM lines AS n
    JOIN allowed AS a ON a.psn_no = n.psn_no AND a.med_list_codg = n.med_list_codg AND a.day = n.day
    WHERE a.amount_billed > a.amount_allowed
)
SELECT psn_no, med_list_codg, day, bkkp_sn, setl_id, mdtrt_id, medins_list_codg, name AS item_name,
       fee_ocur_time AS occurred_on, cnt, cnt_billed, cnt_allowed, amount_billed, amount_allowed,
       CAST(LEAST(det_item_fee_sumamt, over_so_far) AS DECIMAL(16, 2)) AS amount, knowledge_row,
       '影像序列清单与当地价格项目说明' AS counter_evidence
FROM latest_first
WHERE over_so_far > 0
ORDER BY psn_no, med_list_codg, day, bkkp_sn
