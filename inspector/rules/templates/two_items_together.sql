/*+++
title.zh = "两个项目不得一起收"
title.en = "Two items together"
partition = "person"
unit = ["who", "code_kept", "med_list_codg", "span"]
sentence.zh = "{span}，收了{kept_name}，又收{item_name} {cnt_excess}，多收 {amount} 元。"
sentence.en = "{span}: {item_name} was charged ({cnt_excess}) beside {kept_name}: {amount} yuan too much."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]

[slots.knowledge]
kind = "table"
[slots.kept]
kind = "column"
default = "code_kept"
[slots.included]
kind = "column"
default = "code_included"
[slots.kept_name]
kind = "column"
default = "name_kept"
[slots.scope_column]
kind = "column"
default = "scope"
[slots.who]
default = "person"
one_of.person = "f.psn_no"
one_of.visit = "f.mdtrt_id"
[slots.scope]
default = "day"
one_of.row = "{{scope_column}}"
one_of.row_or_day = "coalesce(nullif({{scope_column}}, ''), 'day')"
one_of.stated = "nullif({{scope_column}}, '')"
one_of.unstated = "CASE WHEN coalesce({{scope_column}}, '') = '' THEN 'day' END"
one_of.hour = "'hour'"
one_of.day = "'day'"
one_of.month = "'month'"
one_of.visit = "'visit'"
[slots.excess]
default = "matched"
one_of.matched = "LEAST(a.cnt_span, b.cnt_span)"
one_of.all = "b.cnt_span"
one_of.share = "b.cnt_span * (1 - CAST($ratio AS DECIMAL(6, 4)))"
[slots.money]                  # a lead about safety carries no money
default = "excess"
one_of.excess = "CAST(det_item_fee_sumamt * LEAST(cnt, over_so_far) / cnt AS DECIMAL(16, 2))"
one_of.none = "CAST(0 AS DECIMAL(16, 2))"
+++*/
WITH pairs AS (
    SELECT {{kept}} AS code_kept, {{included}} AS code_included, MIN({{kept_name}}) AS name_kept,
           {{scope}} AS per, valid_from, valid_to, MIN(knowledge_row) AS knowledge_row
    FROM {{knowledge}}
    WHERE {{kept}} <> {{included}} AND {{only}}
    GROUP BY {{kept}}, {{included}}, {{scope}}, valid_from, valid_to
), paired_codes AS (
    SELECT code_kept AS code, per FROM pairs
    UNION
    SELECT code_included AS code, per FROM pairs
), charged AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.medins_list_name, f.fee_ocur_time, CAST(f.fee_ocur_time AS DATE) AS day, f.cnt,
           f.det_item_fee_sumamt, {{who}} AS who, k.per,
           {{span}} AS span
    FROM fee_net AS f
    JOIN paired_codes AS k ON k.code = f.med_list_codg
    WHERE {{hour_known}}
), by_span AS (
    SELECT c.who, c.med_list_codg, c.per, c.span, SUM(c.cnt) AS cnt_span, MIN(c.day) AS day_first
    FROM charged AS c
    GROUP BY c.who, c.med_list_codg, c.per, c.span
), together AS (
    SELECT p.code_kept, p.name_kept, p.code_included, p.knowledge_row, a.who, a.per, a.span,
           {{excess}} AS cnt_over, b.cnt_span AS cnt_billed
    FROM pairs AS p
    JOIN by_span AS a ON a.med_list_codg = p.code_kept AND a.per = p.per
    JOIN by_span AS b
      ON b.med_list_codg = p.code_included AND b.who = a.who AND b.per = a.per AND b.span = a.span
    WHERE GREATEST(a.day_first, b.day_first) BETWEEN p.valid_from AND p.valid_to
), latest_first AS (
    SELECT t.code_kept, t.name_kept, t.knowledge_row, t.cnt_over, t.cnt_billed, t.who, t.span,
           c.bkkp_sn, c.setl_id, c.mdtrt_id, c.psn_no, c.med_list_codg, c.medins_list_codg,
           c.medins_list_name, c.fee_ocur_time, c.cnt, c.det_item_fee_sumamt,
           SUM(c.cnt) OVER (
               PARTITION BY t.who, t.code_kept, c.med_list_codg, t.span
               ORDER BY c.fee_ocur_time, c.bkkp_sn
           ) - (t.cnt_billed - t.cnt_over) AS over_so_far
    FROM together AS t
    JOIN charged AS c
      ON c.who = t.who AND c.med_list_codg = t.code_included AND c.per = t.per AND c.span = t.span
)
SELECT who, code_kept, med_list_codg, span, bkkp_sn, setl_id, mdtrt_id, psn_no, medins_list_codg,
       medins_list_name AS item_name, name_kept AS kept_name, fee_ocur_time AS occurred_on, cnt,
       cnt_billed, cnt_billed - cnt_over AS cnt_allowed, LEAST(cnt, over_so_far) AS cnt_excess,
       {{money}} AS amount,
       knowledge_row, '当地允许分别收费的文件' AS counter_evidence
FROM latest_first
WHERE over_so_far > 0
ORDER BY who, code_kept, med_list_codg, span, bkkp_sn
