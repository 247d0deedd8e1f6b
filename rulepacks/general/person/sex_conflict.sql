/*+++
id       = "XY2-12"
title.zh = "项目与患者性别不符"
title.en = "Item of the other sex"
verdict  = "breach"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（四）项：串换诊疗项目",
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
]
national = "两库（2025年版）第81项 区分性别；问题清单第76项"
seed     = "信阳"
partition = "visit"
unit      = ["mdtrt_id", "med_list_codg"]
since     = 2021-05-01
knowledge = ["sex_limit"]
evidence  = ["身份证原件或参保登记", "检查、治疗报告单上的姓名与性别"]
ask       = ["这个项目是给谁做的？报告单在哪里？"]
false_positives = [
    "登记的性别与身份证号不一致，登记可能有误",
    "性别未登记或未说明",
]
sentence.zh = "登记为{sex_name}的患者收了{item_name}，共 {amount} 元。"
sentence.en = "A patient registered as {sex_name_en} was charged for {item_name}: {amount} yuan."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]
mdtrt_d = ["mdtrt_id", "gend"]
+++*/
WITH patients AS (
    SELECT mdtrt_id,
           CASE WHEN gend IN ('1', '男') THEN '1' WHEN gend IN ('2', '女') THEN '2' END AS sex,
           CASE WHEN length(certno) = 18
                THEN CASE WHEN substr(certno, 17, 1) IN ('1', '3', '5', '7', '9') THEN '1' ELSE '2' END
           END AS sex_by_certno
    FROM mdtrt_d
)
SELECT f.mdtrt_id AS mdtrt_id, f.med_list_codg AS med_list_codg, f.bkkp_sn AS bkkp_sn,
       f.setl_id AS setl_id, f.psn_no AS psn_no, f.medins_list_codg AS medins_list_codg,
       f.medins_list_name AS item_name, f.fee_ocur_time AS occurred_on, f.cnt AS cnt,
       CASE p.sex WHEN '1' THEN '男' ELSE '女' END AS sex_name,
       CASE p.sex WHEN '1' THEN 'male' ELSE 'female' END AS sex_name_en,
       CASE k.sex WHEN '1' THEN '男' ELSE '女' END AS sex_allowed,
       f.det_item_fee_sumamt AS amount, k.knowledge_row AS knowledge_row,
       '身份证原件与报告单' AS counter_evidence
FROM fee_net AS f
JOIN sex_limit AS k ON k.med_list_codg = f.med_list_codg
JOIN patients AS p ON p.mdtrt_id = f.mdtrt_id
WHERE p.sex <> k.sex
  AND coalesce(p.sex_by_certno, p.sex) = p.sex
  AND CAST(f.fee_ocur_time AS DATE) BETWEEN k.valid_from AND k.valid_to
ORDER BY mdtrt_id, med_list_codg, bkkp_sn
