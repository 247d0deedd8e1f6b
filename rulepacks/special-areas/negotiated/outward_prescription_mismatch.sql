/*+++
id       = "SPA-16"
title.zh = "外配、双通道处方与售药不符"
title.en = "Outward prescription and sale do not agree"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（二）项：超量开药、重复开药、提供其他不必要的医药服务",
    "《医疗保障基金使用监督管理条例》第四十条第一款第（二）项：伪造、变造、隐匿、涂改资料",
]
national = "—"
seed     = "金华2022、吉林、绍兴"
partition = "person"
whole     = ["rx"]
unit      = ["psn_no", "rxno", "med_list_codg"]
since     = 2021-05-01
evidence  = [
    "处方流转平台的处方原件",
    "药房的销售小票",
]
ask       = ["处方在哪里？是谁、什么时候传过来的？"]
false_positives = [
    "三日之内取药",
    "分两次取，合计不超",
    "药房写的编码不同，药名相同",
    "计价单位不同，金额没有超过处方",
]
sentence.zh = "外配售药{item_name}：{reason}，涉及 {amount} 元。"
sentence.en = "Outward sale of {item_name}: {reason_en}, {amount} yuan."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "medins_list_name", "cnt", "det_item_fee_sumamt", "rx_circ_flag", "rx_drord_no"]
rx = ["rxno", "medins_list_name", "rx_prsc_time", "cnt"]

[params]
valid_days = 3   # 处方有效天数，天；《处方管理办法》第十八条：最长不超过三天
+++*/
WITH sold AS (
    SELECT bkkp_sn, setl_id, mdtrt_id, psn_no, med_list_codg, medins_list_codg,
           coalesce(medins_list_name, '') AS item_name, fee_ocur_time,
           CAST(fee_ocur_time AS DATE) AS day, cnt, det_item_fee_sumamt,
           coalesce(rx_drord_no, '') AS rxno,
           SUM(cnt) OVER (
               PARTITION BY psn_no, rx_drord_no, med_list_codg ORDER BY fee_ocur_time, bkkp_sn
           ) AS sold_to,
           SUM(det_item_fee_sumamt) OVER (PARTITION BY psn_no, rx_drord_no, med_list_codg) AS sold_amount
    FROM fee_net
    WHERE rx_circ_flag = '1'
), prescribed AS (
    SELECT s.bkkp_sn, SUM(r.cnt) AS cnt_allowed, SUM(r.item_sumamt) AS rx_amount,
           CAST(MIN(r.rx_prsc_time) AS DATE) AS rx_day
    FROM sold AS s
    JOIN rx AS r
      ON r.rxno = s.rxno AND coalesce(r.psn_no, s.psn_no) = s.psn_no
     AND (r.medins_list_codg = s.medins_list_codg OR r.medins_list_name = s.item_name)
    GROUP BY s.bkkp_sn
), judged AS (
    SELECT s.bkkp_sn, s.setl_id, s.mdtrt_id, s.psn_no, s.med_list_codg, s.medins_list_codg, s.item_name,
           s.fee_ocur_time, s.cnt, s.det_item_fee_sumamt, s.rxno, p.cnt_allowed, p.rx_day,
           CASE WHEN p.bkkp_sn IS NULL THEN '没有处方'
                WHEN s.day < p.rx_day THEN '售药早于处方'
                WHEN s.day > p.rx_day + CAST($valid_days AS INTEGER) * INTERVAL 1 DAY THEN '处方已过期'
                WHEN s.sold_to > p.cnt_allowed
                 AND (p.rx_amount IS NULL OR s.sold_amount > p.rx_amount) THEN '售药多于处方' END AS reason,
           CASE WHEN p.bkkp_sn IS NULL THEN 'no prescription'
                WHEN s.day < p.rx_day THEN 'sold before it was written'
                WHEN s.day > p.rx_day + CAST($valid_days AS INTEGER) * INTERVAL 1 DAY
                THEN 'prescription expired' ELSE 'more sold than prescribed' END AS reason_en,
           LEAST(s.cnt, s.sold_to - p.cnt_allowed) AS cnt_excess
    FROM sold AS s
    LEFT JOIN prescribed AS p ON p.bkkp_sn = s.bkkp_sn
)
SELECT psn_no, rxno, med_list_codg, bkkp_sn, setl_id, mdtrt_id, medins_list_codg, item_name,
       fee_ocur_time AS occurred_on, cnt, cnt_allowed, rx_day, reason, reason_en,
       CASE WHEN reason = '售药多于处方'
            THEN CAST(det_item_fee_sumamt * cnt_excess / cnt AS DECIMAL(16, 2))
            ELSE det_item_fee_sumamt END AS amount,
       '处方原件、医师注明延长有效期' AS counter_evidence
FROM judged
WHERE reason IS NOT NULL
ORDER BY psn_no, rxno, med_list_codg, bkkp_sn
