/*+++
id       = "XY5-02"
title.zh = "检验报告早于登记"
title.en = "Laboratory report before its registration"
verdict  = "clue"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十条第一款第（二）项：伪造、变造医学文书、电子信息等有关资料",
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
]
national = "—"
seed     = "吉林、信阳"
partition = "visit"
unit      = ["mdtrt_id", "rpt_day"]
since     = 2021-05-01
evidence  = ["检验系统里标本采集、接收、审核的时间", "各系统时钟的偏差"]
ask       = ["登记是补录的吗？报告时间由谁写入？"]
false_positives = [
    "同一天登记、同一天报告",
    "时钟偏差一天以内",
    "这次就诊没有登记",
]
sentence.zh = "{rpt_day} 出了 {cnt_reports} 项检验结果（{item_name}等），这次就诊最早的检验登记在 {first_registered}（线索，不计金额）。"
sentence.en = "{cnt_reports} results ({item_name} and others) were reported on {rpt_day}, before the visit's first registration on {first_registered} (a lead, no money)."

[needs]
lab_appy   = ["mdtrt_id", "appy_date"]
lab_report = ["mdtrt_id", "psn_no", "rpt_time", "exam_item_detl_name"]

[params]
drift_days = 1   # 报告早于登记多少天以内不看，天；登记只到日，另容许系统时钟偏差（本项目取值）
+++*/
WITH registered AS (
    SELECT mdtrt_id, MIN(appy_date) AS first_registered
    FROM lab_appy
    GROUP BY mdtrt_id
), reported AS (
    SELECT mdtrt_id, psn_no, CAST(rpt_time AS DATE) AS rpt_day, MIN(rpt_time) AS rpt_time,
           MIN(exam_item_detl_name) AS item_name, COUNT(*) AS cnt_reports
    FROM lab_report
    GROUP BY mdtrt_id, psn_no, CAST(rpt_time AS DATE)
)
SELECT r.mdtrt_id AS mdtrt_id, r.rpt_day AS rpt_day, r.psn_no AS psn_no, NULL AS bkkp_sn,
       r.item_name AS item_name, r.rpt_time AS occurred_on, r.cnt_reports AS cnt_reports,
       g.first_registered AS first_registered, CAST(0 AS DECIMAL(16, 2)) AS amount,
       NULL AS knowledge_row, '标本采集、接收的原始记录' AS counter_evidence
FROM reported AS r
JOIN registered AS g ON g.mdtrt_id = r.mdtrt_id
WHERE date_diff('day', CAST(r.rpt_day AS DATE), CAST(g.first_registered AS DATE)) > $drift_days
ORDER BY mdtrt_id, rpt_day, psn_no, bkkp_sn
