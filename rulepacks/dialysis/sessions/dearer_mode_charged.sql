/*+++
id       = "SES-20b"
title.zh = "记录的净化方式比收费的便宜"
title.en = "A dearer mode charged than recorded"
verdict  = "suspect"
basis    = ["《医疗保障基金使用监督管理条例》第三十八条第（四）项：串换诊疗项目"]
national = "问题清单（2025年）第66项"
seed     = "吉林、信阳"
catalogue = ["SES-20"]
partition = "whole"
unit      = ["psn_no", "day", "med_list_codg"]
since     = 2021-05-01
knowledge = ["dial_item"]
evidence  = ["透析机日志里的治疗模式、置换液量", "所用透析器的型号（高通量与否）"]
ask       = ["当天实际做的是哪一种？置换液用了多少？"]
false_positives = [
    "记录的方式与收费相同",
    "收费的更便宜",
    "当天没有透析记录（另有规则）",
    "当天两种方式都有记录",
]
sentence.zh = "{day}，收的是{item_name}，透析记录是{recorded_name}，按后者的价格多收 {amount} 元。"
sentence.en = "On {day} {item_name} was charged while the record says {recorded_name}: {amount} yuan too much at its price."

[needs]
fee_net     = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]
trt_session = ["session_id", "psn_no", "med_list_codg", "begntime", "endtime"]

[min_coverage]
"trt_session.psn_no" = 0.9
+++*/
WITH lines AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.fee_ocur_time, CAST(f.fee_ocur_time AS DATE) AS day, strftime(f.fee_ocur_time, '%Y-%m') AS month,
           f.cnt, f.det_item_fee_sumamt, i.name, i.mode, i.family, i.knowledge_row
    FROM fee_net AS f
    JOIN dial_item AS i ON i.med_list_codg = f.med_list_codg
    WHERE CAST(f.fee_ocur_time AS DATE) BETWEEN i.valid_from AND i.valid_to AND i.charge_unit = 'session' AND i.family = 'hd'
), prices AS (
    SELECT mode, MAX(det_item_fee_sumamt / cnt) AS pric
    FROM lines
    GROUP BY mode
), done AS (
    SELECT t.psn_no, CAST(t.begntime AS DATE) AS day, i.mode, MIN(i.name) AS name, MIN(t.session_id) AS first_session
    FROM trt_session AS t
    JOIN dial_item AS i ON i.med_list_codg = t.med_list_codg
    WHERE i.family = 'hd' AND t.endtime IS NOT NULL
    GROUP BY t.psn_no, CAST(t.begntime AS DATE), i.mode
), one_mode AS (
    SELECT psn_no, day, MIN(mode) AS mode, MIN(name) AS name, MIN(first_session) AS first_session
    FROM done
    GROUP BY psn_no, day
    HAVING COUNT(*) = 1
), dearer AS (
    SELECT n.bkkp_sn, n.setl_id, n.mdtrt_id, n.psn_no, n.day, n.med_list_codg, n.medins_list_codg, n.name,
           n.fee_ocur_time, n.cnt, n.knowledge_row, o.name AS recorded_name,
           CAST(n.det_item_fee_sumamt - p.pric * n.cnt AS DECIMAL(16, 2)) AS amount
    FROM lines AS n
    JOIN one_mode AS o ON o.psn_no = n.psn_no AND o.day = n.day AND o.mode <> n.mode
    JOIN prices AS p ON p.mode = o.mode
)
SELECT psn_no, day, med_list_codg, bkkp_sn, setl_id, mdtrt_id, medins_list_codg, name AS item_name,
       recorded_name, fee_ocur_time AS occurred_on, cnt, amount, knowledge_row,
       '透析机日志里的治疗模式' AS counter_evidence
FROM dearer
WHERE amount > 0
ORDER BY psn_no, day, med_list_codg, bkkp_sn
