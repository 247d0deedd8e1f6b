/*+++
id       = "XY4-17"
title.zh = "没有设备或设备停用时收费"
title.en = "Charged with no device in use"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
    "《医疗保障基金使用监督管理条例》第三十八条第（四）项：串换药品、医用耗材、诊疗项目",
]
national = "问题清单（2025年）第72、153、162项"
catalogue = ["XY4-17", "XY4-24"]
seed     = "信阳、吉林、金华2022"
partition = "visit"
unit     = ["mdtrt_id", "med_list_codg", "day"]
since    = 2021-05-01
knowledge = ["item_device"]
evidence = [
    "设备铭牌照片、采购发票、报废单、维修单",
    "租借合同、配置许可证",
    "设备日志导出",
]
ask      = [
    "这一天用的是哪一台？它什么时候启用、停用？",
]
false_positives = [
    "租借的设备已登记",
    "设备没有填启用、停用日期",
    "当天启用、当天停用",
    "不需要设备的项目",
]
sentence.zh = "{day}收了{item_name} {cnt}，设备清单里当天没有一台可用的相应设备，涉及 {amount} 元。"
sentence.en = "{item_name} ({cnt}) was charged on {day}, no device for it was in use that day: {amount} yuan."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]
device = ["device_id", "device_name"]
+++*/
WITH words AS (
    SELECT DISTINCT med_list_codg, unnest(string_split(device_words, '|')) AS word
    FROM item_device
), fitting AS (
    SELECT DISTINCT w.med_list_codg, d.in_use_from, d.in_use_to
    FROM words AS w
    JOIN device AS d
      ON w.word <> '' AND (strpos(d.device_name, w.word) > 0 OR d.item_codg = w.med_list_codg)
), asked AS (
    SELECT DISTINCT med_list_codg
    FROM words
    WHERE word <> ''
), lines AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg, f.medins_list_name,
           f.fee_ocur_time, CAST(f.fee_ocur_time AS DATE) AS day, f.cnt, f.det_item_fee_sumamt, k.item_name, k.knowledge_row
    FROM fee_net AS f
    JOIN item_device AS k ON k.med_list_codg = f.med_list_codg
    JOIN asked AS a ON a.med_list_codg = f.med_list_codg
    WHERE CAST(f.fee_ocur_time AS DATE) BETWEEN k.valid_from AND k.valid_to
), able AS (
    SELECT DISTINCT n.bkkp_sn
    FROM lines AS n
    JOIN fitting AS t ON t.med_list_codg = n.med_list_codg
    WHERE n.day BETWEEN coalesce(t.in_use_from, n.day) AND coalesce(t.in_use_to, n.day)
)
SELECT n.mdtrt_id, n.med_list_codg, n.day, n.bkkp_sn, n.setl_id, n.psn_no, n.medins_list_codg, n.item_name,
       n.fee_ocur_time AS occurred_on, n.cnt, n.det_item_fee_sumamt AS amount, n.knowledge_row,
       '租借合同、铭牌照片、设备日志' AS counter_evidence
FROM lines AS n
LEFT JOIN able AS b ON b.bkkp_sn = n.bkkp_sn
WHERE b.bkkp_sn IS NULL
ORDER BY n.mdtrt_id, n.med_list_codg, n.day, n.bkkp_sn
