/*+++
id       = "XY3-15"
title.zh = "出院带药超量"
title.en = "Too many days of drugs taken home at discharge"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（二）项：超量开药、重复开药",
    "《医疗保障基金使用监督管理条例》第十五条：不得超量开药、重复开药",
]
national = "—"
seed     = "信阳"
partition = "visit"
unit      = ["mdtrt_id", "med_list_codg"]
since     = 2021-05-01
knowledge = ["discharge_days"]
evidence  = ["出院医嘱", "当地出院带药天数的规定"]
ask       = ["为什么带这么多天？注射剂回家怎么用？"]
false_positives = [
    "结核、精神病、移植后可带得多",
    "带回家的胰岛素",
    "住院期间用的药",
]
sentence.zh = "出院带{item_name} {days} 天，可带 {days_allowed} 天，超出部分 {amount} 元（注射剂不得带，整笔算）。"
sentence.en = "{days} days of {item_name} taken home where {days_allowed} are allowed: {amount} yuan beyond (injections count whole)."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "medins_list_name", "dscg_tkdrug_flag", "prd_days", "det_item_fee_sumamt"]
mdtrt_d = ["mdtrt_id", "psn_no", "dscg_maindiag_code"]

[params]
days = 7                  # 没有另外规定的诊断最多带几天，天（目录默认值，未经医院标定；以地方规定为准）
injected = '注射'         # 注射剂的名称、剂型用词（正则表达式）
at_home = '胰岛素|肽|笔芯|预充'   # 可在家自己注射的名称用词（正则表达式）
+++*/
WITH taken AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.medins_list_name AS item_name, f.fee_ocur_time, f.cnt, f.det_item_fee_sumamt, f.prd_days,
           CASE WHEN regexp_matches(concat(coalesce(f.medins_list_name, ''), coalesce(f.dosform_name, '')), $injected)
                 AND NOT regexp_matches(coalesce(f.medins_list_name, ''), $at_home)
                THEN 0 ELSE coalesce(k.days, $days) END AS days_allowed,
           k.knowledge_row,
           row_number() OVER (PARTITION BY f.bkkp_sn ORDER BY length(k.diag_prefix) DESC, k.diag_prefix) AS nth
    FROM fee_net AS f
    JOIN mdtrt_d AS m ON m.mdtrt_id = f.mdtrt_id
    LEFT JOIN discharge_days AS k
      ON starts_with(coalesce(m.dscg_maindiag_code, ''), k.diag_prefix)
     AND CAST(f.fee_ocur_time AS DATE) BETWEEN k.valid_from AND k.valid_to
    WHERE f.dscg_tkdrug_flag = '1' AND f.prd_days > 0
)
SELECT mdtrt_id, med_list_codg, bkkp_sn, setl_id, psn_no, medins_list_codg, item_name,
       fee_ocur_time AS occurred_on, cnt, prd_days AS days, days_allowed,
       CAST(det_item_fee_sumamt * (prd_days - days_allowed) / prd_days AS DECIMAL(16, 2)) AS amount,
       knowledge_row, '出院医嘱与当地规定' AS counter_evidence
FROM taken
WHERE nth = 1 AND prd_days > days_allowed
ORDER BY mdtrt_id, med_list_codg, bkkp_sn
