/*+++
id       = "INV-16"
title.zh = "退药未退费"
title.en = "Drugs taken back, money kept"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（三）项：超标准收费",
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
]
national = "—"
seed     = "信阳、吉林"
partition = "stock"
whole     = ["inv_balance"]
unit      = ["medins_list_codg"]
since     = 2021-05-01
reads_raw = true
evidence  = ["退药单、退药人签字", "退费记录、结算更正单"]
ask       = ["这几次退药，退费退给了谁、哪一天？"]
false_positives = [
    "退药后已退费",
    "发药后没有计费就退了药",
    "期末七天之内的退药，退费可能还没有做",
    "退药单位换算不了",
]
sentence.zh = "{item_name}退回药房 {cnt_returned}，只退了 {cnt_refunded} 的费，收费比实发多 {cnt_kept}，未退的 {amount} 元。"
sentence.en = "{item_name}: {cnt_returned} taken back, {cnt_refunded} refunded, {cnt_kept} more charged than given out: {amount} yuan kept."

[needs]
fee_list_d  = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "medins_list_codg", "cnt", "net_cnt", "net_amt"]
inv_balance = ["year_month"]
inv_move    = ["medins_list_codg", "chg_type", "biz_time", "chg_cnt_min"]

[params]
days = 7   # 退药后多少天之内退费都算及时，天；期末这几天的退药不看（目录默认值，未经医院标定）
+++*/
WITH period AS (
    SELECT MIN(year_month) AS first_month, MAX(year_month) AS last_month,
           CAST(substr(MAX(year_month), 1, 4) || '-' || substr(MAX(year_month), 5, 2) || '-01' AS TIMESTAMP)
             + INTERVAL 1 MONTH AS books_end
    FROM inv_balance
), given AS (
    SELECT v.medins_list_codg, -SUM(v.chg_cnt_min) AS cnt_given,
           SUM(CASE WHEN v.chg_cnt_min > 0 AND v.biz_time + $days * INTERVAL 1 DAY < p.books_end
                    THEN v.chg_cnt_min ELSE 0 END) AS cnt_returned,
           MAX(CASE WHEN v.chg_cnt_min > 0 AND v.biz_time + $days * INTERVAL 1 DAY < p.books_end
                    THEN v.biz_time END) AS last_return,
           SUM(CASE WHEN v.chg_cnt_min IS NULL THEN 1 ELSE 0 END) AS unconverted
    FROM inv_move AS v
    CROSS JOIN period AS p
    WHERE v.chg_type IN ('门诊销售', '住院销售')
      AND strftime(v.biz_time, '%Y%m') BETWEEN p.first_month AND p.last_month
    GROUP BY v.medins_list_codg
), billed_days AS (
    SELECT medins_list_codg, CAST(fee_ocur_time AS DATE) AS day, SUM(net_cnt) AS cnt_net,
           -SUM(LEAST(cnt, 0)) AS cnt_refunded
    FROM fee_list_d
    GROUP BY medins_list_codg, CAST(fee_ocur_time AS DATE)
), billed AS (
    SELECT d.medins_list_codg, SUM(d.cnt_net) AS cnt_net, SUM(d.cnt_refunded) AS cnt_refunded
    FROM billed_days AS d
    CROSS JOIN period AS p
    WHERE strftime(d.day, '%Y%m') BETWEEN p.first_month AND p.last_month
    GROUP BY d.medins_list_codg
), kept AS (
    SELECT g.medins_list_codg, g.last_return, g.cnt_returned, b.cnt_refunded,
           b.cnt_net - g.cnt_given AS cnt_kept,
           LEAST(g.cnt_returned - b.cnt_refunded, b.cnt_net - g.cnt_given) AS cnt_owed,
           p.first_month, p.last_month
    FROM given AS g
    JOIN billed AS b ON b.medins_list_codg = g.medins_list_codg
    CROSS JOIN period AS p
    WHERE g.unconverted = 0 AND g.cnt_returned > b.cnt_refunded AND b.cnt_net > g.cnt_given
), lines AS (
    SELECT c.bkkp_sn, c.setl_id, c.mdtrt_id, c.psn_no, c.med_list_codg, c.medins_list_codg,
           c.medins_list_name, c.fee_ocur_time, c.net_cnt, c.net_amt, k.cnt_returned, k.cnt_refunded,
           k.cnt_kept, k.cnt_owed,
           SUM(c.net_cnt) OVER (
               PARTITION BY c.medins_list_codg ORDER BY c.fee_ocur_time DESC, c.bkkp_sn DESC
           ) AS from_last
    FROM fee_list_d AS c
    JOIN kept AS k ON k.medins_list_codg = c.medins_list_codg
    WHERE strftime(c.fee_ocur_time, '%Y%m') BETWEEN k.first_month AND k.last_month
      AND c.net_cnt > 0 AND CAST(c.fee_ocur_time AS DATE) <= CAST(k.last_return AS DATE)
), excess AS (
    SELECT bkkp_sn, setl_id, mdtrt_id, psn_no, med_list_codg, medins_list_codg, medins_list_name,
           fee_ocur_time, net_cnt, net_amt, cnt_returned, cnt_refunded, cnt_kept,
           LEAST(net_cnt, cnt_owed - (from_last - net_cnt)) AS cnt_excess
    FROM lines
)
SELECT medins_list_codg, bkkp_sn, setl_id, mdtrt_id, psn_no, med_list_codg,
       medins_list_name AS item_name, fee_ocur_time AS occurred_on, net_cnt AS cnt, cnt_returned,
       cnt_refunded, cnt_kept, cnt_excess,
       CAST(net_amt * cnt_excess / net_cnt AS DECIMAL(16, 2)) AS amount,
       '退费记录、结算更正单' AS counter_evidence
FROM excess
WHERE cnt_excess > 0
ORDER BY medins_list_codg, bkkp_sn
