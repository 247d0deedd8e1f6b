/*+++
id       = "XY4-16"
title.zh = "执行人当天没有相应的执业资格"
title.en = "Done by a person not licensed for it that day"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（七）项：造成医疗保障基金损失的其他违法行为",
    "《医疗保障基金使用监督管理条例》第三十八条第（六）项：将不属于医疗保障基金支付范围的医药费用纳入医疗保障基金结算",
    "《医疗保障基金使用监督管理条例》第四十条第一款第（二）项：伪造、变造医学文书和有关资料",
]
national = "问题清单（2025年）第5、71项"
seed     = "信阳、金华2019、吉林"
partition = "visit"
unit     = ["mdtrt_id", "med_list_codg", "day", "staff_code"]
since    = 2021-05-01
knowledge = ["item_staff"]
evidence = [
    "执业证、资格证原件与注册信息",
    "社保、工资名册",
    "带教记录",
]
ask      = [
    "当天真正操作的是谁？证在哪里？",
]
false_positives = [
    "多点执业：另一条注册仍然有效",
    "名册里没有这个工号（名册可能没有更新）",
    "名册没有填人员类别或起止日期",
    "带教：执行人以外的上级医师有记录（须人工核对）",
]
sentence.zh = "{day}，{item_name}由 {staff_code} 执行，名册是{told}，当天不具备 {licences} 的资格，涉及 {amount} 元。"
sentence.en = "On {day} {item_name} was done by {staff_code} ({told}), not licensed as {licences} that day: {amount} yuan."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt", "acord_dr_code"]
staff = ["staff_code", "staff_type"]
+++*/
WITH lines AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg, f.medins_list_name,
           f.fee_ocur_time, CAST(f.fee_ocur_time AS DATE) AS day, f.cnt, f.det_item_fee_sumamt, f.acord_dr_code AS staff_code, k.item_name, k.licences, k.knowledge_row
    FROM fee_net AS f
    JOIN item_staff AS k ON k.med_list_codg = f.med_list_codg
    WHERE CAST(f.fee_ocur_time AS DATE) BETWEEN k.valid_from AND k.valid_to AND f.acord_dr_code IS NOT NULL
), looked_up AS (
    SELECT n.bkkp_sn, MIN(concat(coalesce(s.staff_type, ''), '，', coalesce(CAST(s.begndate AS VARCHAR), ''), ' 至 ',
           coalesce(CAST(s.enddate AS VARCHAR), '今'))) AS told,
           MAX(CASE WHEN (s.staff_type IS NULL OR strpos(n.licences, concat('|', s.staff_type, '|')) > 0)
                     AND n.day BETWEEN coalesce(s.begndate, n.day) AND coalesce(s.enddate, n.day)
                    THEN 1 ELSE 0 END) AS licensed
    FROM lines AS n
    JOIN staff AS s ON s.staff_code = n.staff_code
    GROUP BY n.bkkp_sn
)
SELECT n.mdtrt_id, n.med_list_codg, n.day, n.staff_code, n.bkkp_sn, n.setl_id, n.psn_no, n.medins_list_codg,
       n.item_name, n.fee_ocur_time AS occurred_on, l.told, n.licences, n.cnt, n.det_item_fee_sumamt AS amount,
       n.knowledge_row, '执业证、带教记录' AS counter_evidence
FROM lines AS n
JOIN looked_up AS l ON l.bkkp_sn = n.bkkp_sn
WHERE l.licensed = 0
ORDER BY n.mdtrt_id, n.med_list_codg, n.day, n.staff_code, n.bkkp_sn
