/*+++
id       = "SES-21b"
title.zh = "透析次数多于出库的透析器"
title.en = "More dialysis than dialysers issued"
verdict  = "clue"
basis    = ["《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目"]
national = "问题清单（2025年）第59、60项"
seed     = "吉林、信阳"
catalogue = ["SES-21"]
partition = "whole"
unit      = ["word"]
since     = 2021-05-01
knowledge = ["dial_item", "dial_kit"]
evidence  = ["透析器出库单、科室二级库盘点", "复用记录（按规定登记的可复用透析器）"]
ask       = ["透析器够不够用？有没有复用？有没有未入库的赠品？"]
false_positives = [
    "相差在百分之五之内",
    "出库记录之前的月份",
    "换算不了单位的品种",
]
sentence.zh = "库存期间（{first_month} 至 {last_month}）透析收了 {cnt_billed} 次，{item_name}只出库 {cnt_allowed} 支，相差 {cnt_short}（线索，不计金额）。"
sentence.en = "From {first_month} to {last_month} {cnt_billed} sessions were charged and {cnt_allowed} of {item_name} issued: {cnt_short} short (a lead, no money)."

[needs]
fee_net  = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]
inv_move = ["prodname", "biz_time", "chg_cnt_min"]

[params]
tolerance = 0.05   # 次数超过出库多少以内不看，占出库的比例；科室二级库的周转（本项目取值）
+++*/
WITH moves AS (
    SELECT k.word, k.name, k.per_session, k.families, k.knowledge_row, v.biz_time, v.chg_cnt_min,
           strftime(v.biz_time, '%Y-%m') AS month
    FROM inv_move AS v
    JOIN dial_kit AS k ON strpos(v.prodname, k.word) > 0
    WHERE CAST(v.biz_time AS DATE) BETWEEN k.valid_from AND k.valid_to
), issued AS (
    SELECT word, name, per_session, families, knowledge_row, MIN(month) AS first_month, MAX(month) AS last_month,
           SUM(CASE WHEN chg_cnt_min < 0 THEN -chg_cnt_min ELSE 0 END) AS cnt_allowed
    FROM moves
    GROUP BY word, name, per_session, families, knowledge_row
    HAVING COUNT(*) = COUNT(chg_cnt_min)
), charged AS (
    SELECT i.family, strftime(f.fee_ocur_time, '%Y-%m') AS month, SUM(f.cnt) AS cnt, MIN(f.fee_ocur_time) AS first_time
    FROM fee_net AS f
    JOIN dial_item AS i ON i.med_list_codg = f.med_list_codg
    WHERE i.charge_unit = 'session' AND i.family <> 'monitor'
      AND CAST(f.fee_ocur_time AS DATE) BETWEEN i.valid_from AND i.valid_to
    GROUP BY i.family, strftime(f.fee_ocur_time, '%Y-%m')
), compared AS (
    SELECT s.word, s.name, s.knowledge_row, s.first_month, s.last_month, s.cnt_allowed,
           SUM(c.cnt) * s.per_session AS cnt_billed, MIN(c.first_time) AS occurred_on
    FROM issued AS s
    JOIN charged AS c
      ON c.month BETWEEN s.first_month AND s.last_month AND strpos(s.families, concat('|', c.family, '|')) > 0
    GROUP BY s.word, s.name, s.knowledge_row, s.first_month, s.last_month, s.cnt_allowed, s.per_session
)
SELECT word, NULL AS bkkp_sn, name AS item_name, occurred_on, first_month, last_month, cnt_billed, cnt_allowed,
       cnt_billed - cnt_allowed AS cnt_short, CAST(0 AS DECIMAL(16, 2)) AS amount, knowledge_row,
       '科室二级库期初结存、复用登记' AS counter_evidence
FROM compared
WHERE cnt_billed > cnt_allowed * (1 + $tolerance)
ORDER BY word, bkkp_sn
