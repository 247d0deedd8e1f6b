/*+++
id       = "SPA-14"
title.zh = "谈判药不在定点机构、不是责任医师"
title.en = "Negotiated drug outside its named institution or doctor"
verdict  = "suspect"
basis    = [
    "《医疗机构医疗保障定点管理暂行办法》第十五条：按医保协议提供医药服务",
    "《医疗保障基金使用监督管理条例》第三十八条第（六）项：将不属于支付范围的费用纳入结算",
]
national = "—"
seed     = "吉林、九龙坡"
partition = "visit"
unit      = ["mdtrt_id", "med_list_codg"]
since     = 2021-05-01
knowledge = ["named_drug"]
evidence  = ["定机构、定医师的备案名单（当时有效的）"]
ask       = ["当时备案了没有？什么时候生效？"]
false_positives = [
    "备案在收费后三十天内生效（名单滞后）",
    "名单不限医师",
    "没有记录开单医师",
    "不在名单上的药",
]
sentence.zh = "{item_name} {amount} 元：{reason}。"
sentence.en = "{item_name} {amount} yuan: {reason_en}."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "medins_list_name", "cnt", "det_item_fee_sumamt", "fixmedins_code"]

[params]
lag = 30   # 名单晚于收费多少天以内生效仍算，天（本项目设定，未经医院标定）
+++*/
WITH spans AS (
    SELECT med_list_codg, fixmedins_code, coalesce(dr_code, '') AS dr_code,
           valid_from - $lag * INTERVAL 1 DAY AS first_day, valid_to, knowledge_row
    FROM named_drug
), listed AS (
    SELECT med_list_codg, MIN(first_day) AS first_day, MAX(valid_to) AS valid_to,
           MIN(knowledge_row) AS knowledge_row
    FROM spans
    GROUP BY med_list_codg
), sold AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.medins_list_name, f.fee_ocur_time, CAST(f.fee_ocur_time AS DATE) AS day, f.cnt,
           f.det_item_fee_sumamt, f.fixmedins_code, coalesce(f.bilg_dr_code, '') AS dr_code, l.knowledge_row
    FROM fee_net AS f
    JOIN listed AS l ON l.med_list_codg = f.med_list_codg
    WHERE f.fixmedins_code <> '' AND CAST(f.fee_ocur_time AS DATE) BETWEEN l.first_day AND l.valid_to
), named AS (
    SELECT s.bkkp_sn,
           MAX(CASE WHEN k.dr_code = '' OR s.dr_code = '' OR k.dr_code = s.dr_code THEN 1 ELSE 0 END) AS doctor
    FROM sold AS s
    JOIN spans AS k ON k.med_list_codg = s.med_list_codg AND k.fixmedins_code = s.fixmedins_code
    WHERE s.day BETWEEN k.first_day AND k.valid_to
    GROUP BY s.bkkp_sn
)
SELECT s.mdtrt_id AS mdtrt_id, s.med_list_codg AS med_list_codg, s.bkkp_sn AS bkkp_sn, s.setl_id, s.psn_no,
       s.medins_list_codg, s.medins_list_name AS item_name, s.fee_ocur_time AS occurred_on, s.cnt,
       CASE WHEN n.bkkp_sn IS NULL THEN '本机构不在该药的定点名单' ELSE '开单医师不是责任医师' END AS reason,
       CASE WHEN n.bkkp_sn IS NULL THEN 'institution not named for it' ELSE 'doctor not named for it' END
           AS reason_en,
       s.det_item_fee_sumamt AS amount, s.knowledge_row, '当时有效的备案名单' AS counter_evidence
FROM sold AS s
LEFT JOIN named AS n ON n.bkkp_sn = s.bkkp_sn
WHERE coalesce(n.doctor, 0) = 0
ORDER BY mdtrt_id, med_list_codg, bkkp_sn
