/*+++
id       = "NAT-51"
title.zh = "频繁购药"
title.en = "Drug dispensed too often"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：不得重复开药、超量开药",
    "《医疗保障基金使用监督管理条例》第三十八条第（二）项：超量开药、重复开药",
]
national = "两库（2025年版）第51项 频繁购药"
catalogue = ["XY1-07"]
seed     = "两库、金华2019"
since     = 2021-05-01
needs.fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt", "list_type"]
partition = "person"
unit      = ["psn_no", "med_list_codg", "span"]
evidence  = ["每次的处方与剩余药量", "购药登记"]
ask       = ["为什么一个月配这么多次？药是谁来取的？"]
false_positives = [
    "同一次就诊的几笔只算一次",
    "跨月分别计算",
    "在院内用掉的针剂（透析用的肝素、门诊输液）不是购药",
]
sentence.zh = "{span}，{item_name}配了 {cnt_billed} 次，超过 {cnt_allowed} 次，超出各次 {amount} 元。"
sentence.en = "{span}: {item_name} dispensed {cnt_billed} times where {cnt_allowed} is usual: {amount} yuan in the further ones."

[params]
limit = 4   # 一个月内同一药品最多几次，次（目录默认值，未经医院标定）
injected = "B"   # 国家药品编码第 11 位的剂型：注射剂，字母（国家医保药品编码规则）
given = "|0012|0031|"   # 同日有这些开头的项目（注射输液、临床治疗）时，针剂是在院内用的，编码前缀（全国医疗服务价格项目规范）
+++*/
WITH prefixes AS (
    SELECT unnest(string_split($given, '|')) AS prefix
), treated AS (
    SELECT DISTINCT f.mdtrt_id, CAST(f.fee_ocur_time AS DATE) AS day
    FROM fee_net AS f
    JOIN prefixes AS p ON p.prefix <> '' AND starts_with(f.med_list_codg, p.prefix)
    WHERE f.list_type LIKE '2%'
), lines AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.medins_list_name, f.fee_ocur_time, f.cnt, f.det_item_fee_sumamt,
           strftime(f.fee_ocur_time, '%Y-%m') AS span
    FROM fee_net AS f
    LEFT JOIN treated AS t ON t.mdtrt_id = f.mdtrt_id AND t.day = CAST(f.fee_ocur_time AS DATE)
    WHERE f.list_type LIKE '1%' AND (t.mdtrt_id IS NULL OR substr(f.med_list_codg, 11, 1) <> $injected)
), totals AS (
    SELECT psn_no, med_list_codg, span, COUNT(DISTINCT mdtrt_id) AS cnt_billed
    FROM lines
    GROUP BY psn_no, med_list_codg, span
    HAVING COUNT(DISTINCT mdtrt_id) > $limit
), timed AS (
    SELECT n.bkkp_sn, n.setl_id, n.mdtrt_id, n.psn_no, n.med_list_codg, n.medins_list_codg,
           n.medins_list_name, n.fee_ocur_time, n.cnt, n.det_item_fee_sumamt, n.span, t.cnt_billed,
           MIN(n.fee_ocur_time) OVER (PARTITION BY n.psn_no, n.med_list_codg, n.span, n.mdtrt_id) AS first_at
    FROM lines AS n
    JOIN totals AS t ON t.psn_no = n.psn_no AND t.med_list_codg = n.med_list_codg AND t.span = n.span
), charged AS (
    SELECT bkkp_sn, setl_id, mdtrt_id, psn_no, med_list_codg, medins_list_codg, medins_list_name,
           fee_ocur_time, cnt, det_item_fee_sumamt, span, cnt_billed,
           DENSE_RANK() OVER (
               PARTITION BY psn_no, med_list_codg, span ORDER BY first_at, mdtrt_id
           ) AS so_far
    FROM timed
)
SELECT psn_no, med_list_codg, span, bkkp_sn, setl_id, mdtrt_id, medins_list_codg,
       medins_list_name AS item_name, fee_ocur_time AS occurred_on, cnt, cnt_billed,
       $limit AS cnt_allowed, det_item_fee_sumamt AS amount, '每一次的处方与取药记录' AS counter_evidence
FROM charged
WHERE so_far > $limit
ORDER BY psn_no, med_list_codg, span, bkkp_sn
