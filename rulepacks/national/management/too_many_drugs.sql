/*+++
id       = "NAT-46"
title.zh = "一张处方药品种类过多"
title.en = "Too many drugs in one prescription"
verdict  = "clue"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：应当提供合理、必要的医药服务",
    "《医疗保障基金使用监督管理条例》第三十八条第（二）项：过度诊疗、过度检查、超量开药",
]
national = "两库（2025年版）第46项 药品种类超标"
catalogue = ["XY3-10"]
seed     = "两库、信阳"
partition = "visit"
unit      = ["mdtrt_id", "rx_drord_no"]
since     = 2021-05-01
evidence  = ["处方原件"]
ask       = ["为什么一张处方开这么多种药？"]
false_positives = [
    "溶媒不计",
    "两张处方各在限内",
    "急诊",
]
sentence.zh = "处方 {rx_drord_no} 开了 {kinds} 种药，超过 {kinds_allowed} 种。"
sentence.en = "Prescription {rx_drord_no} holds {kinds} drugs where {kinds_allowed} is the limit."

[needs]
fee_net = [
    "bkkp_sn",
    "mdtrt_id",
    "psn_no",
    "fee_ocur_time",
    "med_list_codg",
    "cnt",
    "det_item_fee_sumamt",
    "list_type",
    "rx_drord_no",
]
mdtrt_d = ["mdtrt_id", "med_type"]

[params]
limit = 5   # 一张门诊处方最多几种西药、成药，种；《处方管理办法》第六条
med_types = '|11|14|9901|990101|'   # 门诊的医疗类别（med_type），国家码；急诊不在内
solvents = '氯化钠|葡萄糖|注射用水'   # 溶媒的名称用词（正则表达式），不计种类
+++*/
SELECT f.mdtrt_id AS mdtrt_id, f.rx_drord_no AS rx_drord_no, MIN(f.psn_no) AS psn_no,
       MAX(f.fee_ocur_time) AS occurred_on, COUNT(DISTINCT f.med_list_codg) AS kinds,
       $limit AS kinds_allowed, CAST(0 AS DECIMAL(16, 2)) AS amount, '处方原件' AS counter_evidence
FROM fee_net AS f
JOIN mdtrt_d AS v ON v.mdtrt_id = f.mdtrt_id
WHERE f.list_type IN ('101', '103', '104') AND f.rx_drord_no <> ''
  AND strpos($med_types, concat('|', v.med_type, '|')) > 0
  AND NOT regexp_matches(coalesce(f.medins_list_name, ''), $solvents)
GROUP BY f.mdtrt_id, f.rx_drord_no
HAVING COUNT(DISTINCT f.med_list_codg) > $limit
ORDER BY mdtrt_id, rx_drord_no
