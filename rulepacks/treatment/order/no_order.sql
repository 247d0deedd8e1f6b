/*+++
id       = "XY4-01"
title.zh = "收费没有医嘱"
title.en = "Charged without an order"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
    "《医疗保障基金使用监督管理条例》第三十八条第（三）项：重复收费、超标准收费、分解项目收费",
    "《医疗保障基金使用监督管理条例》第十六条：按照规定保管处方、病历、治疗检查记录、费用明细等资料",
]
national = "问题清单（2025年）第15、36、60、69、100、154、171项"
seed     = "信阳、金华2022"
partition = "person"
unit     = ["mdtrt_id", "med_list_codg", "day"]
since    = 2021-05-01
knowledge = ["order_item"]
evidence = [
    "医嘱单原件（含抢救补记）",
    "执行单上的签名",
    "费用录入人与录入时间",
]
ask      = [
    "这笔费用依据哪条医嘱？谁录入的？",
]
false_positives = [
    "口头医嘱、急诊抢救医嘱次日补记",
    "长期医嘱还没有停止",
    "医嘱写的是套餐、别名",
    "床位、诊察等不需要医嘱的项目",
    "门诊或纸质医嘱：整次就诊没有一条电子医嘱",
]
sentence.zh = "{day}收了{item_name} {cnt}，前后一天都没有相应的医嘱，涉及 {amount} 元。"
sentence.en = "{item_name} ({cnt}) was charged on {day} with no order for it within a day: {amount} yuan."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]
drord = ["mdtrt_id", "psn_no", "drord_detl_name", "drord_begntime"]

[min_coverage]
"drord.psn_no" = 0.9

[params]
days = 1   # 医嘱与记账可以差几天，天（目录默认值，未经医院标定）
+++*/
WITH words AS (
    SELECT DISTINCT med_list_codg, unnest(string_split(order_words, '|')) AS word
    FROM order_item
), ordered_visits AS (
    SELECT DISTINCT mdtrt_id, psn_no
    FROM drord
), lines AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg, f.medins_list_name,
           f.fee_ocur_time, CAST(f.fee_ocur_time AS DATE) AS day, f.cnt, f.det_item_fee_sumamt, k.item_name, k.knowledge_row
    FROM fee_net AS f
    JOIN order_item AS k ON k.med_list_codg = f.med_list_codg
    JOIN ordered_visits AS v ON v.mdtrt_id = f.mdtrt_id AND v.psn_no = f.psn_no
    WHERE CAST(f.fee_ocur_time AS DATE) BETWEEN k.valid_from AND k.valid_to
), orders AS (
    SELECT psn_no, coalesce(drord_detl_code, '') AS code, drord_detl_name AS name,
           CAST(drord_begntime AS DATE) AS begun,
           CAST(CASE WHEN drord_endtime IS NOT NULL THEN drord_endtime
                     WHEN drord_type = '1' OR drord_type LIKE '%临%' THEN drord_begntime
                     ELSE CAST('9999-12-31' AS TIMESTAMP) END AS DATE) AS ended
    FROM drord
), supported AS (
    SELECT DISTINCT n.bkkp_sn
    FROM lines AS n
    JOIN orders AS o ON o.psn_no = n.psn_no
    LEFT JOIN words AS w
      ON w.med_list_codg = n.med_list_codg AND w.word <> '' AND strpos(o.name, w.word) > 0
    WHERE (o.code = n.medins_list_codg OR w.word IS NOT NULL)
      AND date_diff('day', CAST(n.day AS DATE), CAST(o.begun AS DATE)) <= $days AND date_diff('day', CAST(o.ended AS DATE), CAST(n.day AS DATE)) <= $days
)
SELECT n.mdtrt_id, n.med_list_codg, n.day, n.bkkp_sn, n.setl_id, n.psn_no, n.medins_list_codg, n.item_name,
       n.fee_ocur_time AS occurred_on, n.cnt, n.det_item_fee_sumamt AS amount, n.knowledge_row,
       '纸质医嘱、抢救补记的医嘱' AS counter_evidence
FROM lines AS n
LEFT JOIN supported AS s ON s.bkkp_sn = n.bkkp_sn
WHERE s.bkkp_sn IS NULL
ORDER BY n.mdtrt_id, n.med_list_codg, n.day, n.bkkp_sn
