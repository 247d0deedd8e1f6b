/*+++
id       = "PAY-06"
title.zh = "清单上的呼吸机时长多于收费"
title.en = "More ventilator hours on the list than were charged"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十条第一款第（二）项：伪造、变造医学文书、医学证明等有关资料",
    "《医疗保障基金使用监督管理条例》第三十八条第（七）项：造成医疗保障基金损失的其他违法行为",
]
national = "—"
seed     = "金华2022"
partition = "person"
unit      = ["psn_no", "setl_id"]
since     = 2021-05-01
evidence  = ["呼吸机使用记录、特护单", "呼吸机开关机与参数记录", "监护打包收费的文件"]
ask       = ["清单上的小时数从哪里算的？上机、撤机时间是几点？"]
false_positives = [
    "收费离分界不到六小时",
    "按日收取的呼吸机费",
    "清单时长没到分界",
]
sentence.zh = "结算清单写呼吸机 {hours_listed} 小时，过了 {boundary} 小时的分组线，收费只有 {hours_charged} 小时（不计金额，请核对记录后重新分组）。"
sentence.en = "The list says {hours_listed} ventilator hours, beyond the {boundary} of the group, but {hours_charged} were charged (no amount; check the records and group again)."

[needs]
fee_net     = ["bkkp_sn", "mdtrt_id", "psn_no", "medins_list_name", "cnt"]
setl_list_d = ["setl_id", "mdtrt_id", "psn_no", "dscg_time", "vent_used_dura"]

[params]
hours = 96        # 分组的呼吸机时长分界，小时（CHS-DRG）
grace = 6         # 允差，小时（目录默认值，未经医院标定）
named = '呼吸机|机械通气|有创通气'   # 呼吸机收费的名称用词（正则表达式）
by_day = '日|天'  # 按日计价的名称用词（正则表达式）
+++*/
WITH listed AS (
    SELECT psn_no, setl_id, mdtrt_id, dscg_time,
           CAST(regexp_extract(vent_used_dura, '^([0-9]+)/([0-9]+)/([0-9]+)$', 1) AS INTEGER) * 24
             + CAST(regexp_extract(vent_used_dura, '^([0-9]+)/([0-9]+)/([0-9]+)$', 2) AS INTEGER) AS hours_listed
    FROM setl_list_d
    WHERE regexp_matches(coalesce(vent_used_dura, ''), '^[0-9]+/[0-9]+/[0-9]+$')
), charged AS (
    SELECT psn_no, mdtrt_id,
           SUM(
               CASE WHEN NOT regexp_matches(medins_list_name, $named) THEN 0
                    WHEN regexp_matches(medins_list_name, $by_day) THEN 24 * cnt
                    ELSE cnt END
           ) AS hours_charged
    FROM fee_net
    WHERE medins_list_name <> ''
    GROUP BY psn_no, mdtrt_id
)
SELECT l.psn_no AS psn_no, l.setl_id AS setl_id, l.mdtrt_id, l.dscg_time AS occurred_on, l.hours_listed,
       CAST(c.hours_charged AS DECIMAL(10, 1)) AS hours_charged, $hours AS boundary,
       CAST(0 AS DECIMAL(16, 2)) AS amount, '呼吸机使用记录' AS counter_evidence
FROM listed AS l
JOIN charged AS c ON c.psn_no = l.psn_no AND c.mdtrt_id = l.mdtrt_id
WHERE l.hours_listed >= $hours AND c.hours_charged + $grace < $hours
ORDER BY psn_no, setl_id
