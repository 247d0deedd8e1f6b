/*+++
id       = "DQ-03"
title.zh = "出院之后仍有收费"
title.en = "Charged after discharge"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
    "《医疗保障基金使用监督管理条例》第三十八条第（三）项：重复收费、超标准收费",
]
national = "两库（2025年版）第42项 计费日期与住院时间不符"
seed     = "信阳"
partition = "visit"
unit      = ["mdtrt_id"]
since     = 2021-05-01
evidence  = ["出院记录与出院时间", "医嘱执行单：这些项目实际何时执行"]
ask       = ["这些项目实际是哪一天做的？为什么在出院之后记账？"]
false_positives = [
    "出院当日补记",
    "出院带药",
    "手术费、耗材在出院后数日内补记",
    "门诊病人",
]
sentence.zh = "{day_out} 出院，之后仍收费 {amount} 元，如 {occurred_on} 的{item_name}。"
sentence.en = "Discharged on {day_out} and still charged {amount} yuan afterwards, such as {item_name} at {occurred_on}."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]
mdtrt_d = ["mdtrt_id", "endtime", "med_type"]

[params]
service_days = 0   # 诊疗项目可晚于出院日的天数，天；出院当日补记算正常（本项目设定）
goods_days   = 1   # 药品、耗材可晚于出院日的天数，天；库房次日记账（本项目设定）
surgery_days = 3   # 手术费可晚于出院日的天数，天；术后核对补记（本项目设定，执行时间以手术记录为准）
+++*/
WITH stays AS (
    SELECT mdtrt_id, CAST(endtime AS DATE) AS day_out
    FROM mdtrt_d
    WHERE endtime IS NOT NULL AND med_type LIKE '2%'
), late AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.medins_list_name, f.fee_ocur_time, f.cnt, f.det_item_fee_sumamt, s.day_out,
           date_diff('day', CAST(s.day_out AS DATE), CAST(f.fee_ocur_time AS DATE)) AS days_late,
           CASE WHEN f.med_chrgitm_type = '06' THEN $surgery_days
                WHEN substr(coalesce(f.list_type, '2'), 1, 1) <> '2' THEN $goods_days
                ELSE $service_days END AS days_allowed
    FROM fee_net AS f
    JOIN stays AS s ON s.mdtrt_id = f.mdtrt_id
    WHERE CAST(f.fee_ocur_time AS DATE) > s.day_out
      AND coalesce(f.dscg_tkdrug_flag, '0') <> '1'
)
SELECT mdtrt_id, bkkp_sn, setl_id, psn_no, med_list_codg, medins_list_codg,
       medins_list_name AS item_name, fee_ocur_time AS occurred_on, cnt, day_out, days_late,
       days_allowed, det_item_fee_sumamt AS amount, '项目实际执行时间的记录' AS counter_evidence
FROM late
WHERE days_late > days_allowed
ORDER BY mdtrt_id, bkkp_sn
