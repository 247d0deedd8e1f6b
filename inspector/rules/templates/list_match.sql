/*+++
title.zh = "与名单对照"
title.en = "List match"
partition = "person"
unit = ["mdtrt_id", "key"]
sentence.zh = "{key} {said}，{item_name}等涉及 {amount} 元。"
sentence.en = "{key} {said_en}: {item_name} and others, {amount} yuan."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]

[slots.key_column]
kind = "column"
default = "med_list_codg"
[slots.date_column]
kind = "column"
default = "listed_on"
[slots.key]
default = "item"
[slots.key.one_of.item]
sql = "f.med_list_codg"
joined = ""
[slots.key.one_of.person]
sql = "f.psn_no"
joined = ""
[slots.key.one_of.certificate]
sql = "v.certno"
joined = "\n    JOIN mdtrt_d AS v ON v.mdtrt_id = f.mdtrt_id"
needs = { mdtrt_d = ["mdtrt_id", "certno"] }
[slots.key.one_of.doctor]
sql = "f.bilg_dr_code"
joined = ""
needs = { fee_net = ["bilg_dr_code"] }
[slots.key.one_of.department]
sql = "f.bilg_dept_name"
joined = ""
needs = { fee_net = ["bilg_dept_name"] }
[slots.match]                  # to be on the list is wrong, or not to be on it
default = "listed"
[slots.match.one_of.listed]
test = "k.key IS NOT NULL"
zh = "'在名单上'"
en = "'is on the list'"
[slots.match.one_of.unlisted]
test = "k.key IS NULL AND {{key}} IS NOT NULL"
zh = "'不在名单上'"
en = "'is not on the list'"
[slots.when]                   # only what was charged after, or before, the day of the row
default = "any"
[slots.when.one_of.any]
day = "CAST(NULL AS DATE)"
test = "1 = 1"
[slots.when.one_of.after]
day = "{{date_column}}"
test = "CAST(f.fee_ocur_time AS DATE) > k.listed_on"
[slots.when.one_of.before]
day = "{{date_column}}"
test = "CAST(f.fee_ocur_time AS DATE) < k.listed_on"
[slots.visits]                 # of which visits
default = "all"
[slots.visits.one_of.all]
joined = ""
test = "1 = 1"
[slots.visits.one_of.typed]
joined = "\n    JOIN mdtrt_d AS w ON w.mdtrt_id = f.mdtrt_id"
test = "strpos($med_types, concat('|', w.med_type, '|')) > 0"
needs = { mdtrt_d = ["mdtrt_id", "med_type"] }
+++*/
WITH list AS (
    SELECT {{key_column}} AS key, {{when.day}} AS listed_on, MIN(valid_from) AS valid_from,
           MAX(valid_to) AS valid_to, MIN(knowledge_row) AS knowledge_row
    FROM {{knowledge}}
    WHERE {{only}}
    GROUP BY {{key_column}}, {{when.day}}
)
SELECT f.mdtrt_id AS mdtrt_id, {{key}} AS key, f.bkkp_sn AS bkkp_sn, f.setl_id AS setl_id,
       f.psn_no AS psn_no, f.med_list_codg AS med_list_codg, f.medins_list_codg AS medins_list_codg,
       f.medins_list_name AS item_name, f.fee_ocur_time AS occurred_on, f.cnt AS cnt,
       {{match.zh}} AS said, {{match.en}} AS said_en, f.det_item_fee_sumamt AS amount,
       k.knowledge_row AS knowledge_row, '名单的出处与日期' AS counter_evidence
FROM fee_net AS f{{key.joined}}{{visits.joined}}
LEFT JOIN list AS k
  ON k.key = {{key}} AND CAST(f.fee_ocur_time AS DATE) BETWEEN k.valid_from AND k.valid_to
WHERE {{match.test}} AND {{when.test}} AND {{visits.test}} AND {{lines}} AND {{paid}}
ORDER BY mdtrt_id, key, bkkp_sn
