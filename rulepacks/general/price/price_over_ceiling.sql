/*+++
id       = "XY2-01"
title.zh = "收费单价超过最高限价"
title.en = "Unit price above the ceiling"
verdict  = "breach"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：不得超标准收费",
    "《医疗保障基金使用监督管理条例》第三十八条第（三）项：超标准收费",
]
national = "两库（2025年版）第14项 超限定单价"
seed     = "金华2019、信阳"
partition = "item"
unit      = ["med_list_codg", "pric", "ceiling", "month"]
since     = 2021-05-01
knowledge = ["limit_price"]
evidence  = ["当地公布的价格文件与执行日期", "医院收费系统的价格字典及其修改日志"]
ask       = ["这个价格依据哪份文件，从哪天起执行？", "有没有经批准的加收（如急诊、远程、儿童加收）？"]
false_positives = [
    "经批准的加收，项目名称写明“加收”",
    "调价之后按新价收费",
    "优惠后的实收金额没有超过限价",
]
sentence.zh = "{item_name}按 {pric} 元收费，当时限价 {ceiling} 元，本月共多收 {amount} 元。"
sentence.en = "{item_name} was charged at {pric} yuan where the ceiling was {ceiling}: {amount} yuan too much this month."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "pric", "det_item_fee_sumamt"]
mdtrt_d = ["mdtrt_id"]

[params]
tolerance = 0.001   # 单价允差，元；价格字典保留三位小数（本项目设定）
+++*/
WITH ceilings AS (
    SELECT med_list_codg, hosp_lv, pric_max AS ceiling, valid_from, valid_to, knowledge_row
    FROM limit_price
    WHERE pric_max IS NOT NULL
), lowest AS (
    SELECT med_list_codg, MIN(ceiling) AS ceiling
    FROM ceilings
    GROUP BY med_list_codg
), dear AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.medins_list_name, f.fee_ocur_time, f.cnt, f.pric, f.det_item_fee_sumamt
    FROM fee_net AS f
    JOIN lowest AS l ON l.med_list_codg = f.med_list_codg
    WHERE f.pric > l.ceiling + $tolerance
), charged AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.medins_list_name, f.fee_ocur_time, f.cnt, f.pric, f.det_item_fee_sumamt,
           c.ceiling, c.knowledge_row,
           ROW_NUMBER() OVER (
               PARTITION BY f.bkkp_sn
               ORDER BY CASE WHEN c.hosp_lv = '' THEN 1 ELSE 0 END, c.ceiling DESC, c.knowledge_row
           ) AS choice
    FROM dear AS f
    JOIN ceilings AS c ON c.med_list_codg = f.med_list_codg
    LEFT JOIN mdtrt_d AS v ON v.mdtrt_id = f.mdtrt_id
    WHERE CAST(f.fee_ocur_time AS DATE) BETWEEN c.valid_from AND c.valid_to
      AND (c.hosp_lv = '' OR c.hosp_lv = v.hosp_lv)
), over_ceiling AS (
    SELECT bkkp_sn, setl_id, mdtrt_id, psn_no, med_list_codg, medins_list_codg, medins_list_name,
           fee_ocur_time, cnt, pric, ceiling, knowledge_row,
           CAST(det_item_fee_sumamt - ceiling * cnt AS DECIMAL(16, 2)) AS amount
    FROM charged
    WHERE choice = 1
      AND pric > ceiling + $tolerance
      AND coalesce(medins_list_name, '') NOT LIKE '%加收%'
)
SELECT med_list_codg, pric, ceiling, strftime(fee_ocur_time, '%Y-%m') AS month, bkkp_sn, setl_id,
       mdtrt_id, psn_no, medins_list_codg, medins_list_name AS item_name,
       fee_ocur_time AS occurred_on, cnt, ceiling AS pric_allowed, amount, knowledge_row,
       '价格文件或批准加收的批复' AS counter_evidence
FROM over_ceiling
WHERE amount > 0
ORDER BY med_list_codg, pric, ceiling, month, bkkp_sn
