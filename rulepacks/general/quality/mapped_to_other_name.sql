/*+++
id       = "XY2-26"
title.zh = "院内项目与对照的国家项目名称不符"
title.en = "Hospital item mapped to a national item of another name"
verdict  = "clue"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（四）项：串换药品、医用耗材、诊疗项目和服务设施",
    "《医疗保障基金使用监督管理条例》第三十八条第（六）项：将不属于医疗保障基金支付范围的医药费用纳入医疗保障基金结算",
]
national = "—"
seed     = "信阳、金华2019"
partition = "item"
unit      = ["medins_list_codg", "med_list_codg"]
since     = 2021-05-01
evidence  = ["医保部门批准的对照表", "院内项目的内涵与收费依据"]
ask       = ["为什么对照到这个国家项目？有没有批准？院内项目本来能不能报？"]
false_positives = [
    "一个名称包含另一个",
    "开头或者结尾相同，叫法不同",
    "药品用商品名",
    "括号里的补充说明不同",
]
sentence.zh = "院内“{item_name}”对照成国家项目“{national_name}”，用了 {lines} 行、{billed} 元，请核对（不计金额）。"
sentence.en = "The hospital’s {item_name} is mapped to the national {national_name}: {lines} lines, {billed} yuan; the same thing? (no amount)"

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "fee_ocur_time", "med_list_codg", "medins_list_codg", "medins_list_name", "hilist_name", "cnt", "det_item_fee_sumamt"]

[params]
alike = 2   # 开头或结尾几个字相同就算叫法不同而已，字（本项目设定，代替目录的名称相似度 0.6）
+++*/
WITH used AS (
    SELECT medins_list_codg, med_list_codg, medins_list_name, hilist_name,
           replace(replace(replace(medins_list_name, '（', '('), '）', ')'), ' ', '') AS ours,
           replace(replace(replace(hilist_name, '（', '('), '）', ')'), ' ', '') AS theirs,
           fee_ocur_time, det_item_fee_sumamt
    FROM fee_net
    WHERE medins_list_name <> '' AND hilist_name <> '' AND medins_list_codg <> ''
      AND coalesce(list_type, '2') NOT LIKE '1%'
), bare AS (
    SELECT medins_list_codg, med_list_codg, medins_list_name, hilist_name, fee_ocur_time, det_item_fee_sumamt,
           CASE WHEN strpos(ours, '(') > 1 THEN substr(ours, 1, strpos(ours, '(') - 1) ELSE ours END AS ours,
           CASE WHEN strpos(theirs, '(') > 1 THEN substr(theirs, 1, strpos(theirs, '(') - 1) ELSE theirs END AS theirs
    FROM used
)
SELECT medins_list_codg, med_list_codg, medins_list_name AS item_name, hilist_name AS national_name,
       MIN(fee_ocur_time) AS occurred_on, COUNT(*) AS lines, SUM(det_item_fee_sumamt) AS billed,
       CAST(0 AS DECIMAL(16, 2)) AS amount, '经批准的对照表' AS counter_evidence
FROM bare
WHERE ours <> '' AND theirs <> '' AND strpos(ours, theirs) = 0 AND strpos(theirs, ours) = 0
  AND substr(ours, 1, $alike) <> substr(theirs, 1, $alike)
  AND right(ours, $alike) <> right(theirs, $alike)
GROUP BY medins_list_codg, med_list_codg, medins_list_name, hilist_name
ORDER BY medins_list_codg, med_list_codg, item_name, national_name
