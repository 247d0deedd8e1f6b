/*+++
id       = "XY4-07"
title.zh = "麻醉已含的项目另行收费"
title.en = "What anaesthesia includes, charged beside it"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（三）项：重复收费、超标准收费、分解项目收费",
    "《医疗保障基金使用监督管理条例》第十五条：不得重复收费、超标准收费、分解项目收费",
]
national = "问题清单（2025年）第157、158、159、160、161项"
seed     = "信阳"
partition = "visit"
unit     = ["mdtrt_id", "med_list_codg", "day"]
since    = 2021-05-01
knowledge = ["anst_pair"]
evidence = [
    "麻醉记录单：何时插管、置管，监测了什么",
    "病房护理记录单",
]
ask      = [
    "这一项是在手术室里做的还是在病房做的？",
]
false_positives = [
    "术前术后在病房的监护",
    "另一天做的",
    "知识点尚未生效的日子",
    "另一位患者",
]
sentence.zh = "{day}，同一科室收了{kept_name}，又收已含在内的{item_name} {cnt}，多收 {amount} 元。"
sentence.en = "On {day} {item_name} ({cnt}) was charged by the department that charged {kept_name}, which includes it: {amount} yuan too much."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt", "acord_dept_codg"]
+++*/
WITH lines AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg, f.medins_list_name,
           f.fee_ocur_time, CAST(f.fee_ocur_time AS DATE) AS day, f.cnt, f.det_item_fee_sumamt, f.acord_dept_codg AS dept
    FROM fee_net AS f
    WHERE f.acord_dept_codg IS NOT NULL
), included AS (
    SELECT n.bkkp_sn, n.setl_id, n.mdtrt_id, n.psn_no, n.med_list_codg, n.medins_list_codg, n.fee_ocur_time,
           n.day, n.cnt, n.det_item_fee_sumamt, p.name_kept, p.name_included, p.knowledge_row,
           ROW_NUMBER() OVER (PARTITION BY n.bkkp_sn ORDER BY p.code_kept, p.knowledge_row, k.bkkp_sn) AS turn
    FROM lines AS n
    JOIN anst_pair AS p ON p.code_included = n.med_list_codg AND n.day BETWEEN p.valid_from AND p.valid_to
    JOIN lines AS k
      ON k.med_list_codg = p.code_kept AND k.mdtrt_id = n.mdtrt_id AND k.day = n.day AND k.dept = n.dept
)
SELECT mdtrt_id, med_list_codg, day, bkkp_sn, setl_id, psn_no, medins_list_codg, name_included AS item_name,
       name_kept AS kept_name, fee_ocur_time AS occurred_on, cnt, 0 AS cnt_allowed,
       det_item_fee_sumamt AS amount, knowledge_row, '当地允许分别收费的文件' AS counter_evidence
FROM included
WHERE turn = 1
ORDER BY mdtrt_id, med_list_codg, day, bkkp_sn
