/*+++
id       = "SES-13b"
title.zh = "几位患者的治疗在同一秒开始、同一秒结束"
title.en = "Sessions of several patients begin and end in one second"
verdict  = "clue"
basis    = ["《医疗保障基金使用监督管理条例》第四十条第一款第（二）项：伪造、变造医学文书、电子信息等有关资料"]
national = "问题清单（2025年）第69、70项"
seed     = "金华2022、吉林"
catalogue = ["SES-13"]
partition = "whole"
unit      = ["day", "begun_at", "ended_at"]
since     = 2021-05-01
knowledge = ["rehab_item"]
evidence  = ["治疗记录系统的后台日志：创建、修改时间与操作人", "治疗室监控、刷脸签到签退"]
ask       = ["这几条记录是谁、什么时候录入的？"]
false_positives = [
    "预约排号：起止都在整分",
    "小组治疗一起开始",
    "只有两位患者",
]
sentence.zh = "{day}，{people} 位患者的治疗都在 {begun_at} 开始、同一秒结束（线索，不计金额）。"
sentence.en = "On {day} the sessions of {people} patients all began at {begun_at} and ended in the same second (a lead, no money)."

[needs]
fee_net     = ["mdtrt_id", "fee_ocur_time", "med_list_codg", "cnt"]
trt_session = ["session_id", "mdtrt_id", "psn_no", "med_list_codg", "begntime", "endtime"]

[params]
least = 3   # 至少几位患者，人（目录默认值，未经医院标定）
+++*/
WITH in_doubt AS (
    SELECT CAST(epoch(t.begntime) AS BIGINT) AS begun, CAST(epoch(t.endtime) AS BIGINT) AS ended
    FROM trt_session AS t
    JOIN rehab_item AS i ON i.med_list_codg = t.med_list_codg
    WHERE CAST(t.begntime AS DATE) BETWEEN i.valid_from AND i.valid_to AND t.endtime > t.begntime
      AND i.mode <> 'group' AND (CAST(epoch(t.begntime) AS BIGINT) % 60 <> 0 OR CAST(epoch(t.endtime) AS BIGINT) % 60 <> 0)
    GROUP BY CAST(epoch(t.begntime) AS BIGINT), CAST(epoch(t.endtime) AS BIGINT)
    HAVING COUNT(*) >= $least
), recorded AS (
    SELECT MIN(t.session_id) AS session_id, t.staff_code, t.mdtrt_id, t.psn_no, t.med_list_codg, t.begntime,
           CAST(t.begntime AS DATE) AS day, i.name, i.mode, i.min_minutes,
           CAST(epoch(t.begntime) AS BIGINT) AS begun, CAST(epoch(t.endtime) AS BIGINT) AS ended
    FROM trt_session AS t
    JOIN rehab_item AS i ON i.med_list_codg = t.med_list_codg
    JOIN in_doubt AS d
      ON d.begun = CAST(epoch(t.begntime) AS BIGINT) AND d.ended = CAST(epoch(t.endtime) AS BIGINT)
    WHERE CAST(t.begntime AS DATE) BETWEEN i.valid_from AND i.valid_to AND t.endtime > t.begntime
    GROUP BY t.staff_code, t.mdtrt_id, t.psn_no, t.med_list_codg, t.begntime, t.endtime, i.name, i.mode,
             i.min_minutes
), charged_days AS (
    SELECT DISTINCT f.mdtrt_id, f.med_list_codg, CAST(f.fee_ocur_time AS DATE) AS day
    FROM fee_net AS f
    JOIN (SELECT DISTINCT mdtrt_id, med_list_codg, day FROM recorded) AS r
      ON r.mdtrt_id = f.mdtrt_id AND r.med_list_codg = f.med_list_codg
     AND r.day = CAST(f.fee_ocur_time AS DATE)
), done AS (
    SELECT r.session_id, r.staff_code, r.mdtrt_id, r.psn_no, r.med_list_codg, r.begntime, r.day, r.name, r.mode,
           r.min_minutes, r.begun, r.ended
    FROM recorded AS r
    JOIN charged_days AS c
      ON c.mdtrt_id = r.mdtrt_id AND c.med_list_codg = r.med_list_codg AND c.day = r.day
), bursts AS (
    SELECT begun, ended, COUNT(DISTINCT psn_no) AS people
    FROM done
    WHERE mode <> 'group' AND (begun % 60 <> 0 OR ended % 60 <> 0)
    GROUP BY begun, ended
    HAVING COUNT(DISTINCT psn_no) >= $least
)
SELECT d.day, strftime(d.begntime, '%H:%M:%S') AS begun_at, b.ended - b.begun AS ended_at, d.session_id,
       d.staff_code, d.mdtrt_id, d.psn_no, d.med_list_codg, d.name AS item_name, d.begntime AS occurred_on,
       b.people, CAST(0 AS DECIMAL(16, 2)) AS amount, '系统批量导入的说明' AS counter_evidence
FROM bursts AS b
JOIN done AS d ON d.begun = b.begun AND d.ended = b.ended
WHERE d.mode <> 'group'
ORDER BY day, begun_at, ended_at, session_id
