/*+++
id       = "TRC-07"
title.zh = "拆零、无码比例偏高"
title.en = "Too many split packs and placeholder codes"
verdict  = "clue"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十九条第（三）项：未按规定通过医疗保障信息系统传送数据",
]
national = "—"
seed     = "金华2019"
partition = "whole"
unit      = ["month"]
since     = 2025-07-01
evidence  = ["拆零登记、拆零药袋", "无码库清单与实物"]
ask       = ["为什么有这么多拆零、无码？窗口怎样扫码？"]
false_positives = [
    "住院按顿摆药",
    "比例没有超过限度",
    "结算的次数太少",
    "整盒销售",
]
sentence.zh = "{month} 门诊扫码结算 {sales} 次，拆零 {split_sales} 次、占位码 {no_code_sales} 次，合占 {percent}%。"
sentence.en = "{month}: of {sales} outpatient sales with codes {split_sales} were split packs, {no_code_sales} had placeholder codes: {percent} %."

[needs]
drug_trace  = ["drug_trac_codg", "med_list_codg", "setl_id", "med_mode"]
fee_net     = ["bkkp_sn", "setl_id", "fee_ocur_time", "med_list_codg", "cnt"]
inv_balance = ["med_list_codg", "pack_cnt"]

[params]
share        = 0.3   # 拆零与占位码占门诊扫码结算的比例（目录默认值，未经医院标定）
least        = 20    # 一个月至少多少次结算才看（本项目设定，未经医院标定）
least_length = 16   # 追溯码的最短长度，位；更短的是院内占位码（国家码 20 位，企业码、GS1 不一）（本项目设定）
+++*/
WITH packs AS (
    SELECT med_list_codg, MAX(pack_cnt) AS pack_cnt
    FROM inv_balance
    WHERE pack_cnt > 0
    GROUP BY med_list_codg
), marked AS (
    SELECT t.setl_id, t.med_list_codg, COUNT(DISTINCT t.drug_trac_codg) AS code_cnt,
           MIN(CASE WHEN length(t.drug_trac_codg) >= $least_length
      AND replace(t.drug_trac_codg, substr(t.drug_trac_codg, 1, 1), '') <> ''
                    THEN 0 ELSE 1 END) AS is_placeholder
    FROM drug_trace AS t
    WHERE t.setl_id IS NOT NULL AND coalesce(t.med_mode, '') NOT LIKE '%住院%'
    GROUP BY t.setl_id, t.med_list_codg
), sales AS (
    SELECT strftime(MIN(f.fee_ocur_time), '%Y-%m') AS month, MIN(f.fee_ocur_time) AS sold_at,
           m.is_placeholder,
           CASE WHEN m.is_placeholder = 0 AND SUM(f.cnt) < m.code_cnt * p.pack_cnt
                THEN 1 ELSE 0 END AS is_split
    FROM marked AS m
    JOIN fee_net AS f ON f.setl_id = m.setl_id AND f.med_list_codg = m.med_list_codg
    LEFT JOIN packs AS p ON p.med_list_codg = m.med_list_codg
    GROUP BY m.setl_id, m.med_list_codg, m.is_placeholder, m.code_cnt, p.pack_cnt
), months AS (
    SELECT month, MAX(sold_at) AS last_at, COUNT(*) AS sales, SUM(is_split) AS split_sales,
           SUM(is_placeholder) AS no_code_sales
    FROM sales
    GROUP BY month
)
SELECT month, last_at AS occurred_on, sales, split_sales, no_code_sales,
       CAST(100 * (split_sales + no_code_sales) / sales AS DECIMAL(8, 2)) AS percent,
       CAST(0 AS DECIMAL(16, 2)) AS amount, '拆零登记、无码库清单' AS counter_evidence
FROM months
WHERE sales >= $least AND split_sales + no_code_sales > $share * sales
ORDER BY month
