/*+++
id       = "PHR-15"
title.zh = "特定药品购买人登记"
title.en = "Who bought the drugs on the watch list"
verdict  = "clue"
basis    = [
    "《中华人民共和国个人信息保护法》第十三条第一款第（四）项：应对突发公共卫生事件所必需",
    "《中华人民共和国个人信息保护法》第三十四条：国家机关处理个人信息不得超出履行法定职责所必需的范围",
]
national = "—"
seed     = "绍兴"
partition = "item"
unit      = ["med_list_codg", "day"]
since     = 2021-05-01
knowledge = ["watch_drug"]
evidence  = ["主管部门的书面要求与期限"]
ask       = ["这份名单凭什么文件、导出给谁、何时删除？"]
false_positives = [
    "名单以外的药",
    "书面要求的期限以外",
    "不是药店购药",
]
sentence.zh = "{day}，{item_name} {cnt}：购买登记，不是违规。"
sentence.en = "{day}: {cnt} of {item_name} bought; a register, not a violation."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "medins_list_name", "cnt", "det_item_fee_sumamt", "med_type"]

[params]
med_types = "|41|"   # 看哪些医疗类别：定点药店购药（med_type）
+++*/
SELECT f.med_list_codg AS med_list_codg, CAST(f.fee_ocur_time AS DATE) AS day, f.bkkp_sn AS bkkp_sn,
       f.setl_id, f.mdtrt_id, f.psn_no, f.medins_list_codg, f.medins_list_name AS item_name,
       f.fee_ocur_time AS occurred_on, f.cnt, CAST(0 AS DECIMAL(16, 2)) AS amount, k.knowledge_row,
       '不是违规' AS counter_evidence
FROM fee_net AS f
JOIN watch_drug AS k ON k.med_list_codg = f.med_list_codg
WHERE strpos($med_types, concat('|', f.med_type, '|')) > 0
  AND CAST(f.fee_ocur_time AS DATE) BETWEEN k.valid_from AND k.valid_to
ORDER BY med_list_codg, day, bkkp_sn
