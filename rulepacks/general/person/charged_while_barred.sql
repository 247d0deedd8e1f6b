/*+++
id       = "XY1-10b"
title.zh = "服刑、出境、停保期间仍有医保收费"
title.en = "Charged to insurance in custody, abroad or out of cover"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十条第一款第（一）项：诱导、协助他人冒名或者虚假就医、购药",
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
    "《医疗保障基金使用监督管理条例》第四十一条第（一）项：将本人的医疗保障凭证交由他人冒名使用",
]
national = "—"
seed     = "绍兴、吉林"
catalogue = ["XY1-10"]
partition = "person"
whole     = ["psn_list"]
unit      = ["psn_no", "mdtrt_id"]
since     = 2021-05-01
evidence  = [
    "监狱、出入境、经办机构的书面答复",
    "收费当日的就诊记录、取药签字",
]
ask       = [
    "那几天是谁来就诊、取药的？",
    "有没有保外就医、暂予监外执行或者补缴的手续？",
]
false_positives = [
    "起止当日与次日",
    "停保之前已经入院的同一次住院",
    "名单是别的类别",
    "全部自费",
]
sentence.zh = "{list_kind}期间（{list_begndate} 起）仍收{item_name}等费用 {amount} 元。"
sentence.en = "{item_name} and the like charged during a listed period ({list_kind}, from {list_begndate}): {amount} yuan."

[needs]
fee_net  = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]
mdtrt_d  = ["mdtrt_id", "psn_no", "certno", "begntime"]
psn_list = ["list_kind", "list_begndate"]

[params]
kinds = "|服刑|出境|停保|"   # 看哪些名单类别（本项目设定，与人员名单的填写说明一致）
lapsed = "停保"   # 哪一类只看起始日之后才开始的就诊（本项目设定）
grace = 1   # 起止日前后几天不看，天（目录默认值，未经医院标定）
+++*/
WITH people AS (
    SELECT DISTINCT psn_no, certno
    FROM mdtrt_d
    WHERE certno <> ''
), named AS (
    SELECT DISTINCT coalesce(l.psn_no, p.psn_no) AS psn_no, l.list_kind, l.list_begndate,
           coalesce(l.list_enddate, CAST('9000-01-01' AS DATE)) AS list_enddate
    FROM psn_list AS l
    LEFT JOIN people AS p ON p.certno = l.certno
    WHERE strpos($kinds, concat('|', l.list_kind, '|')) > 0
), within AS (
    SELECT f.psn_no, f.mdtrt_id, f.bkkp_sn, f.setl_id, f.med_list_codg, f.medins_list_codg,
           f.medins_list_name, f.fee_ocur_time, f.cnt, f.det_item_fee_sumamt, n.list_kind,
           n.list_begndate,
           ROW_NUMBER() OVER (PARTITION BY f.bkkp_sn ORDER BY n.list_begndate, n.list_kind, n.list_enddate) AS turn
    FROM fee_net AS f
    JOIN named AS n ON n.psn_no = f.psn_no
    LEFT JOIN mdtrt_d AS v ON v.mdtrt_id = f.mdtrt_id
    WHERE date_diff('day', CAST(n.list_begndate AS DATE), CAST(f.fee_ocur_time AS DATE)) > $grace
      AND date_diff('day', CAST(f.fee_ocur_time AS DATE), CAST(n.list_enddate AS DATE)) > $grace
      AND coalesce(f.fulamt_ownpay_amt, 0) < f.det_item_fee_sumamt
      AND (n.list_kind <> $lapsed OR CAST(v.begntime AS DATE) >= n.list_begndate)
)
SELECT psn_no, mdtrt_id, bkkp_sn, setl_id, med_list_codg, medins_list_codg,
       medins_list_name AS item_name, fee_ocur_time AS occurred_on, cnt, list_kind, list_begndate,
       CAST(det_item_fee_sumamt AS DECIMAL(16, 2)) AS amount,
       '保外就医手续、补缴记录、名单有误的证明' AS counter_evidence
FROM within
WHERE turn = 1
ORDER BY psn_no, mdtrt_id, bkkp_sn
