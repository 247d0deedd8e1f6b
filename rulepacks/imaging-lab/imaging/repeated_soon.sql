/*+++
id       = "XY5-20"
title.zh = "短期内重复检查检验"
title.en = "Test or scan repeated within days"
verdict  = "clue"
basis    = ["《医疗保障基金使用监督管理条例》第三十八条第（二）项：过度检查、重复检查"]
national = "两库（2025年版）第31项 医疗服务项目周期超频次；问题清单（2025年）第124、125项"
seed     = "信阳"
partition = "person"
unit      = ["psn_no", "med_list_codg", "island"]
since     = 2021-05-01
knowledge = ["test_gap"]
evidence  = ["两次的报告：结果有没有变化", "病程记录里复查的理由", "检查检验结果互认的规定"]
ask       = ["为什么几天内又做？前一次的结果能不能用？"]
false_positives = [
    "间隔恰好够天数",
    "同一天做几个部位",
    "监测要天天做的项目，没有列出",
    "两个不同的人",
]
sentence.zh = "{item_name}自 {island} 起 {cnt_days} 天做过，按间隔 {gap_days} 天至多 {days_allowed} 天，{day}这一次可核（线索，不计金额）。"
sentence.en = "From {island} {item_name} was charged on {cnt_days} days, where a gap of {gap_days} days allows {days_allowed}; see {day} (a lead, no money)."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]
+++*/
WITH lines AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.fee_ocur_time, CAST(f.fee_ocur_time AS DATE) AS day, f.cnt, k.name, k.gap_days,
           k.knowledge_row
    FROM fee_net AS f
    JOIN test_gap AS k ON k.med_list_codg = f.med_list_codg
    WHERE f.cnt > 0 AND CAST(f.fee_ocur_time AS DATE) BETWEEN k.valid_from AND k.valid_to
), days AS (
    SELECT psn_no, med_list_codg, gap_days, day,
           LAG(day) OVER (PARTITION BY psn_no, med_list_codg, gap_days ORDER BY day) AS day_before
    FROM (SELECT DISTINCT psn_no, med_list_codg, gap_days, day FROM lines) AS d
), numbered AS (
    SELECT psn_no, med_list_codg, gap_days, day,
           SUM(CASE WHEN date_diff('day', CAST(day_before AS DATE), CAST(day AS DATE)) < gap_days
                    THEN 0 ELSE 1 END) OVER (
               PARTITION BY psn_no, med_list_codg, gap_days ORDER BY day
               ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
           ) AS turn
    FROM days
), in_island AS (
    SELECT psn_no, med_list_codg, gap_days, day, turn,
           MIN(day) OVER (PARTITION BY psn_no, med_list_codg, gap_days, turn) AS day_first,
           MAX(day) OVER (PARTITION BY psn_no, med_list_codg, gap_days, turn) AS day_last,
           COUNT(*) OVER (PARTITION BY psn_no, med_list_codg, gap_days, turn) AS cnt_days,
           ROW_NUMBER() OVER (PARTITION BY psn_no, med_list_codg, gap_days, turn ORDER BY day) AS nth
    FROM numbered
), beyond AS (
    SELECT psn_no, med_list_codg, gap_days, day, CAST(day_first AS VARCHAR) AS island, cnt_days, nth,
           1 + CAST(floor(date_diff('day', CAST(day_first AS DATE), CAST(day_last AS DATE)) / gap_days) AS BIGINT)
             AS days_allowed
    FROM in_island
)
SELECT n.psn_no AS psn_no, n.med_list_codg AS med_list_codg, b.island AS island, n.bkkp_sn AS bkkp_sn,
       n.setl_id AS setl_id, n.mdtrt_id AS mdtrt_id, n.medins_list_codg AS medins_list_codg,
       n.name AS item_name, n.day AS day, n.fee_ocur_time AS occurred_on, n.cnt AS cnt,
       b.cnt_days AS cnt_days, b.days_allowed AS days_allowed, n.gap_days AS gap_days,
       CAST(0 AS DECIMAL(16, 2)) AS amount, n.knowledge_row AS knowledge_row,
       '复查的理由' AS counter_evidence
FROM lines AS n
JOIN beyond AS b
  ON b.psn_no = n.psn_no AND b.med_list_codg = n.med_list_codg AND b.gap_days = n.gap_days AND b.day = n.day
WHERE b.nth > b.days_allowed
ORDER BY psn_no, med_list_codg, island, bkkp_sn
