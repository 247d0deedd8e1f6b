/*+++
id       = "SPA-10"
title.zh = "工伤、事故、赔偿名单上的伤"
title.en = "Stay for an injury somebody else pays for"
verdict  = "suspect"
basis    = [
    "《中华人民共和国社会保险法》第三十条：应当由工伤保险基金、第三人负担的医疗费用不纳入基本医疗保险基金支付范围",
    "《医疗保障基金使用监督管理条例》第三十八条第（六）项：将不属于支付范围的费用纳入结算",
]
national = "—"
seed     = "金华2022、绍兴"
partition = "person"
whole     = ["accident_list"]
unit      = ["mdtrt_id"]
since     = 2021-05-01
evidence  = [
    "事故认定书、判决书、工伤认定书",
    "赔偿款里的医疗费",
]
ask       = [
    "这次住院是不是同一件事？",
    "赔偿款是否已含医疗费？有没有先行支付？",
]
false_positives = [
    "同一周的另一种病",
    "事故在三天以前",
    "先行支付",
    "诊断编码不属外伤的骨折",
]
sentence.zh = "{event_date} 的{event_type}在名单上，其后住院“{diagnosis}”，不应由基金负担的 {amount} 元。"
sentence.en = "On the list for {event_type} of {event_date}; the stay for {diagnosis} cost the fund {amount} yuan too much."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "medins_list_name", "cnt", "det_item_fee_sumamt"]
mdtrt_d = ["mdtrt_id", "begntime", "dscg_maindiag_code"]
setl_d = ["mdtrt_id", "fund_pay_sumamt"]
accident_list = ["event_date"]

[params]
days = 3   # 事故之后几天内入院算同一件事，天（目录默认值，未经医院标定）
+++*/
WITH paid AS (
    SELECT mdtrt_id, SUM(fund_pay_sumamt) AS fund
    FROM setl_d
    GROUP BY mdtrt_id
), people AS (
    SELECT DISTINCT psn_no, certno
    FROM mdtrt_d
    WHERE certno <> ''
), accidents AS (
    SELECT coalesce(a.psn_no, p.psn_no) AS psn_no, a.event_date, a.event_type, a.comp_amt
    FROM accident_list AS a
    LEFT JOIN people AS p ON p.certno = a.certno
), events AS (
    SELECT v.mdtrt_id, v.dscg_maindiag_name AS diagnosis, upper(v.dscg_maindiag_code) AS code,
           a.event_date, coalesce(a.event_type, '事故') AS event_type, a.comp_amt,
           ROW_NUMBER() OVER (
               PARTITION BY v.mdtrt_id ORDER BY a.event_date, coalesce(a.event_type, ''), a.comp_amt
           ) AS place
    FROM mdtrt_d AS v
    JOIN accidents AS a ON a.psn_no = v.psn_no
    WHERE a.event_date BETWEEN CAST(v.begntime AS DATE) - $days * INTERVAL 1 DAY
                           AND CAST(coalesce(v.endtime, v.begntime) AS DATE)
      AND coalesce(v.pre_pay_flag, '0') <> '1'
), owed AS (
    SELECT e.mdtrt_id, e.diagnosis, e.event_date, e.event_type, e.comp_amt, p.fund,
           CASE WHEN strpos(e.event_type, '工伤') > 0 THEN p.fund
                ELSE LEAST(p.fund, coalesce(e.comp_amt, 0)) END AS due
    FROM events AS e
    JOIN paid AS p ON p.mdtrt_id = e.mdtrt_id
    WHERE e.place = 1 AND p.fund > 0 AND (substr(e.code, 1, 1) IN ('S', 'V', 'W', 'X')
           OR (substr(e.code, 1, 1) = 'T' AND substr(e.code, 2, 2) <= '78')
           OR (substr(e.code, 1, 1) = 'Y' AND substr(e.code, 2, 2) <= '36'))
), summed AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.medins_list_name, f.fee_ocur_time, f.cnt, f.det_item_fee_sumamt,
           SUM(f.det_item_fee_sumamt) OVER (PARTITION BY f.mdtrt_id) AS total,
           SUM(f.det_item_fee_sumamt) OVER (
               PARTITION BY f.mdtrt_id ORDER BY f.fee_ocur_time, f.bkkp_sn
           ) AS so_far
    FROM fee_net AS f
    JOIN owed AS u ON u.mdtrt_id = f.mdtrt_id
), spread AS (
    SELECT s.bkkp_sn, s.setl_id, s.mdtrt_id, s.psn_no, s.med_list_codg, s.medins_list_codg,
           s.medins_list_name, s.fee_ocur_time, s.cnt,
           GREATEST(LEAST(
               s.det_item_fee_sumamt,
               CAST(LEAST(u.due, s.total) * s.so_far / s.total AS DECIMAL(16, 2))
               - CAST(
                   LEAST(u.due, s.total) * (s.so_far - s.det_item_fee_sumamt) / s.total
                   AS DECIMAL(16, 2)
               )
           ), 0) AS amount
    FROM summed AS s
    JOIN owed AS u ON u.mdtrt_id = s.mdtrt_id
    WHERE s.total > 0
)
SELECT s.mdtrt_id AS mdtrt_id, s.bkkp_sn AS bkkp_sn, s.setl_id, s.psn_no, s.med_list_codg,
       s.medins_list_codg, s.medins_list_name AS item_name, s.fee_ocur_time AS occurred_on, s.cnt,
       o.diagnosis, o.event_date, o.event_type, o.comp_amt, o.fund, s.amount,
       '不是同一件事的证明、先行支付与追偿的记录' AS counter_evidence
FROM spread AS s
JOIN owed AS o ON o.mdtrt_id = s.mdtrt_id
ORDER BY mdtrt_id, bkkp_sn
