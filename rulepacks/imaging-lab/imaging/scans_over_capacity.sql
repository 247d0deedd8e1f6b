/*+++
id       = "XY5-14"
title.zh = "大型设备一日检查超过产能"
title.en = "More scans in a day than the scanners can do"
verdict  = "clue"
basis    = ["《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目"]
national = "—"
seed     = "吉林"
partition = "whole"
unit      = ["class", "day"]
since     = 2021-05-01
knowledge = ["device_time"]
evidence  = ["设备上的检查列表与曝光计数", "当天的排班、开机时间", "协作影像中心的委托协议"]
ask       = ["当天开了几台、几个班？有没有送外院做？"]
false_positives = [
    "同日另有一台在用",
    "一次上机做几个部位",
    "外送的检查不占本院设备",
    "设备表里没有这类设备",
]
sentence.zh = "{day}，{item_name}类检查 {cnt_billed} 人次，至少要 {minutes} 分钟；{devices} 台设备全天只有 {minutes_allowed} 分钟，至少多 {cnt_excess} 人次（线索，不计金额）。"
sentence.en = "On {day} {cnt_billed} patients were charged {item_name} scans, at least {minutes} minutes; {devices} scanners have {minutes_allowed}: {cnt_excess} too many (a lead, no money)."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]
device  = ["device_id", "device_name"]

[params]
hours = 24   # 一台设备一天最多开几小时，小时（目录默认值，未经医院标定）
+++*/
WITH visits AS (
    SELECT k.class, CAST(f.fee_ocur_time AS DATE) AS day, f.psn_no, MIN(k.min_minutes) AS min_minutes,
           MIN(f.fee_ocur_time) AS first_time, MIN(k.knowledge_row) AS knowledge_row
    FROM fee_net AS f
    JOIN device_time AS k ON k.med_list_codg = f.med_list_codg
    WHERE f.cnt > 0 AND coalesce(f.etip_flag, '0') <> '1'
      AND CAST(f.fee_ocur_time AS DATE) BETWEEN k.valid_from AND k.valid_to
    GROUP BY k.class, CAST(f.fee_ocur_time AS DATE), f.psn_no
), by_day AS (
    SELECT class, day, COUNT(*) AS cnt_billed, SUM(min_minutes) AS minutes, MIN(min_minutes) AS least,
           MIN(first_time) AS first_time, MIN(knowledge_row) AS knowledge_row
    FROM visits
    GROUP BY class, day
), word_list AS (
    SELECT DISTINCT class, unnest(string_split(words, '|')) AS word
    FROM device_time
), scanners AS (
    SELECT DISTINCT w.class, v.device_id, v.in_use_from, v.in_use_to
    FROM device AS v
    JOIN word_list AS w ON w.word <> '' AND strpos(v.device_name, w.word) > 0
), available AS (
    SELECT b.class, b.day, COUNT(DISTINCT s.device_id) AS devices
    FROM by_day AS b
    JOIN scanners AS s
      ON s.class = b.class AND b.day BETWEEN coalesce(s.in_use_from, b.day) AND coalesce(s.in_use_to, b.day)
    GROUP BY b.class, b.day
)
SELECT b.class AS class, b.day AS day, NULL AS bkkp_sn, b.class AS item_name,
       b.first_time AS occurred_on, b.cnt_billed AS cnt_billed, b.minutes AS minutes,
       a.devices AS devices, a.devices * $hours * 60 AS minutes_allowed,
       CAST(ceil((b.minutes - a.devices * $hours * 60) / b.least) AS BIGINT) AS cnt_excess,
       CAST(0 AS DECIMAL(16, 2)) AS amount, b.knowledge_row AS knowledge_row,
       '备用、借用设备与委托检查的凭证' AS counter_evidence
FROM by_day AS b
JOIN available AS a ON a.class = b.class AND a.day = b.day
WHERE b.minutes > a.devices * $hours * 60
ORDER BY class, day, bkkp_sn
