/*+++
title.zh = "收费数量与另一来源对照"
title.en = "Quantity against another source"
partition = "visit"
unit = ["mdtrt_id", "code", "span"]
sentence.zh = "{span}，{item_name}收了 {cnt_billed}，{source_name}只有 {cnt_allowed}，多收 {amount} 元。"
sentence.en = "{span}: {cnt_billed} of {item_name} charged, {source_name_en} show {cnt_allowed}: {amount} yuan too much."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]

[slots.units_column]
kind = "column"
default = "units_per_record"
[slots.units]                  # how many billing units one record stands for
default = "one"
one_of.one = "1"
one_of.row = "{{units_column}}"
[slots.period]
default = "visit"
[slots.period.one_of.visit]
fee = "f.mdtrt_id"
source = "r.mdtrt_id"
[slots.period.one_of.day]
fee = "strftime(f.fee_ocur_time, '%Y-%m-%d')"
source = "strftime(r.moment, '%Y-%m-%d')"
[slots.source]
[slots.source.one_of.session]
zh = "'治疗记录'"
en = "'treatment sessions'"
code = "f.med_list_codg"
rows = "SELECT mdtrt_id, med_list_codg AS code, begntime AS moment, 1 AS quantity FROM trt_session"
needs = { trt_session = ["mdtrt_id", "med_list_codg", "begntime"] }
[slots.source.one_of.order]
zh = "'医嘱'"
en = "'orders'"
code = "f.medins_list_codg"
rows = "SELECT mdtrt_id, drord_detl_code AS code, drord_begntime AS moment, cnt AS quantity FROM drord"
needs = { fee_net = ["medins_list_codg"], drord = ["mdtrt_id", "drord_detl_code", "cnt"] }
[slots.source.one_of.prescription]
zh = "'处方'"
en = "'prescriptions'"
code = "f.medins_list_codg"
rows = "SELECT mdtrt_id, medins_list_codg AS code, rx_prsc_time AS moment, cnt AS quantity FROM rx"
needs = { fee_net = ["medins_list_codg"], rx = ["mdtrt_id", "medins_list_codg", "cnt"] }
[slots.source.one_of.trace_code]
zh = "'追溯码'"
en = "'trace codes'"
code = "f.med_list_codg"
rows = "SELECT mdtrt_id, med_list_codg AS code, MIN(scan_time) AS moment, 1 AS quantity FROM drug_trace GROUP BY mdtrt_id, med_list_codg, drug_trac_codg"
needs = { drug_trace = ["mdtrt_id", "med_list_codg", "drug_trac_codg"] }
[slots.source.one_of.exam]
zh = "'检查登记'"
en = "'registered examinations'"
code = "f.medins_list_codg"
rows = "SELECT mdtrt_id, inhosp_exam_item_code AS code, appy_date AS moment, 1 AS quantity FROM exam_appy"
needs = { fee_net = ["medins_list_codg"], exam_appy = ["mdtrt_id", "inhosp_exam_item_code", "appy_date"] }
[slots.source.one_of.lab]
zh = "'检验登记'"
en = "'registered laboratory tests'"
code = "f.medins_list_codg"
rows = "SELECT mdtrt_id, inhosp_exam_item_code AS code, appy_date AS moment, 1 AS quantity FROM lab_appy"
needs = { fee_net = ["medins_list_codg"], lab_appy = ["mdtrt_id", "inhosp_exam_item_code", "appy_date"] }
+++*/
WITH listed AS (
    SELECT {{item}} AS code, {{units}} AS units, valid_from, valid_to, MIN(knowledge_row) AS knowledge_row
    FROM {{knowledge}}
    WHERE {{units}} IS NOT NULL AND {{only}}
    GROUP BY {{item}}, {{units}}, valid_from, valid_to
), lines AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.medins_list_name, f.fee_ocur_time, f.cnt, f.det_item_fee_sumamt, {{source.code}} AS code,
           {{period.fee}} AS span, k.units, k.knowledge_row
    FROM fee_net AS f
    JOIN listed AS k ON k.code = f.med_list_codg
    WHERE CAST(f.fee_ocur_time AS DATE) BETWEEN k.valid_from AND k.valid_to AND {{lines}} AND {{paid}}
), billed AS (
    SELECT mdtrt_id, code, span, units, SUM(cnt) AS cnt_billed
    FROM lines
    GROUP BY mdtrt_id, code, span, units
), records AS (
    {{source.rows}}
), recorded AS (
    SELECT r.mdtrt_id, r.code, {{period.source}} AS span, SUM(r.quantity) AS quantity
    FROM records AS r
    GROUP BY r.mdtrt_id, r.code, {{period.source}}
), compared AS (
    SELECT b.mdtrt_id, b.code, b.span, b.cnt_billed,
           CAST(coalesce(r.quantity, 0) * b.units + $tolerance AS DECIMAL(16, 4)) AS cnt_allowed
    FROM billed AS b
    LEFT JOIN recorded AS r ON r.mdtrt_id = b.mdtrt_id AND r.code = b.code AND r.span = b.span
), charged AS (
    SELECT n.bkkp_sn, n.setl_id, n.mdtrt_id, n.psn_no, n.med_list_codg, n.medins_list_codg,
           n.medins_list_name, n.fee_ocur_time, n.cnt, n.det_item_fee_sumamt, n.code, n.span,
           n.knowledge_row, c.cnt_billed, c.cnt_allowed,
           SUM(n.cnt) OVER (
               PARTITION BY n.mdtrt_id, n.code, n.span ORDER BY n.fee_ocur_time, n.bkkp_sn
           ) AS so_far
    FROM lines AS n
    JOIN compared AS c ON c.mdtrt_id = n.mdtrt_id AND c.code = n.code AND c.span = n.span
    WHERE c.cnt_billed > c.cnt_allowed
)
SELECT mdtrt_id, code, span, bkkp_sn, setl_id, psn_no, med_list_codg, medins_list_codg,
       medins_list_name AS item_name, fee_ocur_time AS occurred_on, cnt, cnt_billed, cnt_allowed,
       {{source.zh}} AS source_name, {{source.en}} AS source_name_en,
       LEAST(cnt, so_far - cnt_allowed) AS cnt_excess,
       CAST(det_item_fee_sumamt * LEAST(cnt, so_far - cnt_allowed) / cnt AS DECIMAL(16, 2)) AS amount,
       knowledge_row, '没有进入系统的记录' AS counter_evidence
FROM charged
WHERE so_far > cnt_allowed
ORDER BY mdtrt_id, code, span, bkkp_sn
