/*+++
id       = "XY4-18"
title.zh = "执行人一日所做超过可能的时间"
title.en = "More in a day than one person can do"
verdict  = "clue"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
]
national = "—"
seed     = "吉林、金华2022"
partition = "whole"
unit     = ["staff_code", "day"]
since    = 2021-05-01
knowledge = ["item_time"]
evidence = [
    "排班与考勤",
    "执行人的操作记录、账号使用记录",
]
ask      = [
    "当天在岗几小时？账号是不是几个人共用？",
]
false_positives = [
    "一天之内做得完",
    "科室公用的账号",
    "两位执行人各做一半",
    "没有最短时间的项目",
]
sentence.zh = "{day}，{staff_code} 所做的项目至少要 {minutes_billed} 分钟，一天至多 {minutes_allowed} 分钟，超出 {minutes_over} 分钟（线索，不计金额）。"
sentence.en = "{day}: what {staff_code} did takes at least {minutes_billed} minutes where {minutes_allowed} are possible (a lead, no money)."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt", "acord_dr_code"]

[params]
hours = 12   # 一日最长在岗，小时（目录默认值 720 分钟，未经医院标定）
shared = "|公共|科室|自助|"   # 执行人姓名里的这些词是公用账号，竖线隔开（本项目整理）
+++*/
WITH shared AS (
    SELECT unnest(string_split($shared, '|')) AS word
), lines AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg, f.medins_list_name,
           f.fee_ocur_time, CAST(f.fee_ocur_time AS DATE) AS day, f.cnt, f.det_item_fee_sumamt, f.acord_dr_code AS staff_code, coalesce(f.acord_dr_name, '') AS staff_name,
           f.cnt * k.min_minutes AS minutes, k.knowledge_row
    FROM fee_net AS f
    JOIN item_time AS k ON k.med_list_codg = f.med_list_codg
    WHERE CAST(f.fee_ocur_time AS DATE) BETWEEN k.valid_from AND k.valid_to
      AND f.acord_dr_code IS NOT NULL AND k.min_minutes > 0
), accounts AS (
    SELECT DISTINCT n.staff_code
    FROM lines AS n
    JOIN shared AS s ON s.word <> '' AND strpos(n.staff_name, s.word) > 0
), by_day AS (
    SELECT n.staff_code, n.day, SUM(n.minutes) AS minutes_billed
    FROM lines AS n
    LEFT JOIN accounts AS a ON a.staff_code = n.staff_code
    WHERE a.staff_code IS NULL
    GROUP BY n.staff_code, n.day
    HAVING SUM(n.minutes) > $hours * 60
)
SELECT n.staff_code, n.day, n.bkkp_sn, n.setl_id, n.mdtrt_id, n.psn_no, n.med_list_codg, n.medins_list_codg,
       n.medins_list_name AS item_name, n.fee_ocur_time AS occurred_on, n.cnt, b.minutes_billed,
       $hours * 60 AS minutes_allowed, b.minutes_billed - $hours * 60 AS minutes_over,
       CAST(0 AS DECIMAL(16, 2)) AS amount, n.knowledge_row, '排班、账号使用记录' AS counter_evidence
FROM lines AS n
JOIN by_day AS b ON b.staff_code = n.staff_code AND b.day = n.day
ORDER BY n.staff_code, n.day, n.bkkp_sn
