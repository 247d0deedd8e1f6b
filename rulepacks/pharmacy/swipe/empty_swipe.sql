/*+++
id       = "PHR-01"
title.zh = "空刷（无货无客）"
title.en = "Swiped with no goods and no customer"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十条第一款第（一）项：诱导、协助他人冒名或者虚假就医、购药",
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
]
national = "药店清单（2025年）第1、2、3项"
seed     = "绍兴"
partition = "person"
whole     = ["drug_trace"]
unit      = ["setl_id"]
since     = 2021-05-01
evidence  = [
    "结算前后三分钟的录像（先量摄像头与结算系统的钟差）",
    "收银小票、送货单",
]
ask       = [
    "这一单是谁来买的、货从哪里出的？",
    "有没有外送、代购？",
]
false_positives = [
    "外送：隔日按本单扫码出库",
    "出库单只记日期",
    "结算时刻不明，当日有出库",
    "只买药品以外的商品",
    "不是药店购药",
]
sentence.zh = "{swiped_at} 刷卡结算 {amount} 元，前后没有扫码，也没有出库；请调取 {clip_from} 至 {clip_to} 的录像。"
sentence.en = "Swiped at {swiped_at}: {amount} yuan, nothing scanned and nothing out of stock; ask for the video of {clip_from} to {clip_to}."

[needs]
fee_net = ["bkkp_sn", "setl_id", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "medins_list_codg", "list_type", "cnt", "det_item_fee_sumamt"]
setl_d = ["setl_id", "setl_time", "med_type"]
drug_trace = ["med_list_codg", "scan_time"]
inv_move = ["medins_list_codg", "chg_type", "biz_time"]

[params]
med_types = "|41|"   # 看哪些医疗类别：定点药店购药（med_type）
minutes = 10   # 结算前后多少分钟内应有扫码或出库，分钟（目录默认值，未经医院标定）
clip_minutes = 3   # 调取录像的前后时段，分钟；绍兴云药店
clock_offset = 0   # 摄像头的钟比结算系统快多少秒，现场量（本项目设定）
+++*/
WITH sold AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.medins_list_name, f.cnt, f.det_item_fee_sumamt, s.setl_time, s.fixmedins_code,
           CASE WHEN s.setl_time <> CAST(CAST(s.setl_time AS DATE) AS TIMESTAMP) THEN 1 ELSE 0 END AS hour_known,
           CASE WHEN s.setl_time <> CAST(CAST(s.setl_time AS DATE) AS TIMESTAMP)
                THEN s.setl_time - $minutes * INTERVAL 1 MINUTE ELSE s.setl_time END AS first_at,
           CASE WHEN s.setl_time <> CAST(CAST(s.setl_time AS DATE) AS TIMESTAMP)
                THEN s.setl_time + $minutes * INTERVAL 1 MINUTE
                ELSE s.setl_time + INTERVAL 1 DAY END AS last_at
    FROM fee_net AS f
    JOIN setl_d AS s ON s.setl_id = f.setl_id
    WHERE f.list_type LIKE '1%' AND strpos($med_types, concat('|', s.med_type, '|')) > 0
), backed AS (
    SELECT t.setl_id FROM drug_trace AS t WHERE t.setl_id <> ''
    UNION
    SELECT d.setl_id
    FROM sold AS d
    JOIN drug_trace AS t ON t.med_list_codg = d.med_list_codg
    WHERE coalesce(t.setl_id, '') = '' AND t.scan_time BETWEEN d.first_at AND d.last_at
    UNION
    SELECT d.setl_id
    FROM sold AS d
    JOIN inv_move AS m ON m.medins_list_codg = d.medins_list_codg
    WHERE strpos(m.chg_type, '销售') > 0
      AND (m.biz_time BETWEEN d.first_at AND d.last_at
           OR m.biz_time = CAST(CAST(d.setl_time AS DATE) AS TIMESTAMP))
), empty AS (
    SELECT d.bkkp_sn, d.setl_id, d.mdtrt_id, d.psn_no, d.med_list_codg, d.medins_list_codg,
           d.medins_list_name, d.cnt, d.det_item_fee_sumamt, d.setl_time, d.fixmedins_code, d.hour_known
    FROM sold AS d
    LEFT JOIN backed AS b ON b.setl_id = d.setl_id
    WHERE b.setl_id IS NULL
), clips AS (
    SELECT DISTINCT setl_id, mdtrt_id, psn_no, fixmedins_code, setl_time,
           CASE WHEN hour_known = 1
                THEN setl_time + $clock_offset * INTERVAL 1 SECOND - $clip_minutes * INTERVAL 1 MINUTE
           END AS clip_from,
           CASE WHEN hour_known = 1
                THEN setl_time + $clock_offset * INTERVAL 1 SECOND + $clip_minutes * INTERVAL 1 MINUTE
           END AS clip_to
    FROM empty
)
SELECT e.setl_id AS setl_id, e.bkkp_sn AS bkkp_sn, e.mdtrt_id, e.psn_no, e.med_list_codg,
       e.medins_list_codg, e.medins_list_name AS item_name, e.fixmedins_code, e.setl_time AS occurred_on,
       e.setl_time AS swiped_at, c.clip_from, c.clip_to, e.cnt, e.det_item_fee_sumamt AS amount,
       '录像、送货单、当日出库单' AS counter_evidence
FROM empty AS e
JOIN clips AS c ON c.setl_id = e.setl_id
UNION ALL
SELECT setl_id, NULL AS bkkp_sn, mdtrt_id, psn_no, NULL AS med_list_codg, NULL AS medins_list_codg,
       NULL AS item_name, fixmedins_code, setl_time AS occurred_on, setl_time AS swiped_at, clip_from,
       clip_to, NULL AS cnt, CAST(0 AS DECIMAL(16, 2)) AS amount, NULL AS counter_evidence
FROM clips
ORDER BY setl_id, bkkp_sn
