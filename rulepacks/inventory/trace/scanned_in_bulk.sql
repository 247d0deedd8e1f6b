/*+++
id       = "TRC-11"
title.zh = "短时间批量扫码"
title.en = "Codes scanned in bulk"
verdict  = "clue"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十条第一款第（二）项：伪造、变造电子信息等有关资料",
]
national = "—"
seed     = "金华2019、绍兴"
partition = "whole"
unit      = ["begun"]
since     = 2021-05-01
evidence  = ["扫码终端日志（终端、操作员）", "当时窗口的监控"]
ask       = ["这些码是谁、在哪台终端扫的？病人当时在不在？"]
false_positives = [
    "入库时批量扫码",
    "一个病人一次取很多盒",
    "只记到日期的扫码时间",
    "窗口忙，速度没有超过限度",
]
sentence.zh = "{begun} 起 {seconds} 秒内扫了 {scans} 个码，属于 {settlements} 次结算。"
sentence.en = "From {begun}, {scans} codes of {settlements} settlements were scanned in {seconds} seconds."

[needs]
drug_trace  = ["drug_trac_codg", "setl_id", "scan_time"]

[params]
window      = 10   # 看多少秒之内，秒（目录默认值，未经医院标定）
scans       = 20   # 这段时间里超过多少个码（目录默认值，未经医院标定）
settlements = 5    # 这些码至少分属几次结算；表中没有终端号，以此避开一人多盒（本项目设定，未经医院标定）
+++*/
WITH scanned AS (
    SELECT drug_trac_codg, setl_id, scan_time, CAST(epoch(scan_time) AS BIGINT) AS tick
    FROM drug_trace
    WHERE setl_id IS NOT NULL AND scan_time IS NOT NULL
      AND CAST(scan_time AS TIME) <> CAST('00:00:00' AS TIME)
    GROUP BY drug_trac_codg, setl_id, scan_time
), dense AS (
    SELECT setl_id, scan_time, tick,
           CASE WHEN LEAD(tick, $scans) OVER (ORDER BY tick, scan_time) - tick <= $window THEN tick END AS dense_tick
    FROM scanned
), after_dense AS (
    SELECT setl_id, scan_time, tick, MAX(dense_tick) OVER (ORDER BY tick) AS hot_tick
    FROM dense
), hot AS (
    SELECT setl_id, scan_time, tick,
           CASE WHEN hot_tick - LAG(hot_tick) OVER (ORDER BY tick, scan_time) <= $window THEN 0 ELSE 1 END AS starts
    FROM after_dense
    WHERE tick - hot_tick <= $window
), bursts AS (
    SELECT setl_id, scan_time, tick, SUM(starts) OVER (ORDER BY tick) AS burst
    FROM hot
), counted AS (
    SELECT MIN(scan_time) AS begun, MAX(tick) - MIN(tick) AS seconds, COUNT(*) AS scans,
           COUNT(DISTINCT setl_id) AS settlements
    FROM bursts
    GROUP BY burst
)
SELECT begun, begun AS occurred_on, seconds, scans, settlements, CAST(0 AS DECIMAL(16, 2)) AS amount,
       '多台终端同时扫码的日志' AS counter_evidence
FROM counted
WHERE settlements >= $settlements
ORDER BY begun
