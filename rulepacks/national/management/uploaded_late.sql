/*+++
id       = "NAT-41"
title.zh = "就诊数据未及时上传"
title.en = "Fee lines uploaded late"
verdict  = "clue"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十九条第（三）项：未按照规定传送数据",
    "《医疗保障基金使用监督管理条例》第十六条：应当妥善保管、及时传送真实完整的数据",
]
national = "两库（2025年版）第41项 就诊数据非实时上传监管"
catalogue = ["DQ-04"]
seed     = "两库、信阳"
partition = "visit"
unit      = ["mdtrt_id", "day"]
since     = 2021-05-01
evidence  = ["接口日志、断网登记"]
ask       = ["为什么没有当天上传？是补录的吗？"]
false_positives = [
    "夜间发生、次日上传",
    "上传时间没有登记",
]
sentence.zh = "{day} 的 {lines_late} 笔费用最迟隔 {days_after} 天才上传。"
sentence.en = "{lines_late} fee lines of {day} were uploaded as late as {days_after} days after."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt", "crte_time"]

[params]
days_late = 1   # 费用发生到上传最多隔几个自然日，天（目录默认值，未经医院标定）
+++*/
WITH late AS (
    SELECT mdtrt_id, psn_no, CAST(CAST(fee_ocur_time AS DATE) AS VARCHAR) AS day, fee_ocur_time,
           date_diff('day', CAST(fee_ocur_time AS DATE), CAST(crte_time AS DATE)) AS days_after
    FROM fee_net
    WHERE crte_time IS NOT NULL
)
SELECT mdtrt_id, day, psn_no, MAX(fee_ocur_time) AS occurred_on, COUNT(*) AS lines_late,
       MAX(days_after) AS days_after, CAST(0 AS DECIMAL(16, 2)) AS amount, '断网登记' AS counter_evidence
FROM late
WHERE days_after > $days_late
GROUP BY mdtrt_id, day, psn_no
ORDER BY mdtrt_id, day, psn_no
