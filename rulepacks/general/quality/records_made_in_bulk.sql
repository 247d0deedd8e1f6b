/*+++
id       = "DQ-08"
title.zh = "几秒之内成批生成执行记录"
title.en = "Records of many patients made within seconds"
verdict  = "clue"
basis    = ["《医疗保障基金使用监督管理条例》第四十条第一款第（二）项：伪造、变造、隐匿、涂改医学文书、电子信息等有关资料"]
national = "—"
seed     = "吉林、信阳"
partition = "whole"
unit      = ["executor", "begun"]
since     = 2021-05-01
evidence  = ["系统操作日志：谁、在哪台机器、何时录入", "护理人员排班"]
ask       = ["几秒里怎么给这么多人执行？是不是事后补录？"]
false_positives = [
    "零点由系统自动执行",
    "同一位患者一次执行很多条",
    "不足三十条",
    "分给几个人执行",
]
sentence.zh = "{executor} 从 {begun} 起 {seconds} 秒之内生成 {patients} 位患者的 {records} 条执行记录（不计金额）。"
sentence.en = "Within {seconds} seconds from {begun}, {executor} made {records} execution records of {patients} patients (no amount)."

[needs]
drord_exec = ["ipt_otp_no", "exec_time", "exec_psn_name"]

[params]
records = 30   # 几条以上，条（目录默认值，未经医院标定）
patients = 10   # 几位患者以上，人（目录默认值，未经医院标定）
seconds = 5   # 多少秒一格，秒；跨格的漏计，是下限（目录默认值，未经医院标定）
+++*/
WITH made AS (
    SELECT coalesce(exec_psn_code, exec_psn_name) AS executor, ipt_otp_no, exec_time,
           CAST(floor(epoch(exec_time) / $seconds) AS BIGINT) AS slot
    FROM drord_exec
    WHERE exec_psn_name <> '' AND exec_time <> CAST(CAST(exec_time AS DATE) AS TIMESTAMP)
), bulk AS (
    SELECT executor, slot, MIN(exec_time) AS begun, COUNT(*) AS records,
           COUNT(DISTINCT ipt_otp_no) AS patients
    FROM made
    GROUP BY executor, slot
)
SELECT executor, begun, begun AS occurred_on, records, patients, $seconds AS seconds,
       CAST(0 AS DECIMAL(16, 2)) AS amount, '系统批量执行的设置' AS counter_evidence
FROM bulk
WHERE records >= $records AND patients >= $patients
ORDER BY executor, begun
