/*+++
id       = "PAY-03"
title.zh = "按病组付费下的分解住院"
title.en = "One stay paid as two groups"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（一）项：分解住院、挂床住院",
    "《医疗保障基金使用监督管理条例》第十五条：不得分解住院、挂床住院",
]
national = "两库（2025年版）第49项"
seed     = "金华2022"
partition = "person"
unit      = ["psn_no", "mdtrt_id"]
since     = 2021-05-01
evidence  = ["第一次出院时的病情与出院医嘱", "两次的治疗计划", "科室的病组盈亏表"]
ask       = ["第一次为什么在费用接近支付标准时出院？第二次做的是不是第一次没做完的？"]
false_positives = [
    "第一次费用离支付标准还远",
    "两次诊断不同类",
    "第一次是转院、死亡或非医嘱离院",
    "按疗程的放化疗、透析",
    "不是同一家机构",
]
sentence.zh = "第一次住院（病组 {grp_before}）费用已到支付标准的 {ratio}%，出院 {gap} 天后同类诊断再次住院，两次标准共 {std_both} 元，按一次算至多多付 {at_stake} 元（请核实后认定，不计金额）。"
sentence.en = "The first stay (group {grp_before}) had used {ratio}% of its standard; {gap} days later the same illness was admitted again. Two standards make {std_both} yuan, at most {at_stake} more than one (to be examined, no amount)."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "det_item_fee_sumamt"]
mdtrt_d = ["mdtrt_id", "psn_no", "fixmedins_code", "begntime", "endtime", "dscg_maindiag_code"]
drg_grp = ["mdtrt_id", "psn_no", "grp_code", "grp_std_amt"]

[params]
days = 15          # 两次住院相隔最多几天，天（目录默认值，未经医院标定）
near = 0.9         # 第一次费用至少是支付标准的几倍（目录默认值，未经医院标定）
planned = '化疗|放疗|化学治疗|放射治疗|透析|免疫治疗|靶向|姑息'   # 按疗程住院的诊断用词（正则表达式）
+++*/
WITH cost AS (
    SELECT psn_no, mdtrt_id, SUM(det_item_fee_sumamt) AS cost
    FROM fee_net
    GROUP BY psn_no, mdtrt_id
), stays AS (
    SELECT m.psn_no, m.mdtrt_id, m.fixmedins_code, m.begntime, m.endtime, g.grp_code, g.grp_std_amt, c.cost,
           substr(m.dscg_maindiag_code, 1, 3) AS illness, coalesce(m.dscg_maindiag_name, '') AS illness_name,
           coalesce(m.dscg_way, '1') AS dscg_way
    FROM mdtrt_d AS m
    JOIN drg_grp AS g ON g.psn_no = m.psn_no AND g.mdtrt_id = m.mdtrt_id
    JOIN cost AS c ON c.psn_no = m.psn_no AND c.mdtrt_id = m.mdtrt_id
    WHERE g.grp_std_amt > 0 AND m.dscg_maindiag_code <> ''
), pairs AS (
    SELECT s.psn_no, s.mdtrt_id, f.mdtrt_id AS mdtrt_before, s.begntime, s.grp_code, f.grp_code AS grp_before,
           f.cost / f.grp_std_amt AS ratio, s.grp_std_amt + f.grp_std_amt AS std_both,
           LEAST(s.grp_std_amt, f.grp_std_amt) AS at_stake,
           date_diff('day', CAST(f.endtime AS DATE), CAST(s.begntime AS DATE)) AS gap,
           row_number() OVER (
               PARTITION BY s.psn_no, s.mdtrt_id ORDER BY f.endtime DESC, f.mdtrt_id DESC
           ) AS latest
    FROM stays AS s
    JOIN stays AS f
      ON f.psn_no = s.psn_no AND f.mdtrt_id <> s.mdtrt_id AND f.fixmedins_code = s.fixmedins_code
     AND f.illness = s.illness AND f.begntime < s.begntime
    WHERE date_diff('day', CAST(f.endtime AS DATE), CAST(s.begntime AS DATE)) BETWEEN 0 AND $days
      AND f.cost >= $near * f.grp_std_amt
      AND f.dscg_way NOT IN ('2', '3', '4', '5')
      AND NOT regexp_matches(s.illness_name, $planned)
)
SELECT psn_no, mdtrt_id, mdtrt_before, begntime AS occurred_on, grp_code, grp_before,
       CAST(100 * ratio AS DECIMAL(8, 1)) AS ratio, gap, std_both, at_stake,
       CAST(0 AS DECIMAL(16, 2)) AS amount, '出院记录与再入院的理由' AS counter_evidence
FROM pairs
WHERE latest = 1
ORDER BY psn_no, mdtrt_id
