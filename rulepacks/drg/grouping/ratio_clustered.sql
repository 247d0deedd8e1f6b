/*+++
id       = "PAY-05"
title.zh = "费用聚集在高低倍率分界线旁"
title.en = "Costs crowd beside the trim points"
verdict  = "clue"
basis    = ["《医疗保障基金使用监督管理条例》第三十八条第（七）项：造成医疗保障基金损失的其他违法行为"]
national = "—"
seed     = "金华2022"
partition = "whole"
unit      = ["fixmedins_code", "edge"]
since     = 2021-05-01
evidence  = ["分界线旁的病历：是否凑费用、推迟收费", "科室的病组考核办法"]
ask       = ["费用刚过线的这些病人，最后两天加了哪些项目？"]
false_positives = [
    "例数太少",
    "线两边差不多",
    "没有支付标准的病例",
]
sentence.zh = "费用为支付标准 {edge} 倍的线旁，有利一侧 {near} 例，另一侧只有 {other} 例（不计金额）。"
sentence.en = "Beside {edge} times the standard {near} stays lie on the paying side and only {other} on the other (no amount)."

[needs]
setl_d  = ["setl_id", "fixmedins_code", "medfee_sumamt"]
drg_grp = ["setl_id", "grp_std_amt"]

[params]
low = 0.4      # 低倍率分界，支付标准的倍数；过线有利；按地方付费办法填（目录默认值，未经医院标定）
high = 3       # 高倍率分界，支付标准的倍数；不过线有利；浙江按基准点数分 3、2、1.5（目录默认值，未经医院标定）
width = 0.05   # 线两侧各看多宽，支付标准的倍数（目录默认值，未经医院标定）
times = 3      # 有利一侧至少是另一侧的几倍（目录默认值，未经医院标定）
least = 10     # 有利一侧至少几例（目录默认值，未经医院标定）
+++*/
WITH taken_back AS (
    SELECT init_setl_id AS setl_id
    FROM setl_d
    WHERE refd_setl_flag = '1' AND init_setl_id <> ''
    GROUP BY init_setl_id
), stays AS (
    SELECT coalesce(s.fixmedins_code, '') AS fixmedins_code, s.medfee_sumamt / g.grp_std_amt AS ratio
    FROM setl_d AS s
    JOIN drg_grp AS g ON g.setl_id = s.setl_id
    LEFT JOIN taken_back AS t ON t.setl_id = s.setl_id
    WHERE g.grp_std_amt > 0 AND s.medfee_sumamt > 0 AND t.setl_id IS NULL
      AND coalesce(s.refd_setl_flag, '0') <> '1' AND coalesce(s.vali_flag, '1') <> '0'
), sides AS (
    SELECT fixmedins_code, CAST($low AS DECIMAL(6, 2)) AS edge,
           SUM(CASE WHEN ratio >= $low AND ratio < $low + $width THEN 1 ELSE 0 END) AS near,
           SUM(CASE WHEN ratio < $low AND ratio >= $low - $width THEN 1 ELSE 0 END) AS other
    FROM stays
    GROUP BY fixmedins_code
    UNION ALL
    SELECT fixmedins_code, CAST($high AS DECIMAL(6, 2)) AS edge,
           SUM(CASE WHEN ratio < $high AND ratio >= $high - $width THEN 1 ELSE 0 END) AS near,
           SUM(CASE WHEN ratio >= $high AND ratio < $high + $width THEN 1 ELSE 0 END) AS other
    FROM stays
    GROUP BY fixmedins_code
)
SELECT fixmedins_code, edge, near, other, CAST(0 AS DECIMAL(16, 2)) AS amount,
       '病例组合本身的分布' AS counter_evidence
FROM sides
WHERE near >= $least AND near >= $times * other
ORDER BY fixmedins_code, edge
