/*+++
id       = "NAT-68"
title.zh = "超说明书用量开药"
title.en = "Dose above the label"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：不得超量开药",
    "《医疗保障基金使用监督管理条例》第三十八条第（二）项：过度诊疗、过度检查、超量开药",
]
national = "两库（2025年版）第68项 超说明书用量开药"
catalogue = ["XY3-02"]
seed     = "两库、信阳"
partition = "visit"
unit      = ["mdtrt_id", "med_list_codg"]
since     = 2021-05-01
knowledge = ["limit_dose"]
evidence  = ["医嘱单：剂量、频次、途径", "超说明书用药备案", "患者体重、肾功能"]
ask       = ["为什么超过说明书的用量？"]
false_positives = [
    "剂量单位不同，不作比较",
    "有一条医嘱在限内",
    "频次读不出来",
]
sentence.zh = "{item_name}医嘱每日 {dose} {unit}，说明书最多 {dose_allowed} {unit}，超出部分 {amount} 元。"
sentence.en = "{item_name}: {dose} {unit} a day ordered where the label allows {dose_allowed}: {amount} yuan too much."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt", "medins_list_codg"]
drord = ["mdtrt_id", "drord_detl_code", "sin_dos_dscr", "dosunt", "used_frqu_dscr"]

[params]
national_rule = 68   # 两库（2025年版）规则序号：超说明书用量
factor = 1.0   # 超过说明书最大用量的几倍才算，倍（目录默认值，未经医院标定）
+++*/
WITH ordered AS (
    SELECT mdtrt_id, drord_detl_code, lower(dosunt) AS unit, CAST(sin_dos_dscr AS DECIMAL(16, 4)) AS dose,
           CASE WHEN lower(used_frqu_dscr) IN ('qd', 'qn', 'once', 'st', '每日一次', '一日一次', '1/日') THEN 1
                WHEN lower(used_frqu_dscr) IN ('bid', 'q12h', '每日两次', '一日两次', '每日二次', '2/日') THEN 2
                WHEN lower(used_frqu_dscr) IN ('tid', 'q8h', '每日三次', '一日三次', '3/日') THEN 3
                WHEN lower(used_frqu_dscr) IN ('qid', 'q6h', '每日四次', '一日四次', '4/日') THEN 4
           END AS times
    FROM drord
    WHERE regexp_full_match(sin_dos_dscr, '[0-9]+([.][0-9]+)?')
), least AS (
    SELECT o.mdtrt_id, k.med_list_codg, o.drord_detl_code, k.unit, k.dose_max, k.valid_from, k.valid_to,
           MIN(k.knowledge_row) AS knowledge_row, COUNT(*) AS orders, COUNT(o.times) AS readable,
           MIN(o.dose * CASE WHEN k.period = 'time' THEN 1 ELSE o.times END) AS dose
    FROM ordered AS o
    JOIN limit_dose AS k ON lower(k.unit) = o.unit
    WHERE k.national_rule = $national_rule AND k.dose_max > 0 AND k.period IN ('day', 'time')
    GROUP BY o.mdtrt_id, k.med_list_codg, o.drord_detl_code, k.unit, k.dose_max, k.valid_from, k.valid_to
)
SELECT f.mdtrt_id AS mdtrt_id, f.med_list_codg AS med_list_codg, f.bkkp_sn AS bkkp_sn,
       f.setl_id AS setl_id, f.psn_no AS psn_no, f.medins_list_codg AS medins_list_codg,
       f.medins_list_name AS item_name, f.fee_ocur_time AS occurred_on, f.cnt AS cnt, n.dose AS dose,
       n.dose_max AS dose_allowed, n.unit AS unit,
       CAST(f.det_item_fee_sumamt * (n.dose - n.dose_max) / n.dose AS DECIMAL(16, 2)) AS amount,
       n.knowledge_row AS knowledge_row, '超说明书用药备案' AS counter_evidence
FROM fee_net AS f
JOIN least AS n
  ON n.mdtrt_id = f.mdtrt_id AND n.med_list_codg = f.med_list_codg
 AND n.drord_detl_code = f.medins_list_codg
WHERE CAST(f.fee_ocur_time AS DATE) BETWEEN n.valid_from AND n.valid_to
  AND n.orders = n.readable AND n.dose > n.dose_max * $factor
ORDER BY mdtrt_id, med_list_codg, bkkp_sn
