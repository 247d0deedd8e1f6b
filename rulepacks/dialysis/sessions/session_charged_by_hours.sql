/*+++
id       = "SES-19b"
title.zh = "按次收费的净化项目按时长收费"
title.en = "Per-session item charged by the hour"
verdict  = "suspect"
basis    = ["《医疗保障基金使用监督管理条例》第三十八条第（三）项：超标准收费"]
national = "问题清单（2025年）第64项"
seed     = "吉林"
catalogue = ["SES-19"]
partition = "person"
unit      = ["psn_no", "day", "med_list_codg"]
since     = 2021-05-01
knowledge = ["dial_item"]
evidence  = ["当地价格项目的计价单位", "透析记录单的起止时间"]
ask       = ["收费的数量是次数还是小时数？"]
false_positives = [
    "一天确有几次治疗",
    "收 1 次",
    "数量与时长对不上（另有规则）",
]
sentence.zh = "{day}，{item_name}按次计价，收了 {cnt_billed}，正好是治疗的小时数，治疗只有 {cnt_allowed} 次，多收 {amount} 元。"
sentence.en = "On {day} {item_name}, a per-session item, was charged {cnt_billed} times, the hours it ran; {cnt_allowed} sessions are on record: {amount} yuan too much."

[needs]
fee_net     = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]
trt_session = ["session_id", "psn_no", "med_list_codg", "begntime", "endtime"]

[min_coverage]
"trt_session.psn_no" = 0.9
+++*/
WITH lines AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.fee_ocur_time, CAST(f.fee_ocur_time AS DATE) AS day, strftime(f.fee_ocur_time, '%Y-%m') AS month,
           f.cnt, f.det_item_fee_sumamt, i.name, i.mode, i.family, i.knowledge_row
    FROM fee_net AS f
    JOIN dial_item AS i ON i.med_list_codg = f.med_list_codg
    WHERE CAST(f.fee_ocur_time AS DATE) BETWEEN i.valid_from AND i.valid_to AND i.charge_unit = 'session'
), done AS (
    SELECT t.psn_no, CASE WHEN i.family = 'hp' THEN 'hp' ELSE 'hd' END AS family,
           CAST(t.begntime AS DATE) AS day, COUNT(DISTINCT t.begntime) AS sessions,
           SUM(floor((epoch(t.endtime) - epoch(t.begntime)) / 3600)) AS hours_least,
           SUM(ceil((epoch(t.endtime) - epoch(t.begntime)) / 3600)) AS hours_most
    FROM trt_session AS t
    JOIN dial_item AS i ON i.med_list_codg = t.med_list_codg
    WHERE i.charge_unit = 'session' AND t.endtime > t.begntime
    GROUP BY t.psn_no, CASE WHEN i.family = 'hp' THEN 'hp' ELSE 'hd' END, CAST(t.begntime AS DATE)
), running AS (
    SELECT n.bkkp_sn, n.setl_id, n.mdtrt_id, n.psn_no, n.med_list_codg, n.medins_list_codg,
           n.fee_ocur_time, n.day, n.cnt, n.det_item_fee_sumamt, n.name, n.knowledge_row,
           d.sessions AS cnt_allowed, d.hours_least, d.hours_most,
           SUM(n.cnt) OVER (PARTITION BY n.psn_no, n.med_list_codg, n.day) AS cnt_billed,
           SUM(n.cnt) OVER (
               PARTITION BY n.psn_no, n.med_list_codg, n.day ORDER BY n.fee_ocur_time, n.bkkp_sn
           ) - d.sessions AS over_so_far
    FROM lines AS n
    JOIN done AS d
      ON d.psn_no = n.psn_no AND d.day = n.day
     AND d.family = CASE WHEN n.family = 'hp' THEN 'hp' ELSE 'hd' END
)
SELECT psn_no, day, med_list_codg, bkkp_sn, setl_id, mdtrt_id, medins_list_codg, name AS item_name,
       fee_ocur_time AS occurred_on, cnt, cnt_billed, cnt_allowed, LEAST(cnt, over_so_far) AS cnt_excess,
       CAST(det_item_fee_sumamt * LEAST(cnt, over_so_far) / cnt AS DECIMAL(16, 2)) AS amount,
       knowledge_row, '当日各次治疗的记录单' AS counter_evidence
FROM running
WHERE over_so_far > 0 AND cnt_billed BETWEEN hours_least AND hours_most
ORDER BY psn_no, day, med_list_codg, bkkp_sn
