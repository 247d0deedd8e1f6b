/*+++
id       = "SES-16"
title.zh = "一周透析超过次数"
title.en = "More dialysis in a week than usual"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（二）项：违反诊疗规范过度诊疗、提供其他不必要的医药服务",
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
]
national = "—"
seed     = "吉林"
partition = "person"
unit      = ["psn_no", "week"]
since     = 2021-05-01
knowledge = ["dial_item"]
evidence  = ["加透的医嘱与理由（体重、血钾、心衰）", "透析记录单"]
ask       = ["为什么加做？医嘱在哪里？"]
false_positives = [
    "急性肾损伤，需要连日透析",
    "跨两周的四次",
    "血液灌流不占透析次数",
]
sentence.zh = "{week} 起的一周，这位患者透析收了 {cnt_billed} 次，常规至多 {cnt_allowed} 次，超出部分 {amount} 元。"
sentence.en = "In the week from {week} {cnt_billed} dialysis sessions were charged, {cnt_allowed} are usual: {amount} yuan beyond."

[needs]
fee_net          = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]
setl_list_diag_d = ["mdtrt_id", "psn_no", "diag_code"]

[params]
weekly = 3   # 一周至多几次，次；有加透医嘱的可调为 4（目录默认值，未经医院标定）
acute = "N17|N99|O90|T79|E87|I50|J81"   # 可能需要加透的诊断编码开头：急性肾损伤、高钾、心衰、肺水肿，竖线隔开（本项目整理）
+++*/
WITH acute_words AS (
    SELECT unnest(string_split($acute, '|')) AS word
), acute_visits AS (
    SELECT DISTINCT g.mdtrt_id
    FROM setl_list_diag_d AS g
    JOIN acute_words AS w ON substr(g.diag_code, 1, length(w.word)) = w.word
), lines AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.fee_ocur_time, CAST(f.fee_ocur_time AS DATE) AS day, strftime(f.fee_ocur_time, '%Y-%m') AS month,
           f.cnt, f.det_item_fee_sumamt, i.name, i.mode, i.family, i.knowledge_row
    FROM fee_net AS f
    JOIN dial_item AS i ON i.med_list_codg = f.med_list_codg
    WHERE CAST(f.fee_ocur_time AS DATE) BETWEEN i.valid_from AND i.valid_to AND i.family = 'hd'
), in_weeks AS (
    SELECT n.bkkp_sn, n.setl_id, n.mdtrt_id, n.psn_no, n.med_list_codg, n.medins_list_codg, n.fee_ocur_time,
           n.cnt, n.det_item_fee_sumamt, n.name, n.knowledge_row,
           CAST(date_trunc('week', n.fee_ocur_time) AS DATE) AS week
    FROM lines AS n
    LEFT JOIN acute_visits AS a ON a.mdtrt_id = n.mdtrt_id
    WHERE a.mdtrt_id IS NULL
), running AS (
    SELECT bkkp_sn, setl_id, mdtrt_id, psn_no, med_list_codg, medins_list_codg, fee_ocur_time, cnt,
           det_item_fee_sumamt, name, knowledge_row, week,
           SUM(cnt) OVER (PARTITION BY psn_no, week) AS cnt_billed,
           SUM(cnt) OVER (PARTITION BY psn_no, week ORDER BY fee_ocur_time, bkkp_sn) - $weekly AS over_so_far
    FROM in_weeks
)
SELECT psn_no, week, bkkp_sn, setl_id, mdtrt_id, med_list_codg, medins_list_codg, name AS item_name,
       fee_ocur_time AS occurred_on, cnt, cnt_billed, $weekly AS cnt_allowed,
       LEAST(cnt, over_so_far) AS cnt_excess,
       CAST(det_item_fee_sumamt * LEAST(cnt, over_so_far) / cnt AS DECIMAL(16, 2)) AS amount,
       knowledge_row, '加透医嘱及病情记录' AS counter_evidence
FROM running
WHERE over_so_far > 0
ORDER BY psn_no, week, bkkp_sn
