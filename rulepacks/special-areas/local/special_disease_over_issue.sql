/*+++
id       = "SPA-19"
title.zh = "特病门诊超量开药"
title.en = "More of a special-disease drug than a month needs"
verdict  = "suspect"
basis    = ["《医疗保障基金使用监督管理条例》第三十八条第（二）项：超量开药、重复开药、提供其他不必要的医药服务"]
national = "—"
seed     = "金华2022、信阳"
partition = "person"
whole     = ["opsp_reg"]
unit      = ["psn_no", "med_list_codg", "month"]
since     = 2021-05-01
knowledge = ["drug_ddd"]
evidence  = [
    "慢特病备案与用药方案",
    "处方医师的说明",
]
ask       = [
    "一个月为什么用这么多？",
    "是否按长期处方一次开几个月？",
]
false_positives = [
    "两种慢特病合并用药",
    "一次开两个月的量（长期处方）",
    "超出在两成以内",
    "普通门诊（另有规则）",
]
sentence.zh = "{month}，{item_name}开了 {cnt_billed}，按最大日用量一个月最多 {cnt_allowed}，超出部分 {amount} 元。"
sentence.en = "{month}: {cnt_billed} of {item_name} where {cnt_allowed} is the most a month takes: {amount} yuan too much."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "medins_list_name", "cnt", "det_item_fee_sumamt", "med_type"]
mdtrt_d = ["psn_no", "certno"]
opsp_reg = ["opsp_dise_code", "reg_begndate"]

[params]
factor = 1.2   # 允许的倍数（目录默认值，未经医院标定）
+++*/
WITH people AS (
    SELECT DISTINCT psn_no, certno
    FROM mdtrt_d
    WHERE certno <> ''
), approved AS (
    SELECT coalesce(o.psn_no, p.psn_no) AS psn_no, o.opsp_dise_code, o.reg_begndate,
           coalesce(o.reg_enddate, CAST('9999-12-31' AS DATE)) AS reg_enddate
    FROM opsp_reg AS o
    LEFT JOIN people AS p ON p.certno = o.certno
), charged AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.medins_list_name, f.fee_ocur_time, date_trunc('month', f.fee_ocur_time) AS begun, f.cnt,
           f.det_item_fee_sumamt, d.per_day, d.knowledge_row
    FROM fee_net AS f
    JOIN drug_ddd AS d ON d.med_list_codg = f.med_list_codg
    WHERE f.med_type = '14' AND d.per_day > 0
      AND CAST(f.fee_ocur_time AS DATE) BETWEEN d.valid_from AND d.valid_to
), by_month AS (
    SELECT psn_no, med_list_codg, begun, SUM(cnt) AS cnt_billed, MAX(per_day) * 31 * $factor AS cap
    FROM charged
    GROUP BY psn_no, med_list_codg, begun
), diseases AS (
    SELECT m.psn_no, m.med_list_codg, m.begun, GREATEST(COUNT(DISTINCT a.opsp_dise_code), 1) AS diseases
    FROM by_month AS m
    LEFT JOIN approved AS a
      ON a.psn_no = m.psn_no
     AND a.reg_begndate < m.begun + INTERVAL 1 MONTH AND a.reg_enddate >= m.begun
    GROUP BY m.psn_no, m.med_list_codg, m.begun
), over AS (
    SELECT m.psn_no, m.med_list_codg, m.begun, m.cnt_billed,
           CAST(m.cap * d.diseases + GREATEST(m.cap * d.diseases - coalesce(n.cnt_billed, 0), 0)
                AS DECIMAL(16, 4)) AS cnt_allowed
    FROM by_month AS m
    JOIN diseases AS d
      ON d.psn_no = m.psn_no AND d.med_list_codg = m.med_list_codg AND d.begun = m.begun
    LEFT JOIN by_month AS n
      ON n.psn_no = m.psn_no AND n.med_list_codg = m.med_list_codg AND n.begun = m.begun + INTERVAL 1 MONTH
), on_lines AS (
    SELECT c.bkkp_sn, c.setl_id, c.mdtrt_id, c.psn_no, c.med_list_codg, c.medins_list_codg,
           c.medins_list_name, c.fee_ocur_time, c.begun, c.cnt, c.det_item_fee_sumamt, c.knowledge_row,
           o.cnt_billed, o.cnt_allowed,
           SUM(c.cnt) OVER (
               PARTITION BY c.psn_no, c.med_list_codg, c.begun ORDER BY c.fee_ocur_time, c.bkkp_sn
           ) - o.cnt_allowed AS over_so_far
    FROM charged AS c
    JOIN over AS o ON o.psn_no = c.psn_no AND o.med_list_codg = c.med_list_codg AND o.begun = c.begun
)
SELECT psn_no, med_list_codg, strftime(begun, '%Y-%m') AS month, bkkp_sn, setl_id, mdtrt_id,
       medins_list_codg, medins_list_name AS item_name, fee_ocur_time AS occurred_on, cnt, cnt_billed,
       cnt_allowed, LEAST(cnt, over_so_far) AS cnt_excess,
       CAST(det_item_fee_sumamt * LEAST(cnt, over_so_far) / cnt AS DECIMAL(16, 2)) AS amount,
       knowledge_row, '用药方案、长期处方' AS counter_evidence
FROM on_lines
WHERE over_so_far > 0
ORDER BY psn_no, med_list_codg, month, bkkp_sn
