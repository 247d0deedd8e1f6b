/*+++
id       = "INV-04"
title.zh = "入库没有供应商送货记录"
title.en = "Receipts no supplier delivered"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十条第一款第（二）项：伪造、变造、隐匿、涂改、销毁会计凭证、电子信息等有关资料",
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
]
national = "—"
seed     = "金华2019"
partition = "stock"
whole     = ["inv_balance"]
unit      = ["medins_list_codg"]
since     = 2021-05-01
evidence  = ["药监部门复函：该供应商有无许可、有无这几笔出库", "随货同行单、发票、付款凭证", "入库验收人签字"]
ask       = ["这几笔货是谁送的、怎么付的款？", "有没有经第三方调拨或分批送到的？"]
false_positives = [
    "供应商分批送货，合计相符",
    "送货与入库相差不超过允许天数",
    "送货按拆零单位记、入库按包装，换算后相符",
    "供应商的送货单位换算不了",
    "供应商没有任何外部送货数据",
]
sentence.zh = "{item_name}有 {cnt_phantom} 的入库查不到供应商送货；除去这些，货有 {cnt_allowed}，收费 {cnt_billed}，没有货可对应的 {amount} 元。"
sentence.en = "{item_name}: {cnt_phantom} received that no supplier delivered; without them there were {cnt_allowed} for {cnt_billed} charged: {amount} yuan with no goods behind them."

[needs]
fee_net         = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "medins_list_codg", "cnt", "det_item_fee_sumamt"]
inv_balance     = ["year_month", "medins_list_codg", "open_cnt_min"]
inv_move        = ["medins_list_codg", "med_list_codg", "spler_name", "chg_type", "biz_time", "chg_cnt_min"]
purchase_accept = ["med_list_codg", "spler_name", "purc_cnt", "purc_unit", "accept_date"]

[params]
days = 15   # 送货与入库最多相差几天（目录默认值，未经医院标定）
+++*/
WITH received AS (
    SELECT medins_list_codg, med_list_codg, trim(spler_name) AS spler_name, prodname, biz_time, chg_cnt_min,
           pack_unit, split_unit, pack_cnt
    FROM inv_move
    WHERE chg_type IN ('物资采购', '商品采购入库', '108') AND chg_cnt_min > 0
      AND med_list_codg IS NOT NULL AND spler_name IS NOT NULL
), known_suppliers AS (
    SELECT DISTINCT trim(spler_name) AS spler_name
    FROM purchase_accept
), by_supplier AS (
    SELECT r.medins_list_codg, r.med_list_codg, r.spler_name, MAX(r.pack_unit) AS pack_unit,
           MAX(r.split_unit) AS split_unit, MAX(r.pack_cnt) AS pack_cnt,
           MIN(CAST(r.biz_time AS DATE)) AS first_day, MAX(CAST(r.biz_time AS DATE)) AS last_day,
           SUM(r.chg_cnt_min) AS cnt_received
    FROM received AS r
    JOIN known_suppliers AS k ON k.spler_name = r.spler_name
    GROUP BY r.medins_list_codg, r.med_list_codg, r.spler_name
), sent AS (
    SELECT b.medins_list_codg, b.med_list_codg, b.spler_name,
           CASE WHEN a.purc_unit = b.split_unit THEN a.purc_cnt
                WHEN a.purc_unit = b.pack_unit THEN a.purc_cnt * b.pack_cnt
           END AS cnt
    FROM by_supplier AS b
    JOIN purchase_accept AS a
      ON a.med_list_codg = b.med_list_codg AND trim(a.spler_name) = b.spler_name
    WHERE a.accept_date BETWEEN b.first_day - $days * INTERVAL 1 DAY AND b.last_day + $days * INTERVAL 1 DAY
), delivered AS (
    SELECT medins_list_codg, med_list_codg, spler_name, SUM(coalesce(cnt, 0)) AS cnt_delivered,
           SUM(CASE WHEN cnt IS NULL THEN 1 ELSE 0 END) AS unconverted
    FROM sent
    GROUP BY medins_list_codg, med_list_codg, spler_name
), not_sent AS (
    SELECT b.medins_list_codg, b.med_list_codg, b.spler_name, b.cnt_received,
           coalesce(d.cnt_delivered, 0) AS cnt_delivered,
           b.cnt_received - coalesce(d.cnt_delivered, 0) AS cnt_phantom
    FROM by_supplier AS b
    LEFT JOIN delivered AS d
      ON d.medins_list_codg = b.medins_list_codg AND d.med_list_codg = b.med_list_codg
         AND d.spler_name = b.spler_name
    WHERE b.cnt_received > coalesce(d.cnt_delivered, 0) AND coalesce(d.unconverted, 0) = 0
), phantom AS (
    SELECT medins_list_codg, SUM(cnt_phantom) AS cnt_phantom
    FROM not_sent
    GROUP BY medins_list_codg
), first_month AS (
    SELECT MIN(year_month) AS year_month
    FROM inv_balance
), opening AS (
    SELECT b.medins_list_codg, SUM(b.open_cnt_min) AS cnt
    FROM inv_balance AS b
    JOIN first_month AS m ON m.year_month = b.year_month
    GROUP BY b.medins_list_codg
), entered AS (
    SELECT medins_list_codg, SUM(chg_cnt_min) AS cnt,
           SUM(CASE WHEN chg_cnt_min IS NULL THEN 1 ELSE 0 END) AS unconverted
    FROM inv_move
    WHERE coalesce(chg_type, '') NOT IN ('门诊销售', '住院销售') AND coalesce(chg_cnt_min, 1) > 0
      AND coalesce(chg_type, '') NOT LIKE '%调拨%'
    GROUP BY medins_list_codg
), real_stock AS (
    SELECT p.medins_list_codg, p.cnt_phantom, e.unconverted,
           coalesce(o.cnt, 0) + e.cnt - p.cnt_phantom AS cnt_allowed
    FROM phantom AS p
    JOIN entered AS e ON e.medins_list_codg = p.medins_list_codg
    LEFT JOIN opening AS o ON o.medins_list_codg = p.medins_list_codg
), months AS (
    SELECT medins_list_codg, strftime(fee_ocur_time, '%Y%m') AS year_month, SUM(cnt) AS cnt
    FROM fee_net
    GROUP BY medins_list_codg, strftime(fee_ocur_time, '%Y%m')
), billed AS (
    SELECT s.medins_list_codg, m.year_month, s.cnt_phantom, s.cnt_allowed, SUM(c.cnt) AS cnt_billed
    FROM real_stock AS s
    JOIN months AS c ON c.medins_list_codg = s.medins_list_codg
    JOIN first_month AS m ON m.year_month <= c.year_month
    WHERE s.unconverted = 0
    GROUP BY s.medins_list_codg, m.year_month, s.cnt_phantom, s.cnt_allowed
), charged AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.medins_list_name, f.fee_ocur_time, f.cnt, f.det_item_fee_sumamt, b.cnt_phantom,
           b.cnt_allowed, b.cnt_billed,
           SUM(f.cnt) OVER (
               PARTITION BY f.medins_list_codg ORDER BY f.fee_ocur_time DESC, f.bkkp_sn DESC
           ) AS from_last
    FROM fee_net AS f
    JOIN billed AS b ON b.medins_list_codg = f.medins_list_codg
    WHERE b.cnt_billed > b.cnt_allowed AND strftime(f.fee_ocur_time, '%Y%m') >= b.year_month
), linked AS (
    SELECT bkkp_sn, setl_id, mdtrt_id, psn_no, med_list_codg, medins_list_codg, medins_list_name,
           fee_ocur_time, cnt, det_item_fee_sumamt, cnt_phantom, cnt_allowed, cnt_billed,
           LEAST(cnt, LEAST(cnt_phantom, cnt_billed - cnt_allowed) - (from_last - cnt)) AS cnt_excess
    FROM charged
)
SELECT medins_list_codg, bkkp_sn, setl_id, mdtrt_id, psn_no, med_list_codg,
       medins_list_name AS item_name, NULL AS spler_name, fee_ocur_time AS occurred_on, cnt,
       cnt_billed, cnt_allowed, cnt_phantom, NULL AS cnt_received, NULL AS cnt_delivered, cnt_excess,
       CAST(det_item_fee_sumamt * cnt_excess / cnt AS DECIMAL(16, 2)) AS amount,
       '供应商出库单、药监复函' AS counter_evidence
FROM linked
WHERE cnt_excess > 0
UNION ALL
SELECT n.medins_list_codg, NULL AS bkkp_sn, NULL AS setl_id, NULL AS mdtrt_id, NULL AS psn_no,
       n.med_list_codg, coalesce(MAX(r.prodname), n.medins_list_codg) AS item_name, n.spler_name,
       MAX(r.biz_time) AS occurred_on, NULL AS cnt, coalesce(MAX(c.cnt_billed), 0) AS cnt_billed,
       MAX(s.cnt_allowed) AS cnt_allowed, n.cnt_phantom, n.cnt_received, n.cnt_delivered,
       NULL AS cnt_excess, CAST(0 AS DECIMAL(16, 2)) AS amount, '供应商出库单、药监复函' AS counter_evidence
FROM not_sent AS n
JOIN received AS r ON r.medins_list_codg = n.medins_list_codg AND r.spler_name = n.spler_name
JOIN real_stock AS s ON s.medins_list_codg = n.medins_list_codg
LEFT JOIN billed AS c ON c.medins_list_codg = n.medins_list_codg
GROUP BY n.medins_list_codg, n.med_list_codg, n.spler_name, n.cnt_phantom, n.cnt_received, n.cnt_delivered
ORDER BY medins_list_codg, bkkp_sn, spler_name, med_list_codg
