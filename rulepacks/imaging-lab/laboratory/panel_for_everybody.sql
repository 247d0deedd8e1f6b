/*+++
id       = "XY5-04"
title.zh = "普遍性套餐检查"
title.en = "A panel for everybody admitted"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（二）项：过度检查",
    "《医疗保障基金使用监督管理条例》第十五条：应当提供合理、必要的医药服务",
]
national = "问题清单（2025年）第80、91、92、93、102、103、104、105、106、107、108、109、110、111、112、113、114、115、116、117、118、119、120、121、122、123、124、125、126项"
seed     = "信阳"
partition = "whole"
unit      = ["dept", "med_list_codg"]
since     = 2021-05-01
knowledge = ["panel_test"]
evidence  = ["科室入院套餐医嘱模板", "抽查病历：有没有写检查的理由"]
ask       = ["为什么人人都做？谁定的套餐？"]
false_positives = [
    "科室收的多是有指征的病人",
    "按规范筛查的科室",
    "科室入院人次太少",
    "次要诊断、诊断用词相符的病人不算",
]
sentence.zh = "{dept}住院 {cnt_stays} 人次中 {cnt_tested} 人次做了{item_name}，其中有相关诊断的只有 {cnt_indicated} 人次；没有相关诊断的费用 {amount} 元，待核病历。"
sentence.en = "{dept}: {cnt_tested} of {cnt_stays} stays had {item_name}, {cnt_indicated} with a related diagnosis; {amount} yuan on the others, pending the records."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]
mdtrt_d = ["mdtrt_id", "med_type", "adm_dept_name"]
setl_list_diag_d = ["mdtrt_id", "diag_code"]

[min_coverage]
"mdtrt_d.adm_dept_name" = 0.01   # 只有住院才有入院科室，住院只是就诊的一小部分

[params]
penetration = 0.6   # 科室住院人次中做了这项的占比，达到即看（目录默认值，未经医院标定）
related = 0.2       # 做了的人次里有相关诊断的占比，不超过才算普遍（目录默认值，未经医院标定）
stays_min = 30      # 科室至少有这么多住院人次才看，人次（本项目取值）
+++*/
WITH stays AS (
    SELECT mdtrt_id, adm_dept_name AS dept
    FROM mdtrt_d
    WHERE med_type LIKE '2%' AND adm_dept_name IS NOT NULL
), dept_stays AS (
    SELECT dept, COUNT(*) AS cnt_stays
    FROM stays
    GROUP BY dept
), lines AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.fee_ocur_time, f.cnt, f.det_item_fee_sumamt, s.dept, k.name, k.knowledge_row
    FROM fee_net AS f
    JOIN stays AS s ON s.mdtrt_id = f.mdtrt_id
    JOIN panel_test AS k ON k.med_list_codg = f.med_list_codg
    WHERE CAST(f.fee_ocur_time AS DATE) BETWEEN k.valid_from AND k.valid_to
), diagnoses AS (
    SELECT mdtrt_id, diag_code AS code, coalesce(diag_name, '') AS name
    FROM setl_list_diag_d
), code_list AS (
    SELECT med_list_codg, unnest(string_split(diag_codes, '|')) AS code
    FROM panel_test
), word_list AS (
    SELECT med_list_codg, unnest(string_split(diag_words, '|')) AS word
    FROM panel_test
), dept_list AS (
    SELECT med_list_codg, unnest(string_split(exempt_depts, '|')) AS word
    FROM panel_test
), indicated AS (
    SELECT d.mdtrt_id, c.med_list_codg
    FROM diagnoses AS d
    JOIN code_list AS c ON c.code <> '' AND starts_with(d.code, c.code)
    UNION
    SELECT d.mdtrt_id, w.med_list_codg
    FROM diagnoses AS d
    JOIN word_list AS w ON w.word <> '' AND strpos(d.name, w.word) > 0
), tested AS (
    SELECT l.dept, l.med_list_codg, COUNT(DISTINCT l.mdtrt_id) AS cnt_tested,
           COUNT(DISTINCT i.mdtrt_id) AS cnt_indicated
    FROM lines AS l
    LEFT JOIN indicated AS i ON i.mdtrt_id = l.mdtrt_id AND i.med_list_codg = l.med_list_codg
    GROUP BY l.dept, l.med_list_codg
), exempt AS (
    SELECT DISTINCT t.dept, t.med_list_codg
    FROM tested AS t
    JOIN dept_list AS w
      ON w.med_list_codg = t.med_list_codg AND w.word <> '' AND strpos(t.dept, w.word) > 0
), habits AS (
    SELECT t.dept, t.med_list_codg, t.cnt_tested, t.cnt_indicated, a.cnt_stays
    FROM tested AS t
    JOIN dept_stays AS a ON a.dept = t.dept
    LEFT JOIN exempt AS x ON x.dept = t.dept AND x.med_list_codg = t.med_list_codg
    WHERE x.dept IS NULL AND a.cnt_stays >= $stays_min
      AND t.cnt_tested >= a.cnt_stays * $penetration AND t.cnt_indicated <= t.cnt_tested * $related
)
SELECT l.dept AS dept, l.med_list_codg AS med_list_codg, l.bkkp_sn AS bkkp_sn, l.setl_id AS setl_id,
       l.mdtrt_id AS mdtrt_id, l.psn_no AS psn_no, l.medins_list_codg AS medins_list_codg,
       l.name AS item_name, l.fee_ocur_time AS occurred_on, l.cnt AS cnt, h.cnt_stays AS cnt_stays,
       h.cnt_tested AS cnt_tested, h.cnt_indicated AS cnt_indicated, l.det_item_fee_sumamt AS amount,
       l.knowledge_row AS knowledge_row, '病历里写明的理由、诊疗规范' AS counter_evidence
FROM lines AS l
JOIN habits AS h ON h.dept = l.dept AND h.med_list_codg = l.med_list_codg
LEFT JOIN indicated AS i ON i.mdtrt_id = l.mdtrt_id AND i.med_list_codg = l.med_list_codg
WHERE i.mdtrt_id IS NULL
ORDER BY dept, med_list_codg, bkkp_sn
