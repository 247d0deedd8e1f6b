/*+++
title.zh = "占比"
title.en = "Share"
partition = "whole"
unit = ["subject", "span"]
sentence.zh = "{span}，{subject_name} {subject} 的占比为 {percent}%，高于 {percent_allowed}%（{part} 元 / {whole} 元）。"
sentence.en = "{span}: the share of {subject_name_en} {subject} is {percent} %, above {percent_allowed} % ({part} of {whole} yuan)."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "fee_ocur_time", "med_list_codg", "det_item_fee_sumamt"]

[slots.part]                   # what is counted: a kind of fee line, or the listed items
[slots.part.one_of.drug]
test = "f.list_type LIKE '1%'"
joined = ""
needs = { fee_net = ["list_type"] }
[slots.part.one_of.service]
test = "f.list_type LIKE '2%'"
joined = ""
needs = { fee_net = ["list_type"] }
[slots.part.one_of.material]
test = "f.list_type LIKE '3%'"
joined = ""
needs = { fee_net = ["list_type"] }
[slots.part.one_of.fee_class]
test = "f.med_chrgitm_type IN (SELECT unnest(string_split($classes, '|')))"
joined = ""
needs = { fee_net = ["med_chrgitm_type"] }
[slots.part.one_of.listed]
test = "k.bkkp_sn IS NOT NULL"
joined = """
    LEFT JOIN (
        SELECT DISTINCT l.bkkp_sn
        FROM fee_net AS l
        JOIN {{knowledge}} AS i ON i.{{item}} = l.med_list_codg
        WHERE {{only}} AND CAST(l.fee_ocur_time AS DATE) BETWEEN i.valid_from AND i.valid_to
    ) AS k ON k.bkkp_sn = f.bkkp_sn"""
[slots.subject]
default = "institution"
[slots.subject.one_of.institution]
sql = "'*'"
zh = "'全院'"
en = "'the whole institution'"
[slots.subject.one_of.department]
sql = "coalesce(f.bilg_dept_name, '')"
zh = "'科室'"
en = "'department'"
needs = { fee_net = ["bilg_dept_name"] }
[slots.subject.one_of.doctor]
sql = "coalesce(f.bilg_dr_code, '')"
zh = "'医生'"
en = "'doctor'"
partition = "whole"
needs = { fee_net = ["bilg_dr_code"] }
[slots.period]
default = "month"
one_of.month = "strftime(f.fee_ocur_time, '%Y-%m')"
one_of.quarter = "strftime(date_trunc('quarter', f.fee_ocur_time), '%Y-%m')"
one_of.year = "strftime(f.fee_ocur_time, '%Y')"
+++*/
WITH lines AS (
    SELECT {{subject}} AS subject, {{period}} AS span, f.fee_ocur_time,
           f.det_item_fee_sumamt AS whole,
           CASE WHEN {{part.test}} THEN f.det_item_fee_sumamt ELSE 0 END AS part
    FROM fee_net AS f{{part.joined}}
), totals AS (
    SELECT subject, span, MAX(fee_ocur_time) AS last_at, SUM(whole) AS whole, SUM(part) AS part
    FROM lines
    GROUP BY subject, span
)
SELECT subject, span, last_at AS occurred_on, CAST(NULL AS VARCHAR) AS bkkp_sn,
       {{subject.zh}} AS subject_name, {{subject.en}} AS subject_name_en, part, whole,
       CAST(100 * part / whole AS DECIMAL(8, 2)) AS percent,
       CAST(100 * $most AS DECIMAL(8, 2)) AS percent_allowed, CAST(0 AS DECIMAL(16, 2)) AS amount,
       '专科特点与收治病种' AS counter_evidence
FROM totals
WHERE whole >= $least AND part > $most * whole
ORDER BY subject, span, bkkp_sn
