/*+++
id       = "NAT-35"
title.zh = "结算总额与明细合计不符"
title.en = "Settlement that is not the sum of its lines"
verdict  = "clue"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十九条第（三）项：未按照规定传送数据",
    "《医疗保障基金使用监督管理条例》第十六条：应当妥善保管、及时传送真实完整的数据",
]
national = "两库（2025年版）第35项 医保结算清单信息异常"
catalogue = ["DQ-01"]
seed     = "两库、信阳"
partition = "visit"
unit      = ["setl_id"]
since     = 2021-05-01
evidence  = ["结算接口日志", "中途结算、退费的记录"]
ask       = ["差额从哪里来？"]
false_positives = [
    "差额在五角之内",
    "这一结算没有明细，另由数据覆盖说明",
]
sentence.zh = "结算 {setl_id} 的医疗费总额为 {settled} 元，明细合计 {summed} 元，相差 {difference} 元。"
sentence.en = "Settlement {setl_id} says {settled} yuan, its lines sum to {summed}: {difference} yuan apart."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt", "setl_id"]
setl_d = ["setl_id", "mdtrt_id", "medfee_sumamt"]

[params]
tolerance = 0.5   # 允差，元/次结算；四舍五入（目录默认值，未经医院标定）
+++*/
WITH lines AS (
    SELECT setl_id, MIN(mdtrt_id) AS mdtrt_id, SUM(det_item_fee_sumamt) AS summed
    FROM fee_net
    WHERE setl_id <> ''
    GROUP BY setl_id
)
SELECT s.setl_id AS setl_id, s.mdtrt_id AS mdtrt_id, s.psn_no AS psn_no, s.setl_time AS occurred_on,
       s.medfee_sumamt AS settled, n.summed AS summed, ABS(s.medfee_sumamt - n.summed) AS difference,
       CAST(0 AS DECIMAL(16, 2)) AS amount, '中途结算与退费记录' AS counter_evidence
FROM setl_d AS s
JOIN lines AS n ON n.setl_id = s.setl_id
WHERE ABS(s.medfee_sumamt - n.summed) > $tolerance
ORDER BY setl_id
