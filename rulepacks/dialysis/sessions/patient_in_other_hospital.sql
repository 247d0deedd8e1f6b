/*+++
id       = "SES-18"
title.zh = "透析日正在外院住院"
title.en = "Dialysis on a day inside a stay elsewhere"
verdict  = "suspect"
basis    = ["《医疗保障基金使用监督管理条例》第四十条第一款第（一）项：诱导、协助他人冒名或者虚假就医", "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目"]
national = "—"
seed     = "吉林"
partition = "person"
unit      = ["psn_no", "day", "med_list_codg"]
since     = 2021-05-01
knowledge = ["dial_item"]
evidence  = ["另一家医院的体温单、护理记录、医嘱", "本院当日的透析记录与核验记录"]
ask       = ["那几天患者在哪家医院？谁来做的治疗？", "两院之间有没有外送协议？"]
false_positives = [
    "入院、出院当天",
    "另一家医院是门诊结算，不是住院",
    "另一家医院没有出院日期",
]
sentence.zh = "{day}，{item_name}收费 {amount} 元，而这一天患者正在{oth_medins_name}住院（{oth_begndate} 至 {oth_enddate}）。"
sentence.en = "{item_name} was charged on {day} while the patient was in {oth_medins_name} ({oth_begndate} to {oth_enddate}): {amount} yuan."

[needs]
fee_net  = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]
oth_setl = ["psn_no", "oth_medins_code", "oth_setl_id", "med_type", "oth_begndate", "oth_enddate"]

[params]
inpatient = "|21|22|23|24|25|26|52|"   # 算住院的医疗类别，国家码头两位，竖线隔开（本项目按 med_type 字典整理）
+++*/
WITH stays AS (
    SELECT psn_no, oth_medins_code, MIN(oth_medins_name) AS oth_medins_name, oth_begndate, oth_enddate
    FROM oth_setl
    WHERE oth_enddate IS NOT NULL AND strpos($inpatient, concat('|', substr(med_type, 1, 2), '|')) > 0
    GROUP BY psn_no, oth_medins_code, oth_begndate, oth_enddate
), inside AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           CAST(f.fee_ocur_time AS DATE) AS day, f.fee_ocur_time, f.cnt, f.det_item_fee_sumamt,
           i.name, i.knowledge_row, s.oth_medins_name, s.oth_begndate, s.oth_enddate,
           ROW_NUMBER() OVER (
               PARTITION BY f.bkkp_sn ORDER BY s.oth_begndate, s.oth_enddate, s.oth_medins_code
           ) AS turn
    FROM fee_net AS f
    JOIN dial_item AS i ON i.med_list_codg = f.med_list_codg
    JOIN stays AS s ON s.psn_no = f.psn_no
    WHERE CAST(f.fee_ocur_time AS DATE) BETWEEN i.valid_from AND i.valid_to
      AND CAST(f.fee_ocur_time AS DATE) > s.oth_begndate
      AND CAST(f.fee_ocur_time AS DATE) < s.oth_enddate
)
SELECT psn_no, day, med_list_codg, bkkp_sn, setl_id, mdtrt_id, medins_list_codg, name AS item_name,
       fee_ocur_time AS occurred_on, cnt, oth_medins_name, oth_begndate, oth_enddate,
       CAST(det_item_fee_sumamt AS DECIMAL(16, 2)) AS amount, knowledge_row,
       '外送治疗协议；另一家医院的出入院时间有误的证明' AS counter_evidence
FROM inside
WHERE turn = 1
ORDER BY psn_no, day, med_list_codg, bkkp_sn
