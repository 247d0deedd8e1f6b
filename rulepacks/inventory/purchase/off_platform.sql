/*+++
id       = "INV-12"
title.zh = "招采平台外采购比例偏高"
title.en = "Too much bought off the platform"
verdict  = "clue"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（七）项：造成医疗保障基金损失的其他违法行为",
    "《医疗保障基金使用监督管理条例》第十四条：建立医疗保障基金使用内部管理制度",
]
national = "问题清单（2025年）第10项"
seed     = "信阳"
partition = "whole"
unit      = ["year"]
since     = 2021-05-01
evidence  = ["平台采购订单", "备案采购的批件", "同一货品平台上的价格"]
ask       = ["为什么不从平台买？备案了吗？"]
false_positives = [
    "平台外比例没有超过限度",
    "中药饮片不在平台采购",
    "平台外买的退了货、开了红票",
]
sentence.zh = "{year} 年没有平台订单的采购占 {share_percent}%（{off_amount} 元，共采购 {total_amount} 元）。"
sentence.en = "{year}: {share_percent} % of purchases have no platform order ({off_amount} of {total_amount} yuan)."

[needs]
purc_invo = ["invo_no", "invo_date", "spler_name", "purc_item_name", "med_list_codg", "purc_sumamt", "order_no"]

[params]
share = 0.05   # 没有平台订单的采购占全年采购金额的比例（目录默认值，未经医院标定）
+++*/
WITH bought AS (
    SELECT strftime(invo_date, '%Y') AS year, invo_date, invo_no, spler_name, purc_item_name,
           med_list_codg, medins_list_codg, purc_sumamt,
           CASE WHEN coalesce(trim(order_no), '') = '' THEN 1 ELSE 0 END AS off_platform
    FROM purc_invo
    WHERE coalesce(med_list_codg, '') NOT LIKE 'T%' AND purc_sumamt IS NOT NULL
), years AS (
    SELECT year, SUM(purc_sumamt) AS total_amount,
           SUM(CASE WHEN off_platform = 1 THEN purc_sumamt ELSE 0 END) AS off_amount
    FROM bought
    GROUP BY year
), over AS (
    SELECT year, total_amount, off_amount,
           CAST(100 * off_amount / total_amount AS DECIMAL(8, 2)) AS share_percent
    FROM years
    WHERE total_amount > 0 AND off_amount > $share * total_amount
)
SELECT o.year AS year, b.invo_date AS occurred_on, b.invo_no AS invo_no, b.spler_name AS spler_name,
       b.purc_item_name AS item_name, b.med_list_codg AS med_list_codg,
       b.medins_list_codg AS medins_list_codg, b.purc_sumamt AS paid, o.total_amount AS total_amount,
       o.off_amount AS off_amount, o.share_percent AS share_percent,
       CAST(0 AS DECIMAL(16, 2)) AS amount, '平台订单、备案采购批件' AS counter_evidence
FROM over AS o
JOIN bought AS b ON b.year = o.year
WHERE b.off_platform = 1
ORDER BY year, occurred_on, invo_no, item_name, paid
