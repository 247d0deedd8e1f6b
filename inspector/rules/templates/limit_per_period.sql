/*+++
title.zh = "一段时间内的上限"
title.en = "Limit per period"
partition = "person"
unit = ["who", "thing", "span"]
sentence.zh = "{span}，{item_name}收了 {cnt_billed}，上限 {cnt_allowed}，超出部分 {amount} 元。"
sentence.en = "{span}: {cnt_billed} of {item_name} where {cnt_allowed} is the limit: {amount} yuan too much."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]

[slots.knowledge]
kind = "table"
[slots.item]
kind = "column"
default = "med_list_codg"
[slots.limit_column]
kind = "column"
default = "cnt_max"
[slots.period_column]
kind = "column"
default = "period"
[slots.group_column]
kind = "column"
default = "point"
[slots.of]
default = "listed"
[slots.of.one_of.listed]
limits = "SELECT {{item}} AS code, {{together.point}} AS point, {{period}} AS per, CAST({{limit}} AS DECIMAL(16, 4)) AS cnt_allowed, valid_from, valid_to, MIN(knowledge_row) AS knowledge_row\n    FROM {{knowledge}}\n    WHERE {{only}}\n    GROUP BY {{item}}, {{together.point}}, {{period}}, CAST({{limit}} AS DECIMAL(16, 4)), valid_from, valid_to"
code = "f.med_list_codg"
[slots.of.one_of.all]
limits = "SELECT '' AS code, '' AS point, {{period}} AS per, CAST($limit AS DECIMAL(16, 4)) AS cnt_allowed, CAST('1900-01-01' AS DATE) AS valid_from, CAST('9999-12-31' AS DATE) AS valid_to, CAST(NULL AS VARCHAR) AS knowledge_row"
code = "''"
[slots.together]
default = "item"
[slots.together.one_of.item]
point = "''"
thing = "f.med_list_codg"
[slots.together.one_of.row]
point = "{{group_column}}"
thing = "k.point"
[slots.together.one_of.everything]
point = "''"
thing = "''"
[slots.limit]
default = "row"
one_of.row = "{{limit_column}}"
one_of.row_or_param = "coalesce({{limit_column}}, $limit)"
one_of.param = "$limit"
[slots.period]
default = "day"
one_of.row = "{{period_column}}"
one_of.hour = "'hour'"
one_of.day = "'day'"
one_of.week = "'week'"
one_of.month = "'month'"
one_of.quarter = "'quarter'"
one_of.year = "'year'"
one_of.visit = "'visit'"
one_of.prescription = "'prescription'"
one_of.total = "'total'"
[slots.who]
default = "person"
one_of.person = "f.psn_no"
one_of.visit = "f.mdtrt_id"
one_of.doctor = { sql = "coalesce(f.bilg_dr_code, '')", partition = "whole", needs = { fee_net = ["bilg_dr_code"] } }
[slots.measure]
default = "count"
[slots.measure.one_of.count]
weight = "f.cnt"
total = "SUM(n.weight)"
first = "n.fee_ocur_time"
so_far = "SUM(c.weight) OVER (\n               PARTITION BY c.who, c.thing, c.span, c.cnt_allowed ORDER BY c.fee_ocur_time, c.bkkp_sn\n           )"
[slots.measure.one_of.supply_days]
weight = "nullif(f.prd_days, 0)"
total = "SUM(n.weight)"
first = "n.fee_ocur_time"
so_far = "SUM(c.weight) OVER (\n               PARTITION BY c.who, c.thing, c.span, c.cnt_allowed ORDER BY c.fee_ocur_time, c.bkkp_sn\n           )"
needs = { fee_net = ["prd_days"] }
[slots.measure.one_of.days]
weight = "1"
total = "COUNT(DISTINCT n.day)"
first = "n.fee_ocur_time"
so_far = "DENSE_RANK() OVER (\n               PARTITION BY c.who, c.thing, c.span, c.cnt_allowed ORDER BY c.day\n           )"
[slots.measure.one_of.items]
weight = "1"
total = "COUNT(DISTINCT n.med_list_codg)"
first = "MIN(n.fee_ocur_time) OVER (PARTITION BY n.who, n.thing, n.span, n.cnt_allowed, n.med_list_codg)"
so_far = "DENSE_RANK() OVER (\n               PARTITION BY c.who, c.thing, c.span, c.cnt_allowed ORDER BY c.first_at, c.med_list_codg\n           )"
[slots.measure.one_of.visits]
weight = "1"
total = "COUNT(DISTINCT n.mdtrt_id)"
first = "MIN(n.fee_ocur_time) OVER (PARTITION BY n.who, n.thing, n.span, n.cnt_allowed, n.mdtrt_id)"
so_far = "DENSE_RANK() OVER (\n               PARTITION BY c.who, c.thing, c.span, c.cnt_allowed ORDER BY c.first_at, c.mdtrt_id\n           )"
+++*/
WITH limits AS (
    {{of.limits}}
), lines AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.medins_list_name, f.fee_ocur_time, CAST(f.fee_ocur_time AS DATE) AS day, f.cnt,
           f.det_item_fee_sumamt, {{who}} AS who, {{together.thing}} AS thing,
           {{span}} AS span,
           {{measure.weight}} AS weight, k.cnt_allowed, k.knowledge_row
    FROM fee_net AS f
    JOIN limits AS k ON k.code = {{of.code}}
    WHERE CAST(f.fee_ocur_time AS DATE) BETWEEN k.valid_from AND k.valid_to
      AND {{hour_known}}
      AND {{lines}} AND {{paid}}
), totals AS (
    SELECT n.who, n.thing, n.span, n.cnt_allowed, {{measure.total}} AS cnt_billed
    FROM lines AS n
    GROUP BY n.who, n.thing, n.span, n.cnt_allowed
    HAVING {{measure.total}} > n.cnt_allowed
), timed AS (
    SELECT n.bkkp_sn, n.setl_id, n.mdtrt_id, n.psn_no, n.med_list_codg, n.medins_list_codg,
           n.medins_list_name, n.fee_ocur_time, n.day, n.cnt, n.det_item_fee_sumamt, n.who, n.thing,
           n.span, n.weight, n.cnt_allowed, n.knowledge_row, t.cnt_billed,
           {{measure.first}} AS first_at
    FROM lines AS n
    JOIN totals AS t
      ON t.who = n.who AND t.thing = n.thing AND t.span = n.span AND t.cnt_allowed = n.cnt_allowed
), charged AS (
    SELECT c.bkkp_sn, c.setl_id, c.mdtrt_id, c.psn_no, c.med_list_codg, c.medins_list_codg,
           c.medins_list_name, c.fee_ocur_time, c.cnt, c.det_item_fee_sumamt, c.who, c.thing, c.span,
           c.weight, c.cnt_allowed, c.knowledge_row, c.cnt_billed,
           {{measure.so_far}} AS so_far
    FROM timed AS c
)
SELECT who, thing, span, bkkp_sn, setl_id, mdtrt_id, psn_no, med_list_codg, medins_list_codg,
       medins_list_name AS item_name, fee_ocur_time AS occurred_on, cnt, cnt_billed, cnt_allowed,
       LEAST(weight, so_far - cnt_allowed) AS cnt_excess,
       CAST(det_item_fee_sumamt * LEAST(weight, so_far - cnt_allowed) / weight AS DECIMAL(16, 2)) AS amount,
       knowledge_row, '每一次的医嘱与执行记录' AS counter_evidence
FROM charged
WHERE so_far > cnt_allowed
ORDER BY who, thing, span, bkkp_sn
