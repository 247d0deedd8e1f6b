/*+++
id       = "XY1-02"
title.zh = "挂床住院：连续几天只有床位、护理、诊查费"
title.en = "Phantom stay: days of nothing but bed, nursing and rounds"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：不得分解住院、挂床住院",
    "《医疗保障基金使用监督管理条例》第三十八条第（一）项：分解住院、挂床住院",
]
national = "—"
seed     = "信阳、金华2022"
partition = "visit"
unit      = ["mdtrt_id", "day_from"]
since     = 2021-05-01
evidence  = [
    "夜间突击查房的在床人数",
    "请假单、门禁记录",
    "这几天的护理记录、病程记录",
]
ask       = [
    "这几天患者在不在病房？有没有请假？",
    "为什么没有任何治疗、用药和体征记录？",
]
false_positives = [
    "周末两天没有治疗",
    "没有收费但有体温、血压记录",
    "精神病住院、家庭病床",
    "这次住院根本没有导出体征记录",
]
sentence.zh = "{day_from} 至 {day_to} 连续 {idle_days} 天没有用药、治疗、检查和体征记录，只收床位、护理、诊查费 {amount} 元。"
sentence.en = "From {day_from} to {day_to}, {idle_days} days with no drug, treatment, test or vital sign, only bed, nursing and rounds: {amount} yuan."

[needs]
fee_net    = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt", "med_chrgitm_type"]
mdtrt_d    = ["mdtrt_id", "med_type", "begntime", "endtime"]
vital_sign = ["mdtrt_id", "meas_time"]

[params]
days = 3   # 连续空白几天以上，天（目录默认值，信阳做法）
daily = "|01|02|07|12|13|14|"   # 不算诊疗的收费项目类别：床位、诊察、护理、一般诊疗、挂号、其他（med_chrgitm_type）
not_seen = "|21303|28|"   # 不看的住院类别：精神病住院、日间手术（med_type，本项目设定）
+++*/
WITH measured AS (
    SELECT DISTINCT mdtrt_id, CAST(meas_time AS DATE) AS day
    FROM vital_sign
    WHERE mdtrt_id <> ''
), stays AS (
    SELECT v.mdtrt_id, CAST(v.begntime AS DATE) AS day_in, CAST(v.endtime AS DATE) AS day_out
    FROM mdtrt_d AS v
    JOIN (SELECT DISTINCT mdtrt_id FROM measured) AS m ON m.mdtrt_id = v.mdtrt_id
    WHERE v.endtime IS NOT NULL AND v.med_type LIKE '2%'
      AND strpos($not_seen, concat('|', v.med_type, '|')) = 0
), busy AS (
    SELECT mdtrt_id, day_in AS day FROM stays
    UNION
    SELECT mdtrt_id, day_out AS day FROM stays
    UNION
    SELECT mdtrt_id, day FROM measured
    UNION
    SELECT mdtrt_id, CAST(fee_ocur_time AS DATE) AS day
    FROM fee_net
    WHERE strpos($daily, concat('|', med_chrgitm_type, '|')) = 0
), in_order AS (
    SELECT b.mdtrt_id, b.day AS busy_from,
           LEAD(b.day) OVER (PARTITION BY b.mdtrt_id ORDER BY b.day) AS busy_to
    FROM busy AS b
    JOIN stays AS s ON s.mdtrt_id = b.mdtrt_id
    WHERE b.day BETWEEN s.day_in AND s.day_out
), gaps AS (
    SELECT mdtrt_id, busy_from, busy_to,
           CAST(busy_from + INTERVAL 1 DAY AS DATE) AS day_from,
           CAST(busy_to - INTERVAL 1 DAY AS DATE) AS day_to,
           date_diff('day', CAST(busy_from AS DATE), CAST(busy_to AS DATE)) - 1 AS idle_days
    FROM in_order
    WHERE busy_to IS NOT NULL
)
SELECT f.mdtrt_id AS mdtrt_id, g.day_from AS day_from, f.bkkp_sn AS bkkp_sn, f.setl_id, f.psn_no,
       f.med_list_codg, f.medins_list_codg, f.medins_list_name AS item_name,
       f.fee_ocur_time AS occurred_on, f.cnt, g.day_to, g.idle_days,
       f.det_item_fee_sumamt AS amount, '经批准的请假单；这几天的护理记录' AS counter_evidence
FROM gaps AS g
JOIN fee_net AS f ON f.mdtrt_id = g.mdtrt_id
WHERE g.idle_days >= $days AND f.med_chrgitm_type IN ('01', '02', '07')
  AND CAST(f.fee_ocur_time AS DATE) > g.busy_from AND CAST(f.fee_ocur_time AS DATE) < g.busy_to
ORDER BY mdtrt_id, day_from, bkkp_sn
