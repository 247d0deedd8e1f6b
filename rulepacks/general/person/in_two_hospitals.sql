/*+++
id       = "XY1-09b"
title.zh = "住院期间正在外院住院"
title.en = "In a bed here and in another hospital"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十条第一款第（一）项：诱导、协助他人冒名或者虚假就医",
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
    "《医疗保障基金使用监督管理条例》第三十八条第（一）项：分解住院、挂床住院",
]
national = "—"
seed     = "吉林、信阳"
catalogue = ["XY1-09"]
partition = "person"
whole     = ["oth_setl"]
unit      = ["psn_no", "mdtrt_id"]
since     = 2021-05-01
evidence  = [
    "两院的体温单、护理记录、病程记录",
    "本院当日的病房巡查、监控",
]
ask       = [
    "那几天患者在哪家医院？",
    "转院之后为什么没有办出院？",
]
false_positives = [
    "转院，出院录入晚一天",
    "外院是门诊结算",
    "外院没有出院日期",
    "同日两头各算一天",
]
sentence.zh = "患者正在{oth_medins_name}住院（{oth_begndate} 至 {oth_enddate}），本院这几天仍收床位、诊查、护理费 {amount} 元。"
sentence.en = "The patient was in {oth_medins_name} ({oth_begndate} to {oth_enddate}); {amount} yuan of bed, rounds and nursing were charged here on those days."

[needs]
fee_net  = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt", "med_chrgitm_type"]
mdtrt_d  = ["mdtrt_id", "psn_no", "certno", "med_type", "begntime"]
oth_setl = ["oth_medins_code", "oth_setl_id", "med_type", "oth_begndate", "oth_enddate"]

[params]
days = 1   # 转院前后两头各让出几天，天；24 小时（目录默认值，未经医院标定）
inpatient = "|21|22|23|24|25|26|52|"   # 算住院的医疗类别，国家码头两位（本项目按 med_type 字典整理）
+++*/
WITH people AS (
    SELECT DISTINCT psn_no, certno
    FROM mdtrt_d
    WHERE certno <> ''
), elsewhere AS (
    SELECT coalesce(o.psn_no, p.psn_no) AS psn_no, o.oth_medins_code, o.oth_begndate, o.oth_enddate,
           MIN(o.oth_medins_name) AS oth_medins_name
    FROM oth_setl AS o
    LEFT JOIN people AS p ON p.certno = o.certno
    WHERE o.oth_enddate IS NOT NULL AND strpos($inpatient, concat('|', substr(o.med_type, 1, 2), '|')) > 0
    GROUP BY coalesce(o.psn_no, p.psn_no), o.oth_medins_code, o.oth_begndate, o.oth_enddate
), here AS (
    SELECT mdtrt_id
    FROM mdtrt_d
    WHERE (med_type LIKE '2%' OR med_type = '52') AND med_type <> '28'
), in_both AS (
    SELECT f.psn_no, f.mdtrt_id, f.bkkp_sn, f.setl_id, f.med_list_codg, f.medins_list_codg,
           f.medins_list_name, f.fee_ocur_time, f.cnt, f.det_item_fee_sumamt, e.oth_medins_name,
           e.oth_begndate, e.oth_enddate,
           ROW_NUMBER() OVER (
               PARTITION BY f.bkkp_sn ORDER BY e.oth_begndate, e.oth_enddate, e.oth_medins_code
           ) AS turn
    FROM fee_net AS f
    JOIN here AS h ON h.mdtrt_id = f.mdtrt_id
    JOIN elsewhere AS e ON e.psn_no = f.psn_no
    WHERE f.med_chrgitm_type IN ('01', '02', '07')
      AND date_diff('day', CAST(e.oth_begndate AS DATE), CAST(f.fee_ocur_time AS DATE)) > $days
      AND date_diff('day', CAST(f.fee_ocur_time AS DATE), CAST(e.oth_enddate AS DATE)) > $days
)
SELECT psn_no, mdtrt_id, bkkp_sn, setl_id, med_list_codg, medins_list_codg,
       medins_list_name AS item_name, fee_ocur_time AS occurred_on, cnt, oth_medins_name, oth_begndate,
       oth_enddate, CAST(det_item_fee_sumamt AS DECIMAL(16, 2)) AS amount,
       '转院记录；另一家医院出入院时间有误的证明' AS counter_evidence
FROM in_both
WHERE turn = 1
ORDER BY psn_no, mdtrt_id, bkkp_sn
