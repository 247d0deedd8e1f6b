/*+++
id       = "INV-08"
title.zh = "损耗、盘亏异常"
title.en = "Abnormal loss"
verdict  = "clue"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十九条第（二）项：未按规定保管药品和医用耗材出入库记录",
]
national = "—"
seed     = "信阳"
partition = "stock"
unit      = ["medins_list_codg"]
since     = 2021-05-01
evidence  = ["盘点表与审批", "报损、销毁记录与照片", "盘亏前后一个月的收费"]
ask       = ["为什么损耗这么多？谁批准的？", "盘亏的时候收费是否已经多于库存？"]
false_positives = [
    "饮片自然失水，不超过百分之三",
    "盘亏后又盘盈，相抵",
    "只差几个最小单位",
    "单位换算不了的药品",
    "库房之间调拨不是损耗，也不算出库",
]
sentence.zh = "{item_name}盘亏、报损 {cnt_lost}，占出库的 {share_percent}%，超过 {allowed_percent}%。"
sentence.en = "{item_name}: {cnt_lost} written off or missing, {share_percent} % of what went out; {allowed_percent} % is usual."

[needs]
inv_move = ["medins_list_codg", "chg_type", "biz_time", "chg_cnt_min"]

[params]
share_drug = 0.01   # 药品、耗材的损耗占出库量的比例（目录默认值，未经医院标定）
share_herb = 0.03   # 中药饮片的损耗占出库量的比例（目录默认值，未经医院标定）
least      = 10     # 至少损耗几个拆零单位才看（本项目设定，未经医院标定）
+++*/
WITH unconverted AS (
    SELECT DISTINCT medins_list_codg
    FROM inv_move
    WHERE chg_cnt_min IS NULL
), moves AS (
    SELECT m.medins_list_codg, m.med_list_codg, m.prodname, m.biz_time, m.chg_cnt_min,
           CASE WHEN m.chg_type IN ('103', '104', '105') OR m.chg_type LIKE '%盘%'
                     OR m.chg_type LIKE '%损%' OR m.chg_type LIKE '%销毁%'
                THEN 1 ELSE 0 END AS is_loss
    FROM inv_move AS m
    LEFT JOIN unconverted AS u ON u.medins_list_codg = m.medins_list_codg
    WHERE u.medins_list_codg IS NULL AND coalesce(m.chg_type, '') NOT LIKE '%调拨%'
      AND coalesce(m.chg_type, '') NOT IN ('101', '102')
), summed AS (
    SELECT medins_list_codg, MAX(med_list_codg) AS med_list_codg, MAX(prodname) AS item_name,
           MAX(CASE WHEN is_loss = 1 THEN biz_time END) AS last_at,
           -SUM(CASE WHEN is_loss = 1 THEN chg_cnt_min ELSE 0 END) AS cnt_lost,
           -SUM(LEAST(chg_cnt_min, 0)) AS cnt_out
    FROM moves
    GROUP BY medins_list_codg
), judged AS (
    SELECT medins_list_codg, med_list_codg, item_name, last_at, cnt_lost, cnt_out,
           CASE WHEN med_list_codg LIKE 'T%' THEN $share_herb ELSE $share_drug END AS share_allowed
    FROM summed
    WHERE cnt_lost >= $least
)
SELECT medins_list_codg, med_list_codg, coalesce(item_name, medins_list_codg) AS item_name,
       last_at AS occurred_on, cnt_lost, cnt_out,
       CAST(100 * cnt_lost / cnt_out AS DECIMAL(8, 2)) AS share_percent,
       CAST(100 * share_allowed AS DECIMAL(8, 2)) AS allowed_percent,
       CAST(0 AS DECIMAL(16, 2)) AS amount, '报损审批、照片、盘点表' AS counter_evidence
FROM judged
WHERE cnt_lost > share_allowed * cnt_out
ORDER BY medins_list_codg
