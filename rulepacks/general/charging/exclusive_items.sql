/*+++
id       = "XY2-03"
title.zh = "互斥项目同日收费（包含关系）"
title.en = "Mutually exclusive items charged on one day"
verdict  = "breach"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：不得重复收费、分解项目收费",
    "《医疗保障基金使用监督管理条例》第三十八条第（三）项：重复收费",
]
national = "两库（2025年版）第25项 重复收费（第七批知识点）"
seed     = "信阳、金华2022"
partition = "person"
unit      = ["psn_no", "code_kept", "med_list_codg", "day"]
since     = 2021-05-01
knowledge = ["exclusive_pair"]
evidence  = ["当地价格项目内涵、除外内容与说明", "治疗记录：两项各自的起止时间"]
ask       = ["两项是否确为两次独立的治疗？当地文件是否允许同日分别收费？"]
false_positives = [
    "两项不在同一天",
    "知识点尚未生效的日子",
    "两个不同的人",
]
sentence.zh = "{day}，{kept_name}已包含{item_name}，后者另收 {cnt_excess} 次，多收 {amount} 元。"
sentence.en = "On {day} {kept_name} already includes {item_name}, which was charged as well ({cnt_excess} too many): {amount} yuan too much."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]
+++*/
WITH pairs AS (
    SELECT code_kept, code_included, name_kept, valid_from, valid_to, knowledge_row
    FROM exclusive_pair
    WHERE scope = 'same_day'
), paired_codes AS (
    SELECT code_kept AS med_list_codg FROM pairs
    UNION
    SELECT code_included FROM pairs
), charged AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.medins_list_name, f.fee_ocur_time, CAST(f.fee_ocur_time AS DATE) AS day, f.cnt,
           f.det_item_fee_sumamt
    FROM fee_net AS f
    JOIN paired_codes AS p ON p.med_list_codg = f.med_list_codg
), by_day AS (
    SELECT psn_no, med_list_codg, day, SUM(cnt) AS cnt_day
    FROM charged
    GROUP BY psn_no, med_list_codg, day
), together AS (
    SELECT p.code_kept, p.name_kept, p.code_included, p.knowledge_row, k.psn_no, k.day,
           LEAST(k.cnt_day, i.cnt_day) AS cnt_over, i.cnt_day AS cnt_billed
    FROM pairs AS p
    JOIN by_day AS k ON k.med_list_codg = p.code_kept
    JOIN by_day AS i
      ON i.med_list_codg = p.code_included AND i.psn_no = k.psn_no AND i.day = k.day
    WHERE k.day BETWEEN p.valid_from AND p.valid_to
), latest_first AS (
    SELECT t.code_kept, t.name_kept, t.knowledge_row, t.cnt_over, t.cnt_billed, c.bkkp_sn, c.setl_id,
           c.mdtrt_id, c.psn_no, c.med_list_codg, c.medins_list_codg, c.medins_list_name,
           c.fee_ocur_time, c.day, c.cnt, c.det_item_fee_sumamt,
           SUM(c.cnt) OVER (
               PARTITION BY t.code_kept, c.psn_no, c.med_list_codg, c.day
               ORDER BY c.fee_ocur_time, c.bkkp_sn
           ) - (t.cnt_billed - t.cnt_over) AS over_so_far
    FROM together AS t
    JOIN charged AS c
      ON c.psn_no = t.psn_no AND c.med_list_codg = t.code_included AND c.day = t.day
)
SELECT psn_no, code_kept, med_list_codg, day, bkkp_sn, setl_id, mdtrt_id, medins_list_codg,
       medins_list_name AS item_name, name_kept AS kept_name, fee_ocur_time AS occurred_on, cnt,
       cnt_billed - cnt_over AS cnt_allowed, LEAST(cnt, over_so_far) AS cnt_excess,
       CAST(det_item_fee_sumamt * LEAST(cnt, over_so_far) / cnt AS DECIMAL(16, 2)) AS amount,
       knowledge_row, '当地允许分别收费的文件' AS counter_evidence
FROM latest_first
WHERE over_so_far > 0
ORDER BY psn_no, code_kept, med_list_codg, day, bkkp_sn
