/*+++
id       = "XY2-28"
title.zh = "按过期的目录支付"
title.en = "Paid by an outdated catalogue"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（六）项：将不属于医疗保障基金支付范围的医药费用纳入医疗保障基金结算",
    "《医疗保障基金使用监督管理条例》第三十八条第（三）项：超标准收费",
]
national = "—"
seed     = "信阳"
partition = "visit"
unit      = ["mdtrt_id", "med_list_codg"]
since     = 2021-05-01
knowledge = ["catalogue_version"]
evidence  = ["目录调整的文件与执行日期", "医院目录对照表的修改日志"]
ask       = ["目录调整以后为什么还按旧的报？哪天改的对照？", "当地有没有过渡期？"]
false_positives = [
    "就诊开始在调整日之前",
    "调整之后按新版本支付",
    "调出之后全自费",
]
sentence.zh = "{item_name}在 {day} 已{change}，仍按旧版本支付，多纳入支付 {amount} 元。"
sentence.en = "On {day} {item_name} was no longer paid as before ({change}); by the old catalogue {amount} yuan too much came under the fund."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]
mdtrt_d = ["mdtrt_id", "begntime"]

[params]
tolerance = 0.0001   # 自付比例相差多少之内算相同，比例（本项目设定）
+++*/
WITH lines AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.medins_list_name, f.fee_ocur_time, CAST(f.fee_ocur_time AS DATE) AS day, f.cnt,
           f.det_item_fee_sumamt, f.selfpay_prop, coalesce(f.fulamt_ownpay_amt, 0) AS ownpay,
           CAST(v.begntime AS DATE) AS day_in
    FROM fee_net AS f
    JOIN mdtrt_d AS v ON v.mdtrt_id = f.mdtrt_id
), before AS (
    SELECT l.bkkp_sn, o.med_list_codg, o.name, o.selfpay_prop AS prop_then, o.knowledge_row, o.valid_to,
           ROW_NUMBER() OVER (PARTITION BY l.bkkp_sn ORDER BY o.valid_to DESC, o.knowledge_row) AS turn
    FROM lines AS l
    JOIN catalogue_version AS o ON o.med_list_codg = l.med_list_codg
    WHERE o.valid_to < l.day AND o.valid_to < l.day_in
), judged AS (
    SELECT l.bkkp_sn, l.setl_id, l.mdtrt_id, l.psn_no, l.med_list_codg, l.medins_list_codg, l.fee_ocur_time,
           l.day, l.cnt, b.name, coalesce(n.knowledge_row, b.knowledge_row) AS knowledge_row,
           CASE WHEN n.med_list_codg IS NULL THEN '调出目录' ELSE '提高自付比例' END AS change,
           CASE WHEN n.med_list_codg IS NULL THEN GREATEST(l.det_item_fee_sumamt - l.ownpay, 0)
                WHEN l.selfpay_prop < n.selfpay_prop - $tolerance
                     AND abs(l.selfpay_prop - b.prop_then) <= $tolerance
                THEN CAST(l.det_item_fee_sumamt * (n.selfpay_prop - l.selfpay_prop) AS DECIMAL(16, 2))
                ELSE 0 END AS amount
    FROM lines AS l
    JOIN before AS b ON b.bkkp_sn = l.bkkp_sn AND b.turn = 1
    LEFT JOIN catalogue_version AS n
      ON n.med_list_codg = l.med_list_codg AND l.day BETWEEN n.valid_from AND n.valid_to
)
SELECT mdtrt_id, med_list_codg, bkkp_sn, setl_id, psn_no, medins_list_codg, name AS item_name,
       fee_ocur_time AS occurred_on, day, cnt, change, CAST(amount AS DECIMAL(16, 2)) AS amount,
       knowledge_row, '当地的过渡期规定' AS counter_evidence
FROM judged
WHERE amount > 0
ORDER BY mdtrt_id, med_list_codg, bkkp_sn
