/*+++
id       = "SES-22"
title.zh = "透析患者常规检验超过周期"
title.en = "Routine tests of dialysis patients beyond schedule"
verdict  = "suspect"
basis    = ["《医疗保障基金使用监督管理条例》第三十八条第（二）项：违反诊疗规范过度诊疗、提供其他不必要的医药服务"]
national = "—"
seed     = "吉林"
partition = "person"
unit      = ["psn_no", "test", "period"]
since     = 2021-05-01
knowledge = ["dial_item", "dial_schedule"]
evidence  = ["检验报告与医嘱", "病情变化的病程记录"]
ask       = ["加做的原因是什么？上一次结果异常吗？"]
false_positives = [
    "住院期间的化验",
    "跨两个周期各一次",
    "当期没有透析",
]
sentence.zh = "{period} 起的 {months} 个月，{item_name}收了 {cnt_billed} 次，常规 {cnt_allowed} 次，超出部分 {amount} 元。"
sentence.en = "In the {months} month(s) from {period} {item_name} was charged {cnt_billed} times where {cnt_allowed} is the schedule: {amount} yuan beyond."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt", "medins_list_name", "med_type"]

[params]
outpatient = "|11|14|99|"   # 看哪些医疗类别，国家码头两位，竖线隔开：门诊、慢特病（本项目整理）
+++*/
WITH tests AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.medins_list_name, f.fee_ocur_time, f.cnt, f.det_item_fee_sumamt, k.name AS test, k.months, k.cnt_max,
           k.knowledge_row,
           CAST(floor((12 * CAST(strftime(f.fee_ocur_time, '%Y') AS INTEGER)
                       + CAST(strftime(f.fee_ocur_time, '%m') AS INTEGER) - 1) / k.months) AS INTEGER) AS block,
           ROW_NUMBER() OVER (PARTITION BY f.bkkp_sn ORDER BY k.word) AS turn
    FROM fee_net AS f
    JOIN dial_schedule AS k ON strpos(f.medins_list_name, k.word) > 0
    WHERE CAST(f.fee_ocur_time AS DATE) BETWEEN k.valid_from AND k.valid_to
      AND strpos($outpatient, concat('|', substr(f.med_type, 1, 2), '|')) > 0
), lengths AS (
    SELECT DISTINCT months
    FROM dial_schedule
), dialysed AS (
    SELECT DISTINCT f.psn_no, m.months,
           CAST(floor((12 * CAST(strftime(f.fee_ocur_time, '%Y') AS INTEGER)
                       + CAST(strftime(f.fee_ocur_time, '%m') AS INTEGER) - 1) / m.months) AS INTEGER) AS block
    FROM fee_net AS f
    JOIN dial_item AS i ON i.med_list_codg = f.med_list_codg
    CROSS JOIN lengths AS m
    WHERE i.family = 'hd'
), running AS (
    SELECT t.bkkp_sn, t.setl_id, t.mdtrt_id, t.psn_no, t.med_list_codg, t.medins_list_codg,
           t.medins_list_name, t.fee_ocur_time, t.cnt, t.det_item_fee_sumamt, t.test, t.months, t.cnt_max,
           t.knowledge_row, t.block,
           SUM(t.cnt) OVER (PARTITION BY t.psn_no, t.test, t.months, t.block) AS cnt_billed,
           SUM(t.cnt) OVER (
               PARTITION BY t.psn_no, t.test, t.months, t.block ORDER BY t.fee_ocur_time, t.bkkp_sn
           ) - t.cnt_max AS over_so_far
    FROM tests AS t
    JOIN dialysed AS d ON d.psn_no = t.psn_no AND d.months = t.months AND d.block = t.block
    WHERE t.turn = 1
)
SELECT psn_no, test,
       concat(CAST(CAST(floor(block * months / 12) AS INTEGER) AS VARCHAR), '-',
              right(concat('0', CAST(block * months % 12 + 1 AS VARCHAR)), 2)) AS period,
       bkkp_sn, setl_id, mdtrt_id, med_list_codg, medins_list_codg, medins_list_name AS item_name,
       fee_ocur_time AS occurred_on, months, cnt, cnt_billed, cnt_max AS cnt_allowed,
       LEAST(cnt, over_so_far) AS cnt_excess,
       CAST(det_item_fee_sumamt * LEAST(cnt, over_so_far) / cnt AS DECIMAL(16, 2)) AS amount,
       knowledge_row, '异常结果与复查医嘱' AS counter_evidence
FROM running
WHERE over_so_far > 0
ORDER BY psn_no, test, period, bkkp_sn
