/*+++
id       = "INV-03"
title.zh = "医保结算量大于累计购进量"
title.en = "Settled more than was ever bought"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
    "《医疗保障基金使用监督管理条例》第三十九条第（二）项：未按规定保管药品和医用耗材出入库记录",
]
national = "两库（2025年版）第43、48项"
seed     = "信阳、金华2019"
partition = "stock"
whole     = ["inv_balance"]
unit      = ["medins_list_codg"]
since     = 2021-05-01
evidence  = ["供应商往来账、发票、随货同行单", "期初盘点表", "没有入账的捐赠、借入"]
ask       = ["期初之外还有哪些来源没有入账？", "有没有以前供应商的发票没有报送？"]
false_positives = [
    "自费销售的不算在内",
    "期初库存、盘盈、其他业务入库可解释",
    "外机构调拨进来的",
    "入库单位换算不了，只列出不算钱",
    "不在结转期间内的收费",
]
sentence.zh = "{item_name}期初加全部入库{counted} {cnt_allowed}，医保收费 {cnt_billed}，多出而能算清的 {amount} 元。"
sentence.en = "{item_name}: opening stock and every receipt{counted_en} come to {cnt_allowed}, insured charges to {cnt_billed}; what can be told of the rest is {amount} yuan."

[needs]
fee_net     = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "medins_list_codg", "cnt", "det_item_fee_sumamt"]
inv_balance = ["year_month", "medins_list_codg", "open_cnt_min"]
inv_move    = ["medins_list_codg", "chg_type", "biz_time", "chg_cnt", "chg_cnt_min"]

[params]
units_tolerance = 0   # 允差，拆零单位；不减任何出库，已是对医院最宽的算法（目录默认值，未经医院标定）
+++*/
WITH period AS (
    SELECT MIN(year_month) AS first_month, MAX(year_month) AS last_month
    FROM inv_balance
), opening AS (
    SELECT b.medins_list_codg, SUM(coalesce(b.open_cnt_min, 0)) AS cnt,
           SUM(CASE WHEN b.open_cnt_min IS NULL THEN 1 ELSE 0 END) AS unconverted
    FROM inv_balance AS b
    JOIN period AS p ON p.first_month = b.year_month
    GROUP BY b.medins_list_codg
), entered AS (
    SELECT medins_list_codg,
           SUM(CASE WHEN chg_type LIKE '%调拨%' OR chg_cnt_min <= 0 THEN 0 ELSE coalesce(chg_cnt_min, 0) END)
             + GREATEST(SUM(CASE WHEN chg_type LIKE '%调拨%' THEN coalesce(chg_cnt_min, 0) ELSE 0 END), 0) AS cnt,
           SUM(CASE WHEN chg_cnt_min IS NULL AND chg_cnt > 0 THEN 1 ELSE 0 END) AS unconverted
    FROM inv_move
    WHERE coalesce(chg_type, '') NOT IN ('门诊销售', '住院销售')
    GROUP BY medins_list_codg
), kept_in_books AS (
    SELECT medins_list_codg FROM opening
    UNION
    SELECT medins_list_codg FROM entered
), bought AS (
    SELECT k.medins_list_codg, coalesce(o.cnt, 0) + coalesce(e.cnt, 0) AS cnt_allowed,
           coalesce(o.unconverted, 0) + coalesce(e.unconverted, 0) AS unconverted
    FROM kept_in_books AS k
    LEFT JOIN opening AS o ON o.medins_list_codg = k.medins_list_codg
    LEFT JOIN entered AS e ON e.medins_list_codg = k.medins_list_codg
), insured_days AS (
    SELECT medins_list_codg, CAST(fee_ocur_time AS DATE) AS day, SUM(cnt) AS cnt
    FROM fee_net
    WHERE coalesce(fulamt_ownpay_amt, 0) < det_item_fee_sumamt
    GROUP BY medins_list_codg, CAST(fee_ocur_time AS DATE)
), billed AS (
    SELECT d.medins_list_codg, SUM(d.cnt) AS cnt_billed
    FROM insured_days AS d
    CROSS JOIN period AS p
    WHERE strftime(d.day, '%Y%m') BETWEEN p.first_month AND p.last_month
    GROUP BY d.medins_list_codg
), too_many AS (
    SELECT b.medins_list_codg, b.cnt_allowed, b.unconverted, i.cnt_billed, p.first_month, p.last_month
    FROM bought AS b
    JOIN billed AS i ON i.medins_list_codg = b.medins_list_codg
    CROSS JOIN period AS p
    WHERE i.cnt_billed > b.cnt_allowed + $units_tolerance
), insured AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.medins_list_name, f.fee_ocur_time, f.cnt, f.det_item_fee_sumamt, b.cnt_billed,
           b.cnt_allowed, b.unconverted,
           SUM(f.cnt) OVER (
               PARTITION BY f.medins_list_codg ORDER BY f.fee_ocur_time, f.bkkp_sn
           ) - b.cnt_allowed AS over_so_far
    FROM fee_net AS f
    JOIN too_many AS b ON b.medins_list_codg = f.medins_list_codg
    WHERE strftime(f.fee_ocur_time, '%Y%m') BETWEEN b.first_month AND b.last_month
      AND coalesce(f.fulamt_ownpay_amt, 0) < f.det_item_fee_sumamt
), over_bought AS (
    SELECT bkkp_sn, setl_id, mdtrt_id, psn_no, med_list_codg, medins_list_codg, medins_list_name,
           fee_ocur_time, cnt, det_item_fee_sumamt, cnt_billed, cnt_allowed, unconverted, over_so_far
    FROM insured
    WHERE over_so_far > 0
), in_doubt AS (
    SELECT medins_list_codg, MAX(medins_list_name) AS item_name, MAX(cnt_billed) AS cnt_billed,
           MAX(cnt_allowed) AS cnt_allowed
    FROM over_bought
    WHERE unconverted > 0
    GROUP BY medins_list_codg
)
SELECT medins_list_codg, bkkp_sn, setl_id, mdtrt_id, psn_no, med_list_codg,
       medins_list_name AS item_name, fee_ocur_time AS occurred_on, cnt, cnt_billed, cnt_allowed,
       LEAST(cnt, over_so_far) AS cnt_excess,
       CAST(det_item_fee_sumamt * LEAST(cnt, over_so_far) / cnt AS DECIMAL(16, 2)) AS amount,
       '只有' AS counted, '' AS counted_en, NULL AS not_converted,
       '没有入账的进货单、供应商往来账' AS counter_evidence
FROM over_bought
WHERE unconverted = 0
UNION ALL
SELECT d.medins_list_codg, NULL AS bkkp_sn, NULL AS setl_id, NULL AS mdtrt_id, NULL AS psn_no,
       v.med_list_codg, d.item_name, v.biz_time AS occurred_on, NULL AS cnt, d.cnt_billed,
       d.cnt_allowed, NULL AS cnt_excess, CAST(0 AS DECIMAL(16, 2)) AS amount,
       '（有换算不了的，未计入）共' AS counted, ' that can be converted' AS counted_en,
       v.chg_cnt AS not_converted, NULL AS counter_evidence
FROM in_doubt AS d
JOIN inv_move AS v ON v.medins_list_codg = d.medins_list_codg
WHERE v.chg_cnt_min IS NULL AND v.chg_cnt > 0 AND coalesce(v.chg_type, '') NOT IN ('门诊销售', '住院销售')
ORDER BY medins_list_codg, bkkp_sn, occurred_on, not_converted
