/*+++
id       = "NAT-26"
title.zh = "应按一项收取的组合拆开收费"
title.en = "Bundle charged by its parts"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：不得重复收费、超标准收费、分解项目收费",
    "《医疗保障基金使用监督管理条例》第三十八条第（三）项：分解项目收费",
]
national = "两库（2025年版）第26项 医疗服务项目分解收费"
catalogue = ["XY2-06"]
seed     = "两库、信阳"
partition = "person"
unit      = ["psn_no", "bundle_code", "day"]
since     = 2021-05-01
knowledge = ["bundle_part"]
evidence  = ["检验申请单、报告单", "当地价格项目内涵"]
ask       = ["各部分为什么分开做？是分几次申请的吗？"]
false_positives = [
    "各部分合计不高于组合价",
    "同日也收了组合，按重复收费另看",
    "不在同一天",
]
sentence.zh = "{day}，{bundle_name}应按一项收 {cap} 元，拆成 {parts} 项共收 {billed} 元，多收部分 {amount} 元。"
sentence.en = "On {day} {bundle_name} is one item of {cap} yuan; {parts} parts of it were charged for {billed}: {amount} yuan too much."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]
+++*/
WITH parts AS (
    SELECT bundle_code, bundle_name, part_code, parts_min, bundle_price, valid_from, valid_to, knowledge_row
    FROM bundle_part
    WHERE bundle_price IS NOT NULL AND parts_min > 1
), codes AS (
    SELECT part_code AS code FROM parts
    UNION
    SELECT bundle_code AS code FROM parts
), charged AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.medins_list_name, f.fee_ocur_time, CAST(f.fee_ocur_time AS DATE) AS day, f.cnt,
           f.det_item_fee_sumamt
    FROM fee_net AS f
    JOIN codes AS c ON c.code = f.med_list_codg
), split AS (
    SELECT c.psn_no, p.bundle_code, c.day, MIN(p.bundle_name) AS bundle_name, p.bundle_price AS cap,
           COUNT(DISTINCT c.med_list_codg) AS parts, SUM(c.det_item_fee_sumamt) AS billed
    FROM charged AS c
    JOIN parts AS p ON p.part_code = c.med_list_codg AND c.day BETWEEN p.valid_from AND p.valid_to
    GROUP BY c.psn_no, p.bundle_code, c.day, p.bundle_price, p.parts_min
    HAVING COUNT(DISTINCT c.med_list_codg) >= p.parts_min AND SUM(c.det_item_fee_sumamt) > p.bundle_price
), not_bundled AS (
    SELECT s.psn_no, s.bundle_code, s.day, s.bundle_name, s.cap, s.parts, s.billed
    FROM split AS s
    LEFT JOIN charged AS b
      ON b.psn_no = s.psn_no AND b.med_list_codg = s.bundle_code AND b.day = s.day
    WHERE b.bkkp_sn IS NULL
), on_lines AS (
    SELECT s.psn_no, s.bundle_code, s.day, s.bundle_name, s.cap, s.parts, s.billed, c.bkkp_sn, c.setl_id,
           c.mdtrt_id, c.med_list_codg, c.medins_list_codg, c.medins_list_name, c.fee_ocur_time, c.cnt,
           c.det_item_fee_sumamt, p.knowledge_row,
           SUM(c.det_item_fee_sumamt) OVER (
               PARTITION BY s.psn_no, s.bundle_code, s.day ORDER BY c.fee_ocur_time, c.bkkp_sn
           ) AS so_far
    FROM not_bundled AS s
    JOIN charged AS c ON c.psn_no = s.psn_no AND c.day = s.day
    JOIN parts AS p
      ON p.bundle_code = s.bundle_code AND p.part_code = c.med_list_codg
     AND c.day BETWEEN p.valid_from AND p.valid_to
)
SELECT psn_no, bundle_code, CAST(day AS VARCHAR) AS day, bkkp_sn, setl_id, mdtrt_id, med_list_codg,
       medins_list_codg, medins_list_name AS item_name, bundle_name, fee_ocur_time AS occurred_on, cnt,
       parts, cap, billed, LEAST(det_item_fee_sumamt, so_far - cap) AS amount, knowledge_row,
       '分次申请的记录' AS counter_evidence
FROM on_lines
WHERE so_far > cap
ORDER BY psn_no, bundle_code, day, bkkp_sn
