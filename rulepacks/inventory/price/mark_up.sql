/*+++
id       = "INV-07"
title.zh = "零加成药品、耗材加价"
title.en = "Mark-up on goods sold without one"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（三）项：超标准收费",
]
national = "—"
seed     = "绍兴、信阳"
partition = "stock"
unit      = ["medins_list_codg", "day"]
since     = 2021-05-01
knowledge = ["markup_rule"]
evidence  = ["这一批的发票", "当地药品、耗材价格文件"]
ask       = ["售价按哪一批的进价定的？什么时候调的价？"]
false_positives = [
    "民营机构、药店自主定价",
    "最近一次进价虽低，半年内有过更高的进价",
    "差额在允差之内",
    "饮片可以加成",
    "售前没有进货记录",
    "入库单位换算不了",
]
sentence.zh = "{day}，{item_name}每单位收 {pric}，进价最高 {cost}，按规定最多收 {pric_allowed}，多收 {amount} 元。"
sentence.en = "On {day} {item_name} was charged at {pric} a unit; bought at {cost} at most, it may cost {pric_allowed}: {amount} yuan too much."

[needs]
medins_info = ["medins_natu"]
fee_net     = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "medins_list_codg", "cnt", "det_item_fee_sumamt"]
inv_move    = ["medins_list_codg", "chg_type", "biz_time", "chg_cnt", "chg_cnt_min", "purc_pric"]

[params]
tolerance = 0.01   # 售价超过允许价多少以内不看，占允许价的比例；单位换算的进位（目录默认值，未经医院标定）
days      = 180    # 售前多少天内的进价都算可能在架，取最高的一次（本项目设定，未经医院标定）
+++*/
WITH publicly_owned AS (
    SELECT MAX(medins_natu) AS medins_natu
    FROM medins_info
    HAVING SUM(CASE WHEN medins_natu LIKE '%公立%' THEN 0 ELSE 1 END) = 0
), receipts AS (
    SELECT medins_list_codg, CAST(biz_time AS DATE) AS day,
           MAX(CAST(purc_pric * chg_cnt / chg_cnt_min AS DECIMAL(16, 6))) AS cost
    FROM inv_move
    WHERE chg_type IN ('物资采购', '商品采购入库', '108') AND chg_cnt_min > 0 AND chg_cnt > 0
      AND purc_pric > 0
    GROUP BY medins_list_codg, CAST(biz_time AS DATE)
), unconverted AS (
    SELECT DISTINCT medins_list_codg
    FROM inv_move
    WHERE chg_cnt_min IS NULL AND chg_cnt > 0
), sold_on AS (
    SELECT DISTINCT f.medins_list_codg, CAST(f.fee_ocur_time AS DATE) AS day
    FROM fee_net AS f
), before AS (
    SELECT s.medins_list_codg, s.day, r.cost, r.day AS bought_on,
           MAX(r.day) OVER (PARTITION BY s.medins_list_codg, s.day) AS last_bought
    FROM sold_on AS s
    JOIN receipts AS r ON r.medins_list_codg = s.medins_list_codg AND r.day <= s.day
), costs AS (
    SELECT b.medins_list_codg, b.day, MAX(b.cost) AS cost
    FROM before AS b
    LEFT JOIN unconverted AS u ON u.medins_list_codg = b.medins_list_codg
    WHERE u.medins_list_codg IS NULL
      AND (b.bought_on >= b.day - $days * INTERVAL 1 DAY OR b.bought_on = b.last_bought)
    GROUP BY b.medins_list_codg, b.day
), judged AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.medins_list_name, f.fee_ocur_time, c.day, f.cnt, f.det_item_fee_sumamt, c.cost,
           CAST(f.det_item_fee_sumamt / f.cnt AS DECIMAL(16, 6)) AS pric,
           CAST(c.cost * (1 + k.markup_max) AS DECIMAL(16, 6)) AS pric_allowed, k.knowledge_row
    FROM fee_net AS f
    JOIN costs AS c ON c.medins_list_codg = f.medins_list_codg AND c.day = CAST(f.fee_ocur_time AS DATE)
    CROSS JOIN publicly_owned AS o
    JOIN markup_rule AS k ON k.code_prefix = substr(f.med_list_codg, 1, length(k.code_prefix))
    WHERE c.day BETWEEN k.valid_from AND k.valid_to
)
SELECT medins_list_codg, day, bkkp_sn, setl_id, mdtrt_id, psn_no, med_list_codg,
       medins_list_name AS item_name, fee_ocur_time AS occurred_on, cnt, cost, pric, pric_allowed,
       CAST(det_item_fee_sumamt - pric_allowed * cnt AS DECIMAL(16, 2)) AS amount, knowledge_row,
       '这一批的发票、调价单' AS counter_evidence
FROM judged
WHERE pric > pric_allowed * (1 + $tolerance)
ORDER BY medins_list_codg, day, bkkp_sn
