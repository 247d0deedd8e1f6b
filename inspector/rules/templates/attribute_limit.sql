/*+++
title.zh = "只能用于（不能用于）某类人或某种场合"
title.en = "Attribute limit"
partition = "visit"
unit = ["mdtrt_id", "code"]
sentence.zh = "{item_name}{said}：{attribute_name}为“{attribute}”，涉及 {amount} 元。"
sentence.en = "{item_name} was charged where {attribute_name_en} is “{attribute}”, which its limit does not allow: {amount} yuan."

[needs]
mdtrt_d = ["mdtrt_id"]

[slots.value_column]
kind = "column"
[slots.min_column]
kind = "column"
default = "age_min"
[slots.max_column]
kind = "column"
default = "age_max"
[slots.unit_column]
kind = "column"
default = "age_unit"
[slots.kind_column]
kind = "column"
default = "kind"

[slots.subject]                # what is limited: a fee line, a diagnosis, an operation
default = "fee"
[slots.subject.one_of.fee]
bkkp_sn = "f.bkkp_sn"
setl_id = "f.setl_id"
code = "f.med_list_codg"
med_list_codg = "f.med_list_codg"
medins_list_codg = "f.medins_list_codg"
item_name = "f.medins_list_name"
moment = "f.fee_ocur_time"
cnt = "f.cnt"
amount = "f.det_item_fee_sumamt"
dept = "coalesce(nullif(f.bilg_dept_name, ''), v.dscg_dept_name, v.adm_dept_name)"
rows = "fee_net AS f\n    JOIN listed AS c ON c.code = f.med_list_codg AND {{lines}} AND {{paid}}"
matches = "k.code = s.code"
needs = { fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"] }
[slots.subject.one_of.diagnosis]
bkkp_sn = "CAST(NULL AS VARCHAR)"
setl_id = "f.setl_id"
code = "f.diag_code"
med_list_codg = "CAST(NULL AS VARCHAR)"
medins_list_codg = "CAST(NULL AS VARCHAR)"
item_name = "f.diag_name"
moment = "v.begntime"
cnt = "CAST(NULL AS DECIMAL(16, 4))"
amount = "CAST(0 AS DECIMAL(16, 2))"
dept = "coalesce(v.dscg_dept_name, v.adm_dept_name)"
rows = "setl_list_diag_d AS f\n    JOIN listed AS c ON c.code = substr(f.diag_code, 1, length(c.code))"
matches = "k.code = substr(s.code, 1, length(k.code))"
needs = { setl_list_diag_d = ["mdtrt_id", "diag_code"], mdtrt_d = ["begntime"] }
[slots.subject.one_of.operation]
bkkp_sn = "CAST(NULL AS VARCHAR)"
setl_id = "f.setl_id"
code = "f.oprn_oprt_code"
med_list_codg = "CAST(NULL AS VARCHAR)"
medins_list_codg = "CAST(NULL AS VARCHAR)"
item_name = "f.oprn_oprt_name"
moment = "v.begntime"
cnt = "CAST(NULL AS DECIMAL(16, 4))"
amount = "CAST(0 AS DECIMAL(16, 2))"
dept = "coalesce(v.dscg_dept_name, v.adm_dept_name)"
rows = "setl_list_oprn_d AS f\n    JOIN listed AS c ON c.code = substr(f.oprn_oprt_code, 1, length(c.code))"
matches = "k.code = substr(s.code, 1, length(k.code))"
needs = { setl_list_oprn_d = ["mdtrt_id", "oprn_oprt_code"], mdtrt_d = ["begntime"] }

[slots.row_says]               # what stands in the row is allowed, or forbidden, or the row says which
default = "allowed"
one_of.allowed = "'allowed'"
one_of.forbidden = "'forbidden'"
one_of.row = "{{kind_column}}"

[slots.money]                  # a lead about safety carries no money
default = "line"
one_of.line = "amount"
one_of.none = "CAST(0 AS DECIMAL(16, 2)) AS amount"

[slots.attribute]
[slots.attribute.one_of.sex]
zh = "'登记的性别'"
en = "'the registered sex'"
value = "CASE WHEN v.gend IN ('1', '男') AND (length(coalesce(v.certno, '')) <> 18 OR substr(v.certno, 17, 1) IN ('1', '3', '5', '7', '9')) THEN '1' WHEN v.gend IN ('2', '女') AND (length(coalesce(v.certno, '')) <> 18 OR substr(v.certno, 17, 1) IN ('0', '2', '4', '6', '8')) THEN '2' END"
shown = "CASE s.attribute WHEN '1' THEN '男' ELSE '女' END"
more = "''"
joined = ""
wanted = "{{value_column}} AS wanted, CAST(NULL AS INTEGER) AS least, CAST(NULL AS INTEGER) AS most, '' AS per"
filled = "{{value_column}} <> ''"
matches = "k.wanted = s.attribute"
needs = { mdtrt_d = ["gend"] }
[slots.attribute.one_of.age]
zh = "'出生日期'"
en = "'the date of birth'"
value = "strftime(v.brdy, '%Y-%m-%d')"
shown = "s.attribute"
more = "''"
joined = ""
wanted = "'' AS wanted, {{min_column}} AS least, {{max_column}} AS most, {{unit_column}} AS per"
filled = "({{min_column}} IS NOT NULL OR {{max_column}} IS NOT NULL)"
matches = """
CASE k.per
                   WHEN 'day' THEN date_diff('day', CAST(s.attribute AS DATE), CAST(s.moment AS DATE))
                   WHEN 'month' THEN 12 * (CAST(substr(s.day, 1, 4) AS INTEGER) - CAST(substr(s.attribute, 1, 4) AS INTEGER))
                                     + CAST(substr(s.day, 6, 2) AS INTEGER) - CAST(substr(s.attribute, 6, 2) AS INTEGER)
                                     - CASE WHEN substr(s.day, 9, 2) < substr(s.attribute, 9, 2) THEN 1 ELSE 0 END
                   ELSE CAST(substr(s.day, 1, 4) AS INTEGER) - CAST(substr(s.attribute, 1, 4) AS INTEGER)
                        - CASE WHEN substr(s.day, 6, 5) < substr(s.attribute, 6, 5) THEN 1 ELSE 0 END
               END BETWEEN coalesce(k.least, 0) AND coalesce(k.most, 99999)"""
needs = { mdtrt_d = ["brdy"] }
[slots.attribute.one_of.level]
zh = "'医院等级'"
en = "'the grade of the hospital'"
value = "nullif(v.hosp_lv, '')"
shown = "s.attribute"
more = "''"
joined = ""
wanted = "{{value_column}} AS wanted, CAST(NULL AS INTEGER) AS least, CAST(NULL AS INTEGER) AS most, '' AS per"
filled = "{{value_column}} <> ''"
matches = "strpos(k.wanted, concat('|', s.attribute, '|')) > 0"
needs = { mdtrt_d = ["hosp_lv"] }
[slots.attribute.one_of.visit_type]
zh = "'医疗类别'"
en = "'the kind of visit'"
value = "nullif(v.med_type, '')"
shown = "s.attribute"
more = "''"
joined = ""
wanted = "{{value_column}} AS wanted, CAST(NULL AS INTEGER) AS least, CAST(NULL AS INTEGER) AS most, '' AS per"
filled = "{{value_column}} <> ''"
matches = "strpos(k.wanted, concat('|', s.attribute, '|')) > 0"
needs = { mdtrt_d = ["med_type"] }
[slots.attribute.one_of.insurance]
zh = "'险种'"
en = "'the insurance'"
value = "nullif(v.insutype, '')"
shown = "s.attribute"
more = "coalesce(v.med_type, '')"
joined = ""
wanted = "concat({{value_column}}, med_types) AS wanted, CAST(NULL AS INTEGER) AS least, CAST(NULL AS INTEGER) AS most, '' AS per"
filled = "1 = 1"
matches = "strpos(k.wanted, concat('|', s.attribute, '|')) > 0 OR strpos(k.wanted, concat('|', s.more, '|')) > 0"
needs = { mdtrt_d = ["insutype"] }
[slots.attribute.one_of.department]
zh = "'科室'"
en = "'the department'"
value = "{{subject.dept}}"
shown = "s.attribute"
more = "''"
joined = ""
wanted = "unnest(string_split({{value_column}}, '|')) AS wanted, CAST(NULL AS INTEGER) AS least, CAST(NULL AS INTEGER) AS most, '' AS per"
filled = "{{value_column}} <> ''"
matches = "k.wanted <> '' AND strpos(s.attribute, k.wanted) > 0"
[slots.attribute.one_of.diagnosis]
zh = "'诊断'"
en = "'the diagnosis'"
value = "g.diag_code"
shown = "s.attribute"
more = "coalesce(g.diag_name, '')"
joined = "\n    JOIN setl_list_diag_d AS g ON g.mdtrt_id = f.mdtrt_id"
wanted = "unnest(string_split(concat(diag_codes, '|', diag_words), '|')) AS wanted, CAST(NULL AS INTEGER) AS least, CAST(NULL AS INTEGER) AS most, '' AS per"
filled = "concat(diag_codes, diag_words) <> ''"
matches = "k.wanted <> '' AND (k.wanted = substr(s.attribute, 1, length(k.wanted)) OR strpos(s.more, k.wanted) > 0)"
needs = { setl_list_diag_d = ["mdtrt_id", "diag_code"] }
+++*/
WITH rows_in_force AS (
    SELECT {{item}} AS code, {{row_says}} AS kind, valid_from, valid_to, knowledge_row,
           {{attribute.wanted}}
    FROM {{knowledge}}
    WHERE {{attribute.filled}} AND {{only}}
), listed AS (
    SELECT DISTINCT code
    FROM rows_in_force
), subjects AS (
    SELECT {{subject.bkkp_sn}} AS bkkp_sn, {{subject.setl_id}} AS setl_id, f.mdtrt_id, v.psn_no,
           {{subject.med_list_codg}} AS med_list_codg, {{subject.code}} AS code,
           {{subject.medins_list_codg}} AS medins_list_codg, {{subject.item_name}} AS item_name,
           {{subject.moment}} AS moment, strftime({{subject.moment}}, '%Y-%m-%d') AS day,
           {{subject.cnt}} AS cnt, {{subject.amount}} AS amount,
           {{attribute.value}} AS attribute, {{attribute.more}} AS more
    FROM {{subject.rows}}
    JOIN mdtrt_d AS v ON v.mdtrt_id = f.mdtrt_id{{attribute.joined}}
), judged AS (
    SELECT s.bkkp_sn, s.setl_id, s.mdtrt_id, s.psn_no, s.med_list_codg, s.code, s.medins_list_codg,
           s.item_name, s.moment, s.cnt, s.amount, {{attribute.shown}} AS shown, k.kind, k.knowledge_row,
           CASE WHEN {{attribute.matches}} THEN 1 ELSE 0 END AS matches
    FROM subjects AS s
    JOIN rows_in_force AS k ON {{subject.matches}}
    WHERE s.attribute IS NOT NULL
      AND CAST(s.moment AS DATE) BETWEEN k.valid_from AND k.valid_to
)
SELECT mdtrt_id, code, bkkp_sn, setl_id, psn_no, med_list_codg, medins_list_codg, item_name,
       moment AS occurred_on, cnt,
       CASE kind WHEN 'forbidden' THEN '属禁用范围' ELSE '在限用范围之外' END AS said,
       {{attribute.zh}} AS attribute_name, {{attribute.en}} AS attribute_name_en,
       MIN(shown) AS attribute, {{money}}, MIN(knowledge_row) AS knowledge_row,
       '病历、诊断与登记信息' AS counter_evidence
FROM judged
GROUP BY mdtrt_id, code, bkkp_sn, setl_id, psn_no, med_list_codg, medins_list_codg, item_name, moment,
         cnt, amount, kind
HAVING (kind = 'forbidden' AND MAX(matches) = 1) OR (kind <> 'forbidden' AND MAX(matches) = 0)
ORDER BY mdtrt_id, code, bkkp_sn
