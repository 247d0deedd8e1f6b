/*+++
id       = "PAY-07"
title.zh = "按病组足额付费而关键诊疗没有做"
title.en = "Paid as a full group without its key step"
verdict  = "clue"
basis    = ["《医疗保障基金使用监督管理条例》第十五条：应当提供合理、必要的医药服务"]
national = "—"
seed     = "金华2022"
partition = "person"
unit      = ["psn_no", "setl_id"]
since     = 2021-05-01
knowledge = ["care_step"]
evidence  = ["病程记录、患者拒绝的签字", "外院近期的检查报告", "医保服务协议里的病组路径"]
ask       = ["这一步为什么没有做？是患者不要，还是外院做过？"]
false_positives = [
    "转院、死亡或非医嘱离院",
    "没有足额付费",
    "路径之外的病组",
]
sentence.zh = "病组 {grp_code} 已按 {grp_pay_amt} 元付费，住院里没有{missing_step}（不计金额）。"
sentence.en = "Group {grp_code} was paid {grp_pay_amt} yuan, and the stay shows no {missing_step} (no amount)."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "medins_list_name"]
mdtrt_d = ["mdtrt_id", "psn_no", "endtime", "dscg_way"]
drg_grp = ["setl_id", "mdtrt_id", "psn_no", "grp_code", "grp_std_amt", "grp_pay_amt"]
+++*/
WITH paid AS (
    SELECT g.psn_no, g.setl_id, g.mdtrt_id, g.grp_code, g.grp_pay_amt, m.endtime, k.step, k.word, k.knowledge_row
    FROM drg_grp AS g
    JOIN mdtrt_d AS m ON m.psn_no = g.psn_no AND m.mdtrt_id = g.mdtrt_id
    JOIN care_step AS k ON starts_with(g.grp_code, k.grp_prefix)
    WHERE g.grp_pay_amt >= g.grp_std_amt AND coalesce(m.dscg_way, '1') = '1'
      AND CAST(m.endtime AS DATE) BETWEEN k.valid_from AND k.valid_to
), not_done AS (
    SELECT p.psn_no, p.setl_id, p.step, MIN(p.mdtrt_id) AS mdtrt_id, MIN(p.grp_code) AS grp_code,
           MIN(p.grp_pay_amt) AS grp_pay_amt, MIN(p.endtime) AS endtime, MIN(p.knowledge_row) AS knowledge_row
    FROM paid AS p
    LEFT JOIN fee_net AS f
      ON f.psn_no = p.psn_no AND f.mdtrt_id = p.mdtrt_id AND strpos(coalesce(f.medins_list_name, ''), p.word) > 0
    GROUP BY p.psn_no, p.setl_id, p.step
    HAVING COUNT(f.bkkp_sn) = 0
)
SELECT psn_no, setl_id, step AS missing_step, mdtrt_id, grp_code, grp_pay_amt, endtime AS occurred_on,
       CAST(0 AS DECIMAL(16, 2)) AS amount, knowledge_row, '患者拒绝的签字、外院报告' AS counter_evidence
FROM not_done
ORDER BY psn_no, setl_id, missing_step
