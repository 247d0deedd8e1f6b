/*+++
id       = "XY1-10"
title.zh = "死亡之后仍有医保收费"
title.en = "Charged to insurance after death"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十条第一款第（一）项：诱导、协助他人冒名或者虚假就医、购药",
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
    "《医疗保障基金使用监督管理条例》第四十一条第（一）项：将本人的医疗保障凭证交由他人冒名使用",
]
national = "—"
seed     = "绍兴、吉林"
partition = "person"
whole     = ["psn_death"]
unit      = ["psn_no", "mdtrt_id"]
since     = 2021-05-01
evidence  = [
    "民政、公安关于死亡日期的书面答复",
    "收费当日的就诊记录、取药签字",
]
ask       = [
    "谁来就诊、取药的？用的谁的卡？",
    "是不是生前做的项目，死亡之后才记账？",
]
false_positives = [
    "死亡次日补记的费用",
    "遗体料理、太平间费用",
    "名单日期早于本院记录的死亡日期",
    "同名不同证件号",
    "全部由家属自费",
]
sentence.zh = "{die_date} 死亡，之后仍收{item_name}等费用 {amount} 元。"
sentence.en = "Died on {die_date}; {item_name} and the like charged after that: {amount} yuan."

[needs]
fee_net   = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]
mdtrt_d   = ["psn_no", "certno"]
psn_death = ["die_date"]

[params]
grace = 1   # 死亡之后几天内的记账不看，天（目录默认值，未经医院标定）
after_death = '遗体|尸体|太平间|殡葬'   # 死亡之后本来就会发生的项目用词（正则表达式，本项目设定）
+++*/
WITH people AS (
    SELECT DISTINCT psn_no, certno
    FROM mdtrt_d
    WHERE certno <> ''
), named AS (
    SELECT coalesce(d.psn_no, p.psn_no) AS psn_no, d.die_date
    FROM psn_death AS d
    LEFT JOIN people AS p ON p.certno = d.certno
), told_here AS (
    SELECT psn_no, MAX(coalesce(die_date, CASE WHEN dscg_way = '5' THEN CAST(endtime AS DATE) END)) AS die_date
    FROM mdtrt_d
    GROUP BY psn_no
), dead AS (
    SELECT n.psn_no, GREATEST(MAX(n.die_date), coalesce(MAX(h.die_date), MAX(n.die_date))) AS die_date
    FROM named AS n
    LEFT JOIN told_here AS h ON h.psn_no = n.psn_no
    WHERE n.psn_no IS NOT NULL
    GROUP BY n.psn_no
)
SELECT f.psn_no AS psn_no, f.mdtrt_id AS mdtrt_id, f.bkkp_sn AS bkkp_sn, f.setl_id, f.med_list_codg,
       f.medins_list_codg, f.medins_list_name AS item_name, f.fee_ocur_time AS occurred_on, f.cnt,
       d.die_date, f.det_item_fee_sumamt AS amount, '死亡日期有误的证明；项目实际执行时间' AS counter_evidence
FROM fee_net AS f
JOIN dead AS d ON d.psn_no = f.psn_no
WHERE date_diff('day', CAST(d.die_date AS DATE), CAST(f.fee_ocur_time AS DATE)) > $grace
  AND coalesce(f.fulamt_ownpay_amt, 0) < f.det_item_fee_sumamt
  AND NOT regexp_matches(coalesce(f.medins_list_name, ''), $after_death)
ORDER BY psn_no, mdtrt_id, bkkp_sn
