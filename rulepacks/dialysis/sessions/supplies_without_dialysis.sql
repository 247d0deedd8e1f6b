/*+++
id       = "SES-16c"
title.zh = "一个多月没有透析却在收透析用药、耗材"
title.en = "Dialysis drugs or supplies while not dialysed"
verdict  = "clue"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
    "《医疗保障基金使用监督管理条例》第三十八条第（二）项：违反诊疗规范过度诊疗、提供其他不必要的医药服务",
]
national = "—"
seed     = "吉林"
catalogue = ["SES-16"]
partition = "person"
unit      = ["psn_no", "gap_from"]
since     = 2021-05-01
knowledge = ["dial_item"]
evidence  = ["处方、领药签字", "患者那段日子在哪里透析"]
ask       = ["这段日子患者在哪里透析？药谁领的？"]
false_positives = [
    "间隔不到一个月",
    "在外院透析，本院只开药，从未在本院透析",
    "腹膜透析患者",
]
sentence.zh = "{gap_from} 至 {gap_to} 没有透析，仍收{item_name}（线索，不计金额）。"
sentence.en = "No dialysis from {gap_from} to {gap_to}, yet {item_name} was charged (a lead, no money)."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt", "medins_list_name"]

[params]
gap = 31   # 隔多少天以上没有透析，天（目录默认值，未经医院标定）
words = "促红素|透析器|灌流器|内瘘穿刺针|左卡尼汀"   # 透析用药、耗材，名称里的词，竖线隔开（本项目整理）
+++*/
WITH dialysed AS (
    SELECT DISTINCT f.psn_no, CAST(f.fee_ocur_time AS DATE) AS day
    FROM fee_net AS f
    JOIN dial_item AS i ON i.med_list_codg = f.med_list_codg
    WHERE CAST(f.fee_ocur_time AS DATE) BETWEEN i.valid_from AND i.valid_to
), gaps AS (
    SELECT psn_no, day AS gap_from, LEAD(day) OVER (PARTITION BY psn_no ORDER BY day) AS gap_to
    FROM dialysed
), words AS (
    SELECT unnest(string_split($words, '|')) AS word
), supplied AS (
    SELECT DISTINCT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.medins_list_name, f.fee_ocur_time, f.cnt
    FROM fee_net AS f
    JOIN words AS w ON strpos(f.medins_list_name, w.word) > 0
)
SELECT g.psn_no, g.gap_from, g.gap_to, s.bkkp_sn, s.setl_id, s.mdtrt_id, s.med_list_codg, s.medins_list_codg,
       s.medins_list_name AS item_name, s.fee_ocur_time AS occurred_on, s.cnt,
       CAST(0 AS DECIMAL(16, 2)) AS amount, '外院的透析记录' AS counter_evidence
FROM gaps AS g
JOIN supplied AS s
  ON s.psn_no = g.psn_no AND CAST(s.fee_ocur_time AS DATE) > g.gap_from
 AND CAST(s.fee_ocur_time AS DATE) < g.gap_to
WHERE date_diff('day', CAST(g.gap_from AS DATE), CAST(g.gap_to AS DATE)) > $gap
ORDER BY psn_no, gap_from, bkkp_sn
