/*+++
id       = "PAY-04"
title.zh = "住院检查、耗材转到门诊结算"
title.en = "Tests and materials of a stay settled as outpatient"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（七）项：造成医疗保障基金损失的其他违法行为",
    "《医疗保障基金使用监督管理条例》第三十八条第（三）项：重复收费、超标准收费、分解项目收费",
]
national = "问题清单（2025年）第35项"
seed     = "金华2022"
partition = "person"
unit      = ["psn_no", "mdtrt_stay"]
since     = 2021-05-01
evidence  = ["住院病历引用的检查报告日期", "门诊开单医师与住院主管医师", "当地入院前检查并入住院的规定"]
ask       = ["为什么不在住院里结算？门诊当时已决定住院了吗？"]
false_positives = [
    "门诊比入院早过三天",
    "急诊抢救的费用",
    "药品、诊查费不算",
    "住院没有按病组付费",
]
sentence.zh = "住院前后几天在门诊收了{item_name}（{day}），门诊基金支付 {amount} 元，住院已按病组 {grp_code} 付费。"
sentence.en = "{item_name} ({day}) was settled as outpatient beside a stay paid by group {grp_code}: the fund paid {amount} yuan of it."

[needs]
fee_net = ["bkkp_sn", "setl_id", "mdtrt_id", "psn_no", "fee_ocur_time", "med_type", "med_chrgitm_type", "det_item_fee_sumamt"]
setl_d  = ["setl_id", "psn_no", "medfee_sumamt", "fund_pay_sumamt"]
mdtrt_d = ["mdtrt_id", "psn_no", "fixmedins_code", "begntime", "endtime"]
drg_grp = ["mdtrt_id", "psn_no", "grp_code"]

[params]
before = 3         # 入院前几天，天（目录默认值，未经医院标定）
after = 1          # 出院后几天，天（目录默认值，未经医院标定）
kinds = "^(03|04|08)$"   # 收费类别（国家编码）：检查、化验、卫生材料（正则表达式）
+++*/
WITH stays AS (
    SELECT m.psn_no, m.mdtrt_id, m.fixmedins_code, g.grp_code, CAST(m.begntime AS DATE) AS day_in,
           CAST(m.endtime AS DATE) AS day_out
    FROM mdtrt_d AS m
    JOIN drg_grp AS g ON g.psn_no = m.psn_no AND g.mdtrt_id = m.mdtrt_id
), outside AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.medins_list_name, f.fee_ocur_time, CAST(f.fee_ocur_time AS DATE) AS day, f.cnt,
           CAST(
               f.det_item_fee_sumamt * LEAST(s.fund_pay_sumamt, s.medfee_sumamt) / s.medfee_sumamt
               AS DECIMAL(16, 2)
           ) AS paid, v.fixmedins_code
    FROM fee_net AS f
    JOIN setl_d AS s ON s.psn_no = f.psn_no AND s.setl_id = f.setl_id
    JOIN mdtrt_d AS v ON v.psn_no = f.psn_no AND v.mdtrt_id = f.mdtrt_id
    WHERE starts_with(f.med_type, '1') AND NOT starts_with(f.med_type, '13')
      AND regexp_matches(f.med_chrgitm_type, $kinds)
      AND s.medfee_sumamt > 0 AND s.fund_pay_sumamt > 0
), beside AS (
    SELECT o.bkkp_sn, o.setl_id, o.mdtrt_id, o.psn_no, o.med_list_codg, o.medins_list_codg,
           o.medins_list_name, o.fee_ocur_time, o.day, o.cnt, o.paid, i.mdtrt_id AS mdtrt_stay, i.grp_code,
           row_number() OVER (PARTITION BY o.bkkp_sn ORDER BY i.day_in, i.mdtrt_id) AS nth
    FROM outside AS o
    JOIN stays AS i
      ON i.psn_no = o.psn_no AND i.fixmedins_code = o.fixmedins_code AND i.mdtrt_id <> o.mdtrt_id
    WHERE date_diff('day', CAST(o.day AS DATE), CAST(i.day_in AS DATE)) <= $before
      AND date_diff('day', CAST(i.day_out AS DATE), CAST(o.day AS DATE)) <= $after
)
SELECT psn_no, mdtrt_stay, bkkp_sn, setl_id, mdtrt_id, med_list_codg, medins_list_codg,
       medins_list_name AS item_name, day, fee_ocur_time AS occurred_on, cnt, grp_code, paid AS amount,
       '门诊病历与当时的诊断' AS counter_evidence
FROM beside
WHERE nth = 1
ORDER BY psn_no, mdtrt_stay, bkkp_sn
