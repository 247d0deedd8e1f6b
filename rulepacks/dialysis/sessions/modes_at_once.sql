/*+++
id       = "SES-20"
title.zh = "同一时段重复收取两种净化"
title.en = "Two purification modes charged for one interval"
verdict  = "suspect"
basis    = ["《医疗保障基金使用监督管理条例》第三十八条第（三）项：重复收费", "《医疗保障基金使用监督管理条例》第三十八条第（三）项：分解项目收费"]
national = "问题清单（2025年）第61、62、65项"
seed     = "吉林、信阳"
partition = "person"
unit      = ["psn_no", "day", "code_kept", "med_list_codg"]
since     = 2021-05-01
knowledge = ["dial_pair"]
evidence  = ["透析记录单：两种方式各自的起止", "当地价格项目内涵（是否含透析、透析液）"]
ask       = ["两种方式是串联同时做还是先后做？"]
false_positives = [
    "先后分别做，时段不重叠",
    "两种方式不在同一天",
    "只有被包含的一种",
]
sentence.zh = "{day}，{kept_name}已含{item_name}，同一时段另收 {cnt_excess} 次，多收 {amount} 元。"
sentence.en = "On {day} {kept_name} already includes {item_name}, charged again for the same interval ({cnt_excess}): {amount} yuan too much."

[needs]
fee_net     = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]
trt_session = ["session_id", "psn_no", "med_list_codg", "begntime", "endtime"]

[min_coverage]
"trt_session.psn_no" = 0.9
+++*/
WITH pairs AS (
    SELECT code_kept, name_kept, code_included, name_included, valid_from, valid_to, knowledge_row
    FROM dial_pair
), codes AS (
    SELECT code_kept AS med_list_codg FROM pairs
    UNION
    SELECT code_included FROM pairs
), lines AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.fee_ocur_time, CAST(f.fee_ocur_time AS DATE) AS day, f.cnt, f.det_item_fee_sumamt
    FROM fee_net AS f
    JOIN codes AS c ON c.med_list_codg = f.med_list_codg
), by_day AS (
    SELECT psn_no, day, med_list_codg, SUM(cnt) AS cnt_day
    FROM lines
    GROUP BY psn_no, day, med_list_codg
), done AS (
    SELECT DISTINCT t.psn_no, t.med_list_codg, CAST(t.begntime AS DATE) AS day, t.begntime, t.endtime
    FROM trt_session AS t
    JOIN codes AS c ON c.med_list_codg = t.med_list_codg
    WHERE t.endtime > t.begntime
), met AS (
    SELECT p.code_kept, p.code_included, i.psn_no, i.day, i.begntime,
           MAX(CASE WHEN i.begntime < k.endtime AND i.endtime > k.begntime THEN 1 ELSE 0 END) AS crosses
    FROM pairs AS p
    JOIN done AS i ON i.med_list_codg = p.code_included
    JOIN done AS k ON k.med_list_codg = p.code_kept AND k.psn_no = i.psn_no AND k.day = i.day
    GROUP BY p.code_kept, p.code_included, i.psn_no, i.day, i.begntime
), apart AS (
    SELECT code_kept, code_included, psn_no, day, SUM(1 - crosses) AS sessions_apart
    FROM met
    GROUP BY code_kept, code_included, psn_no, day
), together AS (
    SELECT p.code_kept, p.name_kept, p.code_included, p.name_included, p.knowledge_row, i.psn_no, i.day,
           i.cnt_day AS cnt_billed,
           LEAST(i.cnt_day, k.cnt_day, i.cnt_day - coalesce(a.sessions_apart, 0)) AS cnt_over
    FROM pairs AS p
    JOIN by_day AS i ON i.med_list_codg = p.code_included
    JOIN by_day AS k ON k.med_list_codg = p.code_kept AND k.psn_no = i.psn_no AND k.day = i.day
    LEFT JOIN apart AS a
      ON a.code_kept = p.code_kept AND a.code_included = p.code_included AND a.psn_no = i.psn_no
     AND a.day = i.day
    WHERE i.day BETWEEN p.valid_from AND p.valid_to
), latest AS (
    SELECT g.code_kept, g.name_kept, g.name_included, g.knowledge_row, g.cnt_over, n.bkkp_sn, n.setl_id,
           n.mdtrt_id, n.psn_no, n.med_list_codg, n.medins_list_codg, n.fee_ocur_time, n.day, n.cnt,
           n.det_item_fee_sumamt,
           SUM(n.cnt) OVER (
               PARTITION BY g.code_kept, n.psn_no, n.day, n.med_list_codg ORDER BY n.fee_ocur_time, n.bkkp_sn
           ) - (g.cnt_billed - g.cnt_over) AS over_so_far
    FROM together AS g
    JOIN lines AS n ON n.psn_no = g.psn_no AND n.day = g.day AND n.med_list_codg = g.code_included
    WHERE g.cnt_over > 0
)
SELECT psn_no, day, code_kept, med_list_codg, bkkp_sn, setl_id, mdtrt_id, medins_list_codg,
       name_included AS item_name, name_kept AS kept_name, fee_ocur_time AS occurred_on, cnt,
       LEAST(cnt, over_so_far) AS cnt_excess,
       CAST(det_item_fee_sumamt * LEAST(cnt, over_so_far) / cnt AS DECIMAL(16, 2)) AS amount,
       knowledge_row, '两种方式各自起止时间的记录单' AS counter_evidence
FROM latest
WHERE over_so_far > 0
ORDER BY psn_no, day, code_kept, med_list_codg, bkkp_sn
