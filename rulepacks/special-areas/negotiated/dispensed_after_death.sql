/*+++
id       = "SPA-17"
title.zh = "死亡以后配特殊药"
title.en = "Special drug dispensed after death"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十条第一款第（一）项：诱导、协助他人冒名或者虚假就医、购药",
    "《医疗保障基金使用监督管理条例》第四十一条第（一）项：将本人的医疗保障凭证交由他人冒名使用",
    "《医疗保障基金使用监督管理条例》第四十一条第（三）项：利用享受待遇的机会转卖药品",
]
national = "—"
seed     = "金华2022、吉林"
partition = "person"
whole     = ["psn_death"]
unit      = ["psn_no", "med_list_codg"]
since     = 2021-05-01
evidence  = [
    "死亡证明、火化或户籍注销日期",
    "取药签字、代领人",
]
ask       = [
    "谁取的药？用的谁的卡？",
    "是不是生前已取、后来才记账？",
]
false_positives = [
    "死亡当日",
    "同名不同证件号",
    "死亡之前取药",
    "普通门诊药（另有规则）",
]
sentence.zh = "{die_date} 死亡，之后仍配{item_name} {amount} 元。"
sentence.en = "Died on {die_date}; {item_name} dispensed after that: {amount} yuan."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "medins_list_name", "cnt", "det_item_fee_sumamt", "med_type"]
mdtrt_d = ["psn_no", "certno"]
psn_death = ["die_date"]

[params]
med_types = "|14|18|9904|"   # 除谈判药外还看哪些医疗类别：慢特病、特药购药、大病特药（本项目设定，未经医院标定）
+++*/
WITH people AS (
    SELECT DISTINCT psn_no, certno
    FROM mdtrt_d
    WHERE certno <> ''
), listed AS (
    SELECT coalesce(d.psn_no, p.psn_no) AS psn_no, d.die_date
    FROM psn_death AS d
    LEFT JOIN people AS p ON p.certno = d.certno
    UNION ALL
    SELECT psn_no, die_date FROM mdtrt_d WHERE die_date IS NOT NULL
), dead AS (
    SELECT psn_no, MAX(die_date) AS die_date
    FROM listed
    WHERE psn_no IS NOT NULL
    GROUP BY psn_no
)
SELECT f.psn_no AS psn_no, f.med_list_codg AS med_list_codg, f.bkkp_sn AS bkkp_sn, f.setl_id, f.mdtrt_id,
       f.medins_list_codg, f.medins_list_name AS item_name, f.fee_ocur_time AS occurred_on, f.cnt,
       d.die_date, f.det_item_fee_sumamt AS amount, '取药日期早于记账日期的凭据' AS counter_evidence
FROM fee_net AS f
JOIN dead AS d ON d.psn_no = f.psn_no
WHERE CAST(f.fee_ocur_time AS DATE) > d.die_date
  AND coalesce(f.list_type, '1') LIKE '1%'
  AND (f.hi_nego_drug_flag = '1' OR strpos($med_types, concat('|', f.med_type, '|')) > 0)
ORDER BY psn_no, med_list_codg, bkkp_sn
