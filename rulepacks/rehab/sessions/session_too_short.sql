/*+++
id       = "SES-02"
title.zh = "治疗时长短于计价时长"
title.en = "Session shorter than its charge unit"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（三）项：超标准收费",
    "《医疗保障基金使用监督管理条例》第十五条：不得超标准收费",
]
national = "问题清单（2025年）第69、70项"
seed     = "金华2022、吉林"
partition = "visit"
unit      = ["mdtrt_id", "med_list_codg", "day"]
since     = 2021-05-01
knowledge = ["rehab_item"]
evidence  = ["治疗记录的起止时间从哪里来（刷卡、签字、补录）", "治疗室监控、门禁"]
ask       = ["为什么提前结束？起止时间是谁、怎样记的？"]
false_positives = [
    "差额在一成宽限之内",
    "一次治疗分两段做，合计够时长",
    "小组、器械治疗之外没有限时的项目",
    "多收的次数根本没有治疗记录（另有规则）",
    "只记了日期、没有钟点的治疗记录",
]
sentence.zh = "{day}，{item_name}收了 {cnt_billed} 次，每次应满 {min_minutes} 分钟，实际共做 {minutes} 分钟，不足的部分 {amount} 元。"
sentence.en = "On {day} {item_name}: {cnt_billed} charged at {min_minutes} minutes each, {minutes} minutes given: {amount} yuan not earned."

[needs]
fee_net     = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]
trt_session = ["session_id", "mdtrt_id", "med_list_codg", "begntime", "endtime"]

[params]
grace = 0.1   # 时长宽限，占计价时长的比例；准备与交接（目录默认值，未经医院标定）
+++*/
WITH timed AS (
    SELECT med_list_codg, name, min_minutes, valid_from, valid_to, knowledge_row
    FROM rehab_item
    WHERE min_minutes > 0 AND mode <> 'device'
), done AS (
    SELECT t.session_id, t.mdtrt_id, t.psn_no, t.med_list_codg, t.medins_list_codg, t.staff_code,
           t.begntime, CAST(t.begntime AS DATE) AS day, i.name, i.min_minutes, i.knowledge_row,
           CASE WHEN strftime(t.begntime, '%H:%M:%S') <> '00:00:00'
                THEN CAST((epoch(t.endtime) - epoch(t.begntime)) / 60 AS DECIMAL(16, 2)) END AS minutes
    FROM trt_session AS t
    JOIN timed AS i ON i.med_list_codg = t.med_list_codg
    WHERE CAST(t.begntime AS DATE) BETWEEN i.valid_from AND i.valid_to
), by_day AS (
    SELECT mdtrt_id, med_list_codg, day, name, min_minutes, knowledge_row, SUM(minutes) AS minutes,
           SUM(GREATEST(CAST(floor(minutes / (min_minutes * (1 - $grace))) AS BIGINT), 1)) AS units_begun,
           CAST(floor(SUM(minutes) / (min_minutes * (1 - $grace))) AS BIGINT) AS units_reached
    FROM done
    GROUP BY mdtrt_id, med_list_codg, day, name, min_minutes, knowledge_row
    HAVING COUNT(minutes) = COUNT(*)
), charged AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.fee_ocur_time, CAST(f.fee_ocur_time AS DATE) AS day, f.cnt, f.det_item_fee_sumamt
    FROM fee_net AS f
    JOIN timed AS i ON i.med_list_codg = f.med_list_codg
), billed AS (
    SELECT mdtrt_id, med_list_codg, day, SUM(cnt) AS cnt_billed
    FROM charged
    GROUP BY mdtrt_id, med_list_codg, day
), not_reached AS (
    SELECT d.mdtrt_id, d.med_list_codg, d.day, d.name, d.min_minutes, d.knowledge_row, d.minutes,
           b.cnt_billed, d.units_reached,
           LEAST(b.cnt_billed, d.units_begun) AS begun_to
    FROM by_day AS d
    JOIN billed AS b ON b.mdtrt_id = d.mdtrt_id AND b.med_list_codg = d.med_list_codg AND b.day = d.day
    WHERE d.units_reached < LEAST(b.cnt_billed, d.units_begun)
), on_lines AS (
    SELECT c.bkkp_sn, c.setl_id, c.mdtrt_id, c.psn_no, c.med_list_codg, c.medins_list_codg,
           c.fee_ocur_time, c.day, c.cnt, c.det_item_fee_sumamt, n.name, n.min_minutes, n.minutes,
           n.knowledge_row, n.cnt_billed, n.units_reached, n.begun_to,
           SUM(c.cnt) OVER (
               PARTITION BY c.mdtrt_id, c.med_list_codg, c.day ORDER BY c.fee_ocur_time, c.bkkp_sn
           ) AS so_far
    FROM charged AS c
    JOIN not_reached AS n
      ON n.mdtrt_id = c.mdtrt_id AND n.med_list_codg = c.med_list_codg AND n.day = c.day
), excess AS (
    SELECT bkkp_sn, setl_id, mdtrt_id, psn_no, med_list_codg, medins_list_codg, fee_ocur_time, day,
           cnt, det_item_fee_sumamt, name, min_minutes, minutes, knowledge_row, cnt_billed,
           units_reached,
           LEAST(so_far, begun_to) - GREATEST(so_far - cnt, units_reached) AS cnt_excess
    FROM on_lines
)
SELECT mdtrt_id, med_list_codg, day, bkkp_sn, NULL AS session_id, setl_id, psn_no, medins_list_codg,
       NULL AS staff_code, name AS item_name, fee_ocur_time AS occurred_on, cnt, cnt_billed,
       units_reached AS cnt_allowed, cnt_excess, min_minutes, minutes,
       CAST(det_item_fee_sumamt * cnt_excess / cnt AS DECIMAL(16, 2)) AS amount, knowledge_row,
       '能证明实际时长的记录' AS counter_evidence
FROM excess
WHERE cnt_excess > 0
UNION ALL
SELECT n.mdtrt_id, n.med_list_codg, n.day, NULL AS bkkp_sn, d.session_id, NULL AS setl_id, d.psn_no,
       d.medins_list_codg, d.staff_code, n.name AS item_name, d.begntime AS occurred_on, NULL AS cnt,
       n.cnt_billed, n.units_reached AS cnt_allowed, NULL AS cnt_excess, n.min_minutes, d.minutes,
       CAST(0 AS DECIMAL(16, 2)) AS amount, NULL AS knowledge_row, NULL AS counter_evidence
FROM not_reached AS n
JOIN done AS d ON d.mdtrt_id = n.mdtrt_id AND d.med_list_codg = n.med_list_codg AND d.day = n.day
ORDER BY mdtrt_id, med_list_codg, day, bkkp_sn, session_id
