/*+++
id       = "SES-08"
title.zh = "同一时刻的治疗多于在用设备"
title.en = "More sessions at once than devices"
verdict  = "suspect"
basis    = ["《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目", "《医疗保障基金使用监督管理条例》第三十八条第（四）项：串换诊疗项目"]
national = "问题清单（2025年）第69、70、72项"
seed     = "金华2022、吉林"
partition = "item"
unit      = ["mdtrt_id", "med_list_codg", "day"]
since     = 2021-05-01
knowledge = ["rehab_item"]
evidence  = [
    "清点设备，铭牌与序列号拍照",
    "采购、报废、借用单据",
    "治疗室床位",
]
ask       = ["当时共有几台在用？有没有借用、便携的设备没有登记？"]
false_positives = [
    "一台设备可同时给几人用",
    "交接重叠不超过五分钟",
    "设备名册里没有这个项目的设备（另有规则）",
    "按部位计价，一次治疗几个部位",
    "只记了日期、没有钟点的治疗记录",
]
sentence.zh = "{day}，{item_name}有 {cnt_doubted} 次超出在用设备（{told}），不可能同时做，涉及 {amount} 元（下限）。"
sentence.en = "On {day} {cnt_doubted} of {item_name} exceed the devices in service ({told}): {amount} yuan (lower bound)."

[needs]
fee_net     = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]
trt_session = ["session_id", "mdtrt_id", "med_list_codg", "begntime", "endtime"]
device      = ["device_id", "item_codg"]

[params]
grace = 0.1   # 时长宽限，占计价时长的比例；准备与交接（目录默认值，未经医院标定）
handover = 5   # 交接时容许的重叠，分钟（目录默认值，未经医院标定）
+++*/
WITH seen AS (
    SELECT t.session_id, t.med_list_codg, t.begntime, CAST(t.begntime AS DATE) AS day,
           CAST(epoch(t.begntime) AS BIGINT) AS begun, CAST(epoch(t.endtime) AS BIGINT) AS ended
    FROM trt_session AS t
    JOIN rehab_item AS i ON i.med_list_codg = t.med_list_codg
    WHERE CAST(t.begntime AS DATE) BETWEEN i.valid_from AND i.valid_to
), capacity AS (
    SELECT y.med_list_codg, y.day, SUM(GREATEST(coalesce(v.max_parallel, 1), 1)) AS places
    FROM (SELECT DISTINCT med_list_codg, day FROM seen) AS y
    JOIN device AS v ON v.item_codg = y.med_list_codg
    WHERE y.day BETWEEN coalesce(v.in_use_from, y.day) AND coalesce(v.in_use_to, y.day)
    GROUP BY y.med_list_codg, y.day
), running AS (
    SELECT d.session_id, d.med_list_codg, d.begntime, d.begun, d.ended - 60 * $handover AS ended, c.places
    FROM seen AS d
    JOIN capacity AS c ON c.med_list_codg = d.med_list_codg AND c.day = d.day
    WHERE d.ended - 60 * $handover > d.begun AND strftime(d.begntime, '%H:%M:%S') <> '00:00:00'
), after_others AS (
    SELECT session_id, med_list_codg, begntime, begun, ended, places,
           CASE WHEN begun < MAX(ended) OVER (
               PARTITION BY med_list_codg ORDER BY begun, session_id
               ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
           ) THEN 0 ELSE 1 END AS starts_anew
    FROM running
), clusters AS (
    SELECT session_id, med_list_codg, begntime, begun, ended, places,
           SUM(starts_anew) OVER (
               PARTITION BY med_list_codg ORDER BY begun, session_id
               ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
           ) AS cluster
    FROM after_others
), events AS (
    SELECT med_list_codg, cluster, session_id, begntime, begun, places, 1 AS change
    FROM clusters
    UNION ALL
    SELECT med_list_codg, cluster, NULL AS session_id, NULL AS begntime, ended AS begun, NULL AS places,
           -1 AS change
    FROM clusters
), depths AS (
    SELECT med_list_codg, cluster, session_id, begntime, begun, places,
           SUM(change) OVER (PARTITION BY med_list_codg, cluster ORDER BY begun) AS depth
    FROM events
), deepest AS (
    SELECT med_list_codg, cluster, begntime, begun, places, depth,
           ROW_NUMBER() OVER (
               PARTITION BY med_list_codg, cluster ORDER BY depth - places DESC, begun, session_id
           ) AS turn
    FROM depths
    WHERE session_id IS NOT NULL
), at_once AS (
    SELECT c.session_id, d.begntime, d.places, d.depth,
           ROW_NUMBER() OVER (
               PARTITION BY c.med_list_codg, c.cluster ORDER BY c.begun, c.session_id
           ) AS place
    FROM clusters AS c
    JOIN deepest AS d ON d.med_list_codg = c.med_list_codg AND d.cluster = c.cluster
    WHERE d.turn = 1 AND d.depth > d.places AND c.begun <= d.begun AND c.ended > d.begun
), bad AS (
    SELECT session_id,
           concat(strftime(begntime, '%H:%M'), ' ', CAST(depth AS VARCHAR), '/', CAST(places AS VARCHAR)) AS told
    FROM at_once
    WHERE place > places
), touched AS (
    SELECT DISTINCT t.mdtrt_id, t.med_list_codg, CAST(t.begntime AS DATE) AS day
    FROM trt_session AS t
    JOIN bad AS b ON b.session_id = t.session_id
), done AS (
    SELECT t.session_id, t.mdtrt_id, t.psn_no, t.med_list_codg, t.medins_list_codg, t.staff_code,
           t.begntime, CAST(t.begntime AS DATE) AS day, i.name, i.knowledge_row,
           CASE WHEN i.counted_by = 'site'
                THEN length(coalesce(t.site_list, '')) - length(replace(coalesce(t.site_list, ''), '#', '')) + 1
                WHEN i.min_minutes > 0
                THEN GREATEST(CAST(floor(
                         (epoch(t.endtime) - epoch(t.begntime)) / (60 * i.min_minutes * (1 - $grace))
                     ) AS BIGINT), 1)
                ELSE 1 END AS units
    FROM trt_session AS t
    JOIN rehab_item AS i ON i.med_list_codg = t.med_list_codg
    JOIN touched AS c
      ON c.mdtrt_id = t.mdtrt_id AND c.med_list_codg = t.med_list_codg
     AND c.day = CAST(t.begntime AS DATE)
    WHERE CAST(t.begntime AS DATE) BETWEEN i.valid_from AND i.valid_to
), by_day AS (
    SELECT d.mdtrt_id, d.med_list_codg, d.day, d.name, d.knowledge_row, MIN(b.told) AS told,
           SUM(CASE WHEN b.session_id IS NULL THEN d.units ELSE 0 END) AS cnt_allowed,
           SUM(CASE WHEN b.session_id IS NULL THEN 0 ELSE d.units END) AS cnt_doubted
    FROM done AS d
    LEFT JOIN bad AS b ON b.session_id = d.session_id
    GROUP BY d.mdtrt_id, d.med_list_codg, d.day, d.name, d.knowledge_row
    HAVING COUNT(b.session_id) > 0
), charged AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.fee_ocur_time, CAST(f.fee_ocur_time AS DATE) AS day, f.cnt, f.det_item_fee_sumamt,
           SUM(f.cnt) OVER (
               PARTITION BY f.mdtrt_id, f.med_list_codg, CAST(f.fee_ocur_time AS DATE)
               ORDER BY f.fee_ocur_time, f.bkkp_sn
           ) AS so_far
    FROM fee_net AS f
    JOIN (SELECT DISTINCT mdtrt_id, med_list_codg, day FROM by_day) AS e
      ON e.mdtrt_id = f.mdtrt_id AND e.med_list_codg = f.med_list_codg
     AND e.day = CAST(f.fee_ocur_time AS DATE)
), on_lines AS (
    SELECT c.bkkp_sn, c.setl_id, c.mdtrt_id, c.psn_no, c.med_list_codg, c.medins_list_codg,
           c.fee_ocur_time, c.day, c.cnt, c.det_item_fee_sumamt, y.name, y.knowledge_row, y.told,
           y.cnt_allowed, y.cnt_doubted,
           LEAST(c.so_far, y.cnt_allowed + y.cnt_doubted)
             - GREATEST(c.so_far - c.cnt, y.cnt_allowed) AS cnt_excess
    FROM charged AS c
    JOIN by_day AS y
      ON y.mdtrt_id = c.mdtrt_id AND y.med_list_codg = c.med_list_codg AND y.day = c.day
), excess AS (
    SELECT bkkp_sn, setl_id, mdtrt_id, psn_no, med_list_codg, medins_list_codg, fee_ocur_time, day, cnt,
           det_item_fee_sumamt, name, knowledge_row, told, cnt_allowed, cnt_doubted, cnt_excess
    FROM on_lines
    WHERE cnt_excess > 0
), units_hit AS (
    SELECT DISTINCT mdtrt_id, med_list_codg, day, cnt_allowed, cnt_doubted
    FROM excess
)
SELECT mdtrt_id, med_list_codg, day, bkkp_sn, NULL AS session_id, setl_id, psn_no, medins_list_codg,
       NULL AS staff_code, name AS item_name, fee_ocur_time AS occurred_on, told, cnt, cnt_allowed,
       cnt_doubted, cnt_excess,
       CAST(det_item_fee_sumamt * cnt_excess / cnt AS DECIMAL(16, 2)) AS amount, knowledge_row,
       '未登记的借用、便携设备的凭证' AS counter_evidence
FROM excess
UNION ALL
SELECT d.mdtrt_id, d.med_list_codg, d.day, NULL AS bkkp_sn, d.session_id, NULL AS setl_id, d.psn_no,
       d.medins_list_codg, d.staff_code, d.name AS item_name, d.begntime AS occurred_on, b.told,
       NULL AS cnt, u.cnt_allowed, u.cnt_doubted, NULL AS cnt_excess, CAST(0 AS DECIMAL(16, 2)) AS amount,
       NULL AS knowledge_row, NULL AS counter_evidence
FROM units_hit AS u
JOIN done AS d ON d.mdtrt_id = u.mdtrt_id AND d.med_list_codg = u.med_list_codg AND d.day = u.day
JOIN bad AS b ON b.session_id = d.session_id
ORDER BY mdtrt_id, med_list_codg, day, bkkp_sn, session_id
