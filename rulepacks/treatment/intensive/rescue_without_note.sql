/*+++
id       = "XY4-15b"
title.zh = "收了抢救费没有抢救记录"
title.en = "Rescue charged without a note of it"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
    "《医疗保障基金使用监督管理条例》第十六条：按照规定保管处方、病历、治疗检查记录、费用明细等资料",
]
national = "问题清单（2025年）第172、174、175、176、178、179项"
catalogue = ["XY4-15"]
seed     = "信阳"
partition = "visit"
unit     = ["mdtrt_id", "med_list_codg", "day"]
since    = 2021-05-01
knowledge = ["rescue_item"]
evidence = [
    "病历原件：抢救记录、护理记录、病危通知",
    "抢救用药、设备的使用记录",
]
ask      = [
    "这一天抢救了什么？谁参加的？",
]
false_positives = [
    "次日补记的抢救记录",
    "抢救写在病程记录里",
    "整次就诊没有电子病历（纸质）",
]
sentence.zh = "{day}收了{item_name} {cnt}，前后一天的病历里没有抢救的记载，涉及 {amount} 元。"
sentence.en = "{item_name} ({cnt}) was charged on {day}, no note within a day tells of a rescue: {amount} yuan."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]
med_note = ["mdtrt_id", "note_type", "note_time"]

[min_coverage]
"med_note.mdtrt_id" = 0.9

[params]
days = 1   # 记载与收费可以差几天，天；抢救记录可在结束后 6 小时内补记，跨日（目录默认值，未经医院标定）
+++*/
WITH noted AS (
    SELECT DISTINCT mdtrt_id
    FROM med_note
), rescues AS (
    SELECT DISTINCT mdtrt_id, CAST(note_time AS DATE) AS day
    FROM med_note
    WHERE note_type LIKE '%抢救%' OR note_text LIKE '%抢救%'
), lines AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg, f.medins_list_name,
           f.fee_ocur_time, CAST(f.fee_ocur_time AS DATE) AS day, f.cnt, f.det_item_fee_sumamt, k.item_name, k.knowledge_row
    FROM fee_net AS f
    JOIN rescue_item AS k ON k.med_list_codg = f.med_list_codg
    JOIN noted AS t ON t.mdtrt_id = f.mdtrt_id
    WHERE CAST(f.fee_ocur_time AS DATE) BETWEEN k.valid_from AND k.valid_to
), told AS (
    SELECT DISTINCT n.bkkp_sn
    FROM lines AS n
    JOIN rescues AS r ON r.mdtrt_id = n.mdtrt_id
    WHERE abs(date_diff('day', CAST(r.day AS DATE), CAST(n.day AS DATE))) <= $days
)
SELECT n.mdtrt_id, n.med_list_codg, n.day, n.bkkp_sn, n.setl_id, n.psn_no, n.medins_list_codg, n.item_name,
       n.fee_ocur_time AS occurred_on, n.cnt, n.det_item_fee_sumamt AS amount, n.knowledge_row,
       '纸质抢救记录' AS counter_evidence
FROM lines AS n
LEFT JOIN told AS t ON t.bkkp_sn = n.bkkp_sn
WHERE t.bkkp_sn IS NULL
ORDER BY n.mdtrt_id, n.med_list_codg, n.day, n.bkkp_sn
