/*+++
id       = "XY3-14"
title.zh = "分解处方"
title.en = "One prescription written as several"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：不得分解处方、超量开药、重复开药",
    "《医疗保障基金使用监督管理条例》第三十八条第（二）项：分解处方、超量开药",
    "《处方管理办法》第十九条：处方一般不得超过7日用量",
]
national = "—"
seed     = "信阳、金华2019"
partition = "person"
unit      = ["psn_no", "medins_list_codg", "day"]
since     = 2021-05-01
evidence  = ["各张处方原件", "病历里延长用量的理由"]
ask       = ["同一种药为什么一天开几张处方？"]
false_positives = [
    "慢特病门诊的长期处方",
    "两位医师各开一张",
    "几张合计没有超过",
    "两种不同的药",
]
sentence.zh = "{day}，{doctor}给同一人开了 {cnt_rx} 张{item_name}处方，合计 {days_all} 天，超过 {days_allowed} 天的部分 {amount} 元。"
sentence.en = "On {day} {doctor} wrote {cnt_rx} prescriptions of {item_name} for one person, {days_all} days in all where {days_allowed} are allowed: {amount} yuan beyond."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "rx_drord_no", "medins_list_codg", "med_type", "det_item_fee_sumamt"]
rx      = ["psn_no", "rxno", "medins_list_codg", "medins_list_name", "medc_days", "rx_prsc_time", "prsc_dr_name"]

[params]
days = 7   # 一张处方最多几天用量，天（《处方管理办法》第十九条；地方另有规定的改这里）
+++*/
WITH written AS (
    SELECT psn_no, rxno, medins_list_codg, prsc_dr_name AS doctor, CAST(rx_prsc_time AS DATE) AS day,
           MIN(medins_list_name) AS item_name, MIN(rx_prsc_time) AS written_at, MAX(medc_days) AS days
    FROM rx
    WHERE medc_days > 0 AND prsc_dr_name <> '' AND rxno <> ''
    GROUP BY psn_no, rxno, medins_list_codg, prsc_dr_name, CAST(rx_prsc_time AS DATE)
), charged AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg, f.fee_ocur_time,
           f.cnt, f.det_item_fee_sumamt, f.rx_drord_no
    FROM fee_net AS f
    WHERE NOT starts_with(coalesce(f.med_type, ''), '14')
), sold AS (
    SELECT w.psn_no, w.rxno, w.medins_list_codg, w.doctor, w.day, w.item_name, w.written_at, w.days
    FROM written AS w
    JOIN charged AS c ON c.psn_no = w.psn_no AND c.rx_drord_no = w.rxno AND c.medins_list_codg = w.medins_list_codg
    GROUP BY w.psn_no, w.rxno, w.medins_list_codg, w.doctor, w.day, w.item_name, w.written_at, w.days
), in_order AS (
    SELECT psn_no, rxno, medins_list_codg, doctor, day, item_name, days,
           COUNT(*) OVER (PARTITION BY psn_no, medins_list_codg, doctor, day) AS cnt_rx,
           SUM(days) OVER (PARTITION BY psn_no, medins_list_codg, doctor, day) AS days_all,
           SUM(days) OVER (
               PARTITION BY psn_no, medins_list_codg, doctor, day ORDER BY written_at, rxno
           ) AS so_far
    FROM sold
    WHERE days <= $days
)
SELECT o.psn_no AS psn_no, o.medins_list_codg AS medins_list_codg, o.day AS day, c.bkkp_sn AS bkkp_sn,
       c.setl_id, c.mdtrt_id, c.med_list_codg, c.fee_ocur_time AS occurred_on, c.cnt, o.doctor, o.item_name,
       o.rxno, o.cnt_rx, o.days_all, $days AS days_allowed,
       CAST(c.det_item_fee_sumamt * LEAST(o.days, o.so_far - $days) / o.days AS DECIMAL(16, 2)) AS amount,
       '病历里的理由' AS counter_evidence
FROM in_order AS o
JOIN charged AS c
  ON c.psn_no = o.psn_no AND c.rx_drord_no = o.rxno AND c.medins_list_codg = o.medins_list_codg
WHERE o.so_far > $days
ORDER BY psn_no, medins_list_codg, day, bkkp_sn
