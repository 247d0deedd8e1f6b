/*+++
title.zh = "两次之间的间隔"
title.en = "Interval"
partition = "person"
unit = ["psn_no", "thing", "island"]
sentence.zh = "{item_name}自 {island} 起收了 {cnt_billed} 次，按间隔要求至多 {cnt_allowed} 次，至少多收 {amount} 元。"
sentence.en = "{item_name} was charged {cnt_billed} times from {island}, where the interval allows {cnt_allowed}: at least {amount} yuan too much."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]

[slots.count_column]
kind = "column"
default = "cnt_max"
[slots.window_column]
kind = "column"
default = "window_days"
[slots.gap_column]
kind = "column"
default = "gap_days_min"
[slots.group_column]
kind = "column"
default = "point"
[slots.together]
default = "item"
one_of.item = "{{item}}"
one_of.row = "{{group_column}}"
[slots.limit]                  # so many in any window of days, or one and then a gap
default = "window"
[slots.limit.one_of.window]
times = "{{count_column}}"
days = "{{window_column}}"
[slots.limit.one_of.gap]
times = "1"
days = "{{gap_column}}"
[slots.limit.one_of.param]
times = "$times"
days = "$days"
+++*/
WITH limits AS (
    SELECT {{item}} AS code, {{together}} AS thing, {{limit.times}} AS times, {{limit.days}} AS days,
           valid_from, valid_to, MIN(knowledge_row) AS knowledge_row
    FROM {{knowledge}}
    WHERE {{limit.times}} IS NOT NULL AND {{limit.days}} IS NOT NULL AND {{only}}
    GROUP BY {{item}}, {{together}}, {{limit.times}}, {{limit.days}}, valid_from, valid_to
), lines AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.medins_list_name, f.fee_ocur_time, CAST(f.fee_ocur_time AS DATE) AS day, f.cnt,
           f.det_item_fee_sumamt, k.thing, k.times, k.days, k.knowledge_row
    FROM fee_net AS f
    JOIN limits AS k ON k.code = f.med_list_codg
    WHERE CAST(f.fee_ocur_time AS DATE) BETWEEN k.valid_from AND k.valid_to AND {{lines}} AND {{paid}}
), by_day AS (
    SELECT psn_no, thing, times, days, day, SUM(cnt) AS cnt_day,
           LAG(day) OVER (PARTITION BY psn_no, thing, times, days ORDER BY day) AS day_before
    FROM lines
    GROUP BY psn_no, thing, times, days, day
), opened AS (
    SELECT psn_no, thing, times, days, day, cnt_day,
           CASE WHEN date_diff('day', CAST(day_before AS DATE), CAST(day AS DATE)) < days
                THEN 0 ELSE 1 END AS starts_anew
    FROM by_day
), numbered AS (
    SELECT psn_no, thing, times, days, day, cnt_day,
           SUM(starts_anew) OVER (
               PARTITION BY psn_no, thing, times, days ORDER BY day
               ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
           ) AS turn
    FROM opened
), islands AS (
    SELECT psn_no, thing, times, days, MIN(day) AS day_first, MAX(day) AS day_last,
           SUM(cnt_day) AS cnt_billed
    FROM numbered
    GROUP BY psn_no, thing, times, days, turn
), over_limit AS (
    SELECT psn_no, thing, times, days, day_first, day_last, cnt_billed,
           times * (1 + FLOOR(date_diff('day', CAST(day_first AS DATE), CAST(day_last AS DATE)) / days))
             AS cnt_allowed
    FROM islands
), charged AS (
    SELECT n.bkkp_sn, n.setl_id, n.mdtrt_id, n.psn_no, n.med_list_codg, n.medins_list_codg,
           n.medins_list_name, n.fee_ocur_time, n.cnt, n.det_item_fee_sumamt, n.thing, n.knowledge_row,
           CAST(o.day_first AS VARCHAR) AS island, o.cnt_billed,
           CAST(o.cnt_allowed AS DECIMAL(16, 4)) AS cnt_allowed,
           SUM(n.cnt) OVER (
               PARTITION BY n.psn_no, n.thing, n.times, n.days, o.day_first
               ORDER BY n.fee_ocur_time, n.bkkp_sn
           ) AS so_far
    FROM lines AS n
    JOIN over_limit AS o
      ON o.psn_no = n.psn_no AND o.thing = n.thing AND o.times = n.times AND o.days = n.days
     AND n.day BETWEEN o.day_first AND o.day_last
    WHERE o.cnt_billed > o.cnt_allowed
)
SELECT psn_no, thing, island, bkkp_sn, setl_id, mdtrt_id, med_list_codg, medins_list_codg,
       medins_list_name AS item_name, fee_ocur_time AS occurred_on, cnt, cnt_billed, cnt_allowed,
       LEAST(cnt, so_far - cnt_allowed) AS cnt_excess,
       CAST(det_item_fee_sumamt * LEAST(cnt, so_far - cnt_allowed) / cnt AS DECIMAL(16, 2)) AS amount,
       knowledge_row, '每一次的医嘱、报告或记录' AS counter_evidence
FROM charged
WHERE so_far > cnt_allowed
ORDER BY psn_no, thing, island, bkkp_sn
