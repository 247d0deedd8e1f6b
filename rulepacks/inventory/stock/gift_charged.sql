/*+++
id       = "INV-15"
title.zh = "赠药、赠品向医保收费"
title.en = "Donated goods charged to the fund"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
    "《医疗保障基金使用监督管理条例》第三十八条第（三）项：超标准收费",
]
national = "—"
seed     = "信阳"
partition = "stock"
whole     = ["inv_balance"]
unit      = ["medins_list_codg"]
since     = 2021-05-01
evidence  = ["援助项目的发放名单、受助人签字", "零价入库单与随货同行单", "同期的付款凭证"]
ask       = ["赠药发给了谁？有没有向这些人收费？", "零价入库是赠送还是买赠折扣？"]
false_positives = [
    "买十送一：同一供应商同一天有付款的进货",
    "付款进的货够卖",
    "自费销售的不算在内",
    "赠药退回了",
    "单位换算不了的药品",
]
sentence.zh = "{item_name}付款进的货连期初只有 {cnt_allowed}，医保收费 {cnt_billed}，另有零价入库 {cnt_gift}：赠品收费 {amount} 元。"
sentence.en = "{item_name}: {cnt_allowed} paid for, {cnt_billed} charged to the fund, {cnt_gift} received free: {amount} yuan charged for gifts."

[needs]
fee_net     = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "medins_list_codg", "cnt", "det_item_fee_sumamt"]
inv_balance = ["year_month", "medins_list_codg", "open_cnt_min"]
inv_move    = ["medins_list_codg", "chg_type", "biz_time", "chg_cnt_min", "purc_pric"]
+++*/
WITH first_month AS (
    SELECT MIN(year_month) AS year_month
    FROM inv_balance
), unconverted AS (
    SELECT medins_list_codg FROM inv_move WHERE chg_cnt_min IS NULL
    UNION
    SELECT medins_list_codg FROM inv_balance WHERE open_cnt_min IS NULL
), opening AS (
    SELECT b.medins_list_codg, SUM(b.open_cnt_min) AS cnt
    FROM inv_balance AS b
    JOIN first_month AS m ON m.year_month = b.year_month
    GROUP BY b.medins_list_codg
), moves AS (
    SELECT medins_list_codg, coalesce(spler_name, '') AS spler_name, CAST(biz_time AS DATE) AS day,
           chg_cnt_min,
           CASE WHEN chg_type IN ('110', '111') OR chg_type LIKE '%赠%' THEN 'gift'
                WHEN chg_type IN ('物资采购', '商品采购入库', '108') AND purc_pric = 0 THEN 'free'
                WHEN chg_type IN ('物资采购', '商品采购入库', '108') THEN 'paid'
                ELSE 'other'
           END AS kind
    FROM inv_move
    WHERE coalesce(chg_type, '') NOT IN ('门诊销售', '住院销售') AND coalesce(chg_type, '') NOT LIKE '%调拨%'
), paid_days AS (
    SELECT DISTINCT medins_list_codg, spler_name, day
    FROM moves
    WHERE kind = 'paid' AND chg_cnt_min > 0
), sorted AS (
    SELECT m.medins_list_codg, m.chg_cnt_min,
           CASE WHEN m.kind = 'gift' OR (m.kind = 'free' AND p.day IS NULL) THEN 1 ELSE 0 END AS is_gift
    FROM moves AS m
    LEFT JOIN paid_days AS p
      ON p.medins_list_codg = m.medins_list_codg AND p.spler_name = m.spler_name AND p.day = m.day
), stocked AS (
    SELECT s.medins_list_codg,
           SUM(CASE WHEN s.is_gift = 1 THEN s.chg_cnt_min ELSE 0 END) AS cnt_gift,
           SUM(CASE WHEN s.is_gift = 0 AND s.chg_cnt_min > 0 THEN s.chg_cnt_min ELSE 0 END) AS cnt_paid
    FROM sorted AS s
    LEFT JOIN unconverted AS u ON u.medins_list_codg = s.medins_list_codg
    WHERE u.medins_list_codg IS NULL
    GROUP BY s.medins_list_codg
), gifts AS (
    SELECT s.medins_list_codg, s.cnt_gift, coalesce(o.cnt, 0) + s.cnt_paid AS cnt_allowed
    FROM stocked AS s
    LEFT JOIN opening AS o ON o.medins_list_codg = s.medins_list_codg
    WHERE s.cnt_gift > 0
), charged AS (
    SELECT medins_list_codg, strftime(fee_ocur_time, '%Y%m') AS year_month, SUM(cnt) AS cnt
    FROM fee_net
    WHERE coalesce(fulamt_ownpay_amt, 0) < det_item_fee_sumamt
    GROUP BY medins_list_codg, strftime(fee_ocur_time, '%Y%m')
), oversold AS (
    SELECT g.medins_list_codg, m.year_month, g.cnt_gift, g.cnt_allowed, SUM(c.cnt) AS cnt_billed
    FROM gifts AS g
    JOIN charged AS c ON c.medins_list_codg = g.medins_list_codg
    JOIN first_month AS m ON m.year_month <= c.year_month
    GROUP BY g.medins_list_codg, m.year_month, g.cnt_gift, g.cnt_allowed
    HAVING SUM(c.cnt) > g.cnt_allowed
), insured AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.medins_list_name, f.fee_ocur_time, f.cnt, f.det_item_fee_sumamt, o.cnt_gift, o.cnt_allowed,
           o.cnt_billed,
           SUM(f.cnt) OVER (
               PARTITION BY f.medins_list_codg ORDER BY f.fee_ocur_time DESC, f.bkkp_sn DESC
           ) AS from_last
    FROM fee_net AS f
    JOIN oversold AS o ON o.medins_list_codg = f.medins_list_codg
    WHERE strftime(f.fee_ocur_time, '%Y%m') >= o.year_month
      AND coalesce(f.fulamt_ownpay_amt, 0) < f.det_item_fee_sumamt
), excess AS (
    SELECT bkkp_sn, setl_id, mdtrt_id, psn_no, med_list_codg, medins_list_codg, medins_list_name,
           fee_ocur_time, cnt, det_item_fee_sumamt, cnt_gift, cnt_allowed, cnt_billed,
           LEAST(cnt, LEAST(cnt_gift, cnt_billed - cnt_allowed) - (from_last - cnt)) AS cnt_excess
    FROM insured
)
SELECT medins_list_codg, bkkp_sn, setl_id, mdtrt_id, psn_no, med_list_codg,
       medins_list_name AS item_name, fee_ocur_time AS occurred_on, cnt, cnt_billed, cnt_allowed,
       cnt_gift, cnt_excess,
       CAST(det_item_fee_sumamt * cnt_excess / cnt AS DECIMAL(16, 2)) AS amount,
       '赠药发放名单、买赠协议' AS counter_evidence
FROM excess
WHERE cnt_excess > 0
ORDER BY medins_list_codg, bkkp_sn
