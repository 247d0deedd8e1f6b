/*+++
title.zh = "须有依据"
title.en = "Needs support"
partition = "person"
unit = ["mdtrt_id", "med_list_codg", "day"]
sentence.zh = "{day}收了{item_name}，前后没有相应的{support_name}，涉及 {amount} 元。"
sentence.en = "{item_name} was charged on {day} without {support_name_en}: {amount} yuan."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]

[slots.support_column]
kind = "column"
default = "support_codes"
[slots.words_column]
kind = "column"
default = "support_words"
[slots.support]
[slots.support.one_of.fee]
zh = "'收费'"
en = "'the charge it rests on'"
wanted = "concat({{support_column}}, '|', {{words_column}})"
rows = "SELECT f.psn_no, f.med_list_codg AS code, coalesce(f.medins_list_name, '') AS name, f.fee_ocur_time AS begun, f.fee_ocur_time AS ended\n    FROM fee_net AS f\n    JOIN persons AS p ON p.psn_no = f.psn_no"
matches = "n.wanted <> '' AND (n.wanted = substr(s.code, 1, length(n.wanted)) OR strpos(s.name, n.wanted) > 0)"
[slots.support.one_of.order]
zh = "'医嘱'"
en = "'an order'"
wanted = "''"
rows = "SELECT f.psn_no, f.drord_detl_code AS code, coalesce(f.drord_detl_name, '') AS name, f.drord_begntime AS begun, coalesce(f.drord_endtime, f.drord_begntime) AS ended\n    FROM drord AS f\n    JOIN persons AS p ON p.psn_no = f.psn_no"
matches = "s.code = n.medins_list_codg"
needs = { fee_net = ["medins_list_codg"], drord = ["psn_no", "drord_detl_code", "drord_begntime"] }
[slots.support.one_of.prescription]
zh = "'处方'"
en = "'a prescription'"
wanted = "''"
rows = "SELECT f.psn_no, f.medins_list_codg AS code, coalesce(f.medins_list_name, '') AS name, f.rx_prsc_time AS begun, f.rx_prsc_time AS ended\n    FROM rx AS f\n    JOIN persons AS p ON p.psn_no = f.psn_no"
matches = "s.code = n.medins_list_codg"
needs = { fee_net = ["medins_list_codg"], rx = ["psn_no", "medins_list_codg", "rx_prsc_time"] }
[slots.support.one_of.session]
zh = "'治疗记录'"
en = "'a treatment session'"
wanted = "''"
rows = "SELECT f.psn_no, f.med_list_codg AS code, coalesce(f.item_name, '') AS name, f.begntime AS begun, f.begntime AS ended\n    FROM trt_session AS f\n    JOIN persons AS p ON p.psn_no = f.psn_no"
matches = "s.code = n.med_list_codg"
needs = { trt_session = ["psn_no", "med_list_codg", "begntime"] }
[slots.support.one_of.exam_report]
zh = "'检查报告'"
en = "'an examination report'"
wanted = "''"
rows = "SELECT f.psn_no, '' AS code, concat(coalesce(f.exam_mtd, ''), ' ', coalesce(f.exam_part, '')) AS name, f.rpt_time AS begun, f.rpt_time AS ended\n    FROM exam_report AS f\n    JOIN persons AS p ON p.psn_no = f.psn_no"
matches = "s.name <> ''"
needs = { exam_report = ["psn_no", "rpt_time"] }
[slots.support.one_of.lab_report]
zh = "'检验报告'"
en = "'a laboratory report'"
wanted = "''"
rows = "SELECT f.psn_no, '' AS code, coalesce(f.exam_item_detl_name, '') AS name, f.rpt_time AS begun, f.rpt_time AS ended\n    FROM lab_report AS f\n    JOIN persons AS p ON p.psn_no = f.psn_no"
matches = "s.name <> ''"
needs = { lab_report = ["psn_no", "rpt_time"] }
[slots.support.one_of.operation]
zh = "'手术'"
en = "'an operation'"
wanted = "concat({{support_column}}, '|', {{words_column}})"
rows = "SELECT f.psn_no, f.oprn_oprt_code AS code, coalesce(f.oprn_oprt_name, '') AS name, f.oprn_oprt_date AS begun, f.oprn_oprt_date AS ended\n    FROM oprn AS f\n    JOIN persons AS p ON p.psn_no = f.psn_no"
matches = "n.wanted <> '' AND (n.wanted = substr(s.code, 1, length(n.wanted)) OR strpos(s.name, n.wanted) > 0)"
needs = { oprn = ["psn_no", "oprn_oprt_code", "oprn_oprt_date"] }
[slots.earliest]               # only the first charge of a person needs it, or every charge
default = "every"
one_of.every = "1 = 1"
one_of.first = "n.day = n.first_day"
+++*/
WITH listed AS (
    SELECT {{item}} AS code, {{support.wanted}} AS wanted, valid_from, valid_to, knowledge_row
    FROM {{knowledge}}
    WHERE {{only}}
), lines AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.medins_list_name, f.fee_ocur_time, CAST(f.fee_ocur_time AS DATE) AS day, f.cnt,
           f.det_item_fee_sumamt, k.wanted AS wanted_list, k.knowledge_row,
           MIN(CAST(f.fee_ocur_time AS DATE)) OVER (PARTITION BY f.psn_no, f.med_list_codg) AS first_day
    FROM fee_net AS f
    JOIN listed AS k ON k.code = f.med_list_codg
    WHERE CAST(f.fee_ocur_time AS DATE) BETWEEN k.valid_from AND k.valid_to AND {{lines}} AND {{paid}}
), persons AS (
    SELECT DISTINCT psn_no
    FROM lines
), asked AS (
    SELECT DISTINCT psn_no, med_list_codg, medins_list_codg, day,
           unnest(string_split(wanted_list, '|')) AS wanted
    FROM lines
), support AS (
    {{support.rows}}
), supported AS (
    SELECT DISTINCT n.psn_no, n.med_list_codg, n.day
    FROM asked AS n
    JOIN support AS s ON s.psn_no = n.psn_no
    WHERE {{support.matches}}
      AND date_diff('day', CAST(s.ended AS DATE), CAST(n.day AS DATE)) <= $days_before
      AND date_diff('day', CAST(n.day AS DATE), CAST(s.begun AS DATE)) <= $days_after
)
SELECT n.mdtrt_id AS mdtrt_id, n.med_list_codg AS med_list_codg, CAST(n.day AS VARCHAR) AS day,
       n.bkkp_sn AS bkkp_sn, n.setl_id AS setl_id, n.psn_no AS psn_no,
       n.medins_list_codg AS medins_list_codg, n.medins_list_name AS item_name,
       n.fee_ocur_time AS occurred_on, n.cnt AS cnt, {{support.zh}} AS support_name,
       {{support.en}} AS support_name_en, n.det_item_fee_sumamt AS amount,
       n.knowledge_row AS knowledge_row, '纸质记录或其他系统中的记录' AS counter_evidence
FROM lines AS n
LEFT JOIN supported AS d
  ON d.psn_no = n.psn_no AND d.med_list_codg = n.med_list_codg AND d.day = n.day
WHERE d.psn_no IS NULL AND {{earliest}}
ORDER BY mdtrt_id, med_list_codg, day, bkkp_sn
