/*+++
id       = "XY4-12"
title.zh = "成套购进的耗材拆开收费"
title.en = "A kit charged by its parts"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（三）项：重复收费、超标准收费、分解项目收费",
    "《医疗保障基金使用监督管理条例》第十五条：不得重复收费、超标准收费、分解项目收费",
]
national = "问题清单（2025年）第34项"
seed     = "信阳"
partition = "visit"
unit     = ["mdtrt_id", "set_code", "day"]
since    = 2021-05-01
knowledge = ["kit"]
evidence = [
    "采购发票、随货同行单：按套还是按件",
    "耗材包装与注册证",
]
ask      = [
    "这几件是一套买来的吗？单件的价格从哪里来？",
]
false_positives = [
    "配件确有单独购进",
    "没有收齐一套",
    "拆开的合计不高于套装价",
    "没有购进过这种套装",
]
sentence.zh = "{day}，{set_name}的配件拆开收了 {sets} 套，合计比套装价高 {over} 元，本行 {amount} 元。"
sentence.en = "On {day} the parts of {sets} kits ({set_name}) cost {over} yuan more than the kits; this line {amount} yuan."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]
inv_move = ["med_list_codg", "chg_type", "chg_cnt", "purc_pric"]

[min_coverage]
"inv_move.med_list_codg" = 0.5
+++*/
WITH bought AS (
    SELECT med_list_codg, MAX(purc_pric) AS purc_pric
    FROM inv_move
    WHERE (chg_type LIKE '%采购%' OR chg_type = '108') AND chg_type NOT LIKE '%退%' AND chg_cnt > 0
    GROUP BY med_list_codg
), singly AS (
    SELECT DISTINCT k.set_code
    FROM kit AS k
    JOIN bought AS b ON b.med_list_codg = k.part_code
), kits AS (
    SELECT k.set_code, k.set_name, k.part_code, k.part_cnt, k.valid_from, k.valid_to, k.knowledge_row,
           coalesce(k.set_pric, b.purc_pric) AS set_pric,
           COUNT(*) OVER (PARTITION BY k.set_code, k.valid_from) AS parts
    FROM kit AS k
    JOIN bought AS b ON b.med_list_codg = k.set_code
    LEFT JOIN singly AS s ON s.set_code = k.set_code
    WHERE s.set_code IS NULL AND k.part_cnt > 0
), lines AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg, f.medins_list_name,
           f.fee_ocur_time, CAST(f.fee_ocur_time AS DATE) AS day, f.cnt, f.det_item_fee_sumamt, k.set_code, k.set_name, k.part_cnt, k.set_pric, k.parts, k.knowledge_row
    FROM fee_net AS f
    JOIN kits AS k ON k.part_code = f.med_list_codg
    WHERE CAST(f.fee_ocur_time AS DATE) BETWEEN k.valid_from AND k.valid_to
), by_part AS (
    SELECT mdtrt_id, day, set_code, med_list_codg, set_pric, parts, part_cnt, SUM(cnt) AS cnt,
           SUM(det_item_fee_sumamt) AS amt
    FROM lines
    GROUP BY mdtrt_id, day, set_code, med_list_codg, set_pric, parts, part_cnt
), sets AS (
    SELECT mdtrt_id, day, set_code, set_pric, MIN(floor(cnt / part_cnt)) AS sets
    FROM by_part
    GROUP BY mdtrt_id, day, set_code, set_pric, parts
    HAVING COUNT(*) = parts AND MIN(floor(cnt / part_cnt)) > 0
), over_price AS (
    SELECT s.mdtrt_id, s.day, s.set_code, s.sets,
           CAST(SUM(p.amt * s.sets * p.part_cnt / p.cnt) - s.set_pric * s.sets AS DECIMAL(16, 2)) AS over_amt
    FROM sets AS s
    JOIN by_part AS p ON p.mdtrt_id = s.mdtrt_id AND p.day = s.day AND p.set_code = s.set_code
    GROUP BY s.mdtrt_id, s.day, s.set_code, s.sets, s.set_pric
), latest_first AS (
    SELECT n.bkkp_sn, n.setl_id, n.mdtrt_id, n.psn_no, n.med_list_codg, n.medins_list_codg, n.medins_list_name,
           n.fee_ocur_time, n.day, n.cnt, n.det_item_fee_sumamt, n.set_code, n.set_name, n.knowledge_row,
           o.sets, o.over_amt,
           o.over_amt - (SUM(n.det_item_fee_sumamt) OVER (
               PARTITION BY n.mdtrt_id, n.set_code, n.day ORDER BY n.fee_ocur_time DESC, n.bkkp_sn DESC
           ) - n.det_item_fee_sumamt) AS left_over
    FROM lines AS n
    JOIN over_price AS o ON o.mdtrt_id = n.mdtrt_id AND o.day = n.day AND o.set_code = n.set_code
)
SELECT mdtrt_id, set_code, day, bkkp_sn, setl_id, psn_no, med_list_codg, medins_list_codg,
       medins_list_name AS item_name, set_name, CAST(sets AS BIGINT) AS sets, over_amt AS over,
       fee_ocur_time AS occurred_on, cnt,
       CAST(LEAST(det_item_fee_sumamt, left_over) AS DECIMAL(16, 2)) AS amount, knowledge_row,
       '单件购进的发票' AS counter_evidence
FROM latest_first
WHERE left_over > 0
ORDER BY mdtrt_id, set_code, day, bkkp_sn
