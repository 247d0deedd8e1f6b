/*+++
title.zh = "单价或金额上限"
title.en = "Price or amount cap"
partition = "person"
unit = ["who", "med_list_codg", "span"]
sentence.zh = "{item_name}收了 {billed} 元，上限 {cap} 元，超出 {amount} 元。"
sentence.en = "{billed} yuan of {item_name} where {cap} is the cap: {amount} yuan too much."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]

[slots.cap_column]
kind = "column"
default = "amount_max"
[slots.period_column]
kind = "column"
default = "period"
[slots.level_column]
kind = "column"
default = "hosp_lv"
[slots.cap]
default = "row"
one_of.row = "{{cap_column}}"
one_of.param = "$cap"
[slots.by_level]               # whether the row holds for one grade of hospital only
default = "no"
[slots.by_level.one_of.no]
column = "''"
joined = ""
holds = "1 = 1"
first = "k.cap"
[slots.by_level.one_of.yes]
column = "{{level_column}}"
joined = "\n    LEFT JOIN mdtrt_d AS v ON v.mdtrt_id = f.mdtrt_id"
holds = "(k.lv = '' OR k.lv = v.hosp_lv)"
first = "CASE WHEN k.lv = '' THEN 1 ELSE 0 END, k.cap DESC"
needs = { mdtrt_d = ["mdtrt_id"] }
[slots.per]                    # a cap on each unit, or on what is charged within a period
[slots.per.one_of.unit]
kind = "''"
span = "f.bkkp_sn"
cap = "k.cap * f.cnt"
[slots.per.one_of.row]
kind = "{{period_column}}"
span = "{{span}}"
cap = "k.cap"
[slots.per.one_of.visit]
kind = "'visit'"
span = "f.mdtrt_id"
cap = "k.cap"
[slots.per.one_of.day]
kind = "'day'"
span = "{{span}}"
cap = "k.cap"
[slots.per.one_of.month]
kind = "'month'"
span = "{{span}}"
cap = "k.cap"
[slots.per.one_of.year]
kind = "'year'"
span = "{{span}}"
cap = "k.cap"
+++*/
WITH caps AS (
    SELECT {{item}} AS code, {{by_level.column}} AS lv, {{per.kind}} AS per, {{cap}} AS cap, valid_from,
           valid_to, knowledge_row
    FROM {{knowledge}}
    WHERE {{cap}} IS NOT NULL AND {{only}}
), priced AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.medins_list_name, f.fee_ocur_time, f.cnt, f.det_item_fee_sumamt, {{who}} AS who,
           {{per.span}} AS span, {{per.cap}} AS cap, k.knowledge_row,
           ROW_NUMBER() OVER (
               PARTITION BY f.bkkp_sn ORDER BY {{by_level.first}}, k.knowledge_row
           ) AS choice
    FROM fee_net AS f
    JOIN caps AS k ON k.code = f.med_list_codg{{by_level.joined}}
    WHERE CAST(f.fee_ocur_time AS DATE) BETWEEN k.valid_from AND k.valid_to
      AND {{by_level.holds}} AND {{lines}} AND {{paid}}
), billed AS (
    SELECT who, med_list_codg, span, MIN(cap) AS cap, SUM(det_item_fee_sumamt) AS billed
    FROM priced
    WHERE choice = 1
    GROUP BY who, med_list_codg, span
), charged AS (
    SELECT p.bkkp_sn, p.setl_id, p.mdtrt_id, p.psn_no, p.med_list_codg, p.medins_list_codg,
           p.medins_list_name, p.fee_ocur_time, p.cnt, p.det_item_fee_sumamt, p.who, p.span,
           p.knowledge_row, b.billed, b.cap,
           SUM(p.det_item_fee_sumamt) OVER (
               PARTITION BY p.who, p.med_list_codg, p.span ORDER BY p.fee_ocur_time, p.bkkp_sn
           ) AS so_far
    FROM priced AS p
    JOIN billed AS b ON b.who = p.who AND b.med_list_codg = p.med_list_codg AND b.span = p.span
    WHERE p.choice = 1 AND b.billed > b.cap + $tolerance
)
SELECT who, med_list_codg, span, bkkp_sn, setl_id, mdtrt_id, psn_no, medins_list_codg,
       medins_list_name AS item_name, fee_ocur_time AS occurred_on, cnt, billed,
       CAST(cap AS DECIMAL(16, 2)) AS cap,
       CAST(LEAST(det_item_fee_sumamt, so_far - cap) AS DECIMAL(16, 2)) AS amount, knowledge_row,
       '批准的价格、加收或限额文件' AS counter_evidence
FROM charged
WHERE so_far > cap
ORDER BY who, med_list_codg, span, bkkp_sn
