/*+++
id       = "XY1-09"
title.zh = "同一人两次住院时间重叠"
title.en = "Two stays of one person overlap"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十条第一款第（一）项：诱导、协助他人冒名或者虚假就医",
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
    "《医疗保障基金使用监督管理条例》第三十八条第（一）项：分解住院、挂床住院",
]
national = "—"
seed     = "吉林、信阳"
partition = "person"
unit      = ["psn_no", "mdtrt_id"]
since     = 2021-05-01
evidence  = [
    "两次住院的体温单、护理记录、病程记录",
    "病房巡查、监控",
]
ask       = [
    "重叠的那几天患者睡在哪张床？",
    "是不是转科时另办了一次入院？",
]
false_positives = [
    "前一次出院录入晚，重叠不到一天",
    "新生儿用母亲的编号住院",
    "家庭病床、日间手术",
    "转科，当天只收一份床位费",
]
sentence.zh = "与另一次住院（{other_in} 至 {other_out}）重叠 {hours} 小时，重叠的整日里收床位、诊查、护理费 {amount} 元。"
sentence.en = "Overlaps another stay ({other_in} to {other_out}) by {hours} hours; {amount} yuan of bed, rounds and nursing on the whole days of both."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt", "med_chrgitm_type"]
mdtrt_d = ["mdtrt_id", "psn_no", "med_type", "begntime", "endtime"]

[params]
hours = 24   # 重叠多少小时以上才算，小时（目录默认值，未经医院标定）
+++*/
WITH stays AS (
    SELECT mdtrt_id, psn_no, begntime, endtime
    FROM mdtrt_d
    WHERE endtime > begntime AND (med_type LIKE '2%' OR med_type = '52') AND med_type <> '28'
      AND coalesce(nwb_flag, '0') <> '1'
), pairs AS (
    SELECT b.psn_no, b.mdtrt_id, a.mdtrt_id AS other_id, a.begntime AS other_in, a.endtime AS other_out,
           b.begntime AS both_from, LEAST(a.endtime, b.endtime) AS both_to,
           CAST(floor((epoch(LEAST(a.endtime, b.endtime)) - epoch(b.begntime)) / 3600) AS BIGINT) AS hours
    FROM stays AS b
    JOIN stays AS a
      ON a.psn_no = b.psn_no
     AND (a.begntime < b.begntime OR (a.begntime = b.begntime AND a.mdtrt_id < b.mdtrt_id))
     AND a.endtime > b.begntime
), together AS (
    SELECT mdtrt_id FROM pairs WHERE hours > $hours
    UNION
    SELECT other_id AS mdtrt_id FROM pairs WHERE hours > $hours
), daily AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.medins_list_name, f.fee_ocur_time, f.cnt, f.det_item_fee_sumamt, f.med_chrgitm_type,
           CAST(f.fee_ocur_time AS DATE) AS day
    FROM fee_net AS f
    JOIN together AS t ON t.mdtrt_id = f.mdtrt_id
    WHERE f.med_chrgitm_type IN ('01', '02', '07')
), charged_in_other AS (
    SELECT DISTINCT mdtrt_id, day, med_chrgitm_type
    FROM daily
), twice AS (
    SELECT d.bkkp_sn, d.setl_id, d.mdtrt_id, d.psn_no, d.med_list_codg, d.medins_list_codg,
           d.medins_list_name, d.fee_ocur_time, d.cnt, d.det_item_fee_sumamt, p.other_in, p.other_out,
           p.hours, p.other_id,
           ROW_NUMBER() OVER (PARTITION BY d.bkkp_sn ORDER BY p.hours DESC, p.other_id) AS turn
    FROM daily AS d
    JOIN pairs AS p ON p.mdtrt_id = d.mdtrt_id
    JOIN charged_in_other AS o
      ON o.mdtrt_id = p.other_id AND o.day = d.day AND o.med_chrgitm_type = d.med_chrgitm_type
    WHERE p.hours > $hours AND d.day > CAST(p.both_from AS DATE) AND d.day < CAST(p.both_to AS DATE)
)
SELECT psn_no, mdtrt_id, bkkp_sn, setl_id, med_list_codg, medins_list_codg,
       medins_list_name AS item_name, fee_ocur_time AS occurred_on, cnt, other_id, other_in, other_out,
       hours, CAST(det_item_fee_sumamt AS DECIMAL(16, 2)) AS amount,
       '转科、转院记录；出院时间录入有误的证明' AS counter_evidence
FROM twice
WHERE turn = 1
ORDER BY psn_no, mdtrt_id, bkkp_sn
