/*+++
id       = "INV-18"
title.zh = "进价异常偏高"
title.en = "Bought far above the usual price"
verdict  = "clue"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十条第一款第（二）项：伪造、变造会计凭证等有关资料",
    "《医疗保障基金使用监督管理条例》第十六条：妥善保管财务账目、会计凭证等资料",
]
national = "—"
seed     = "信阳、绍兴"
partition = "stock"
unit      = ["medins_list_codg", "spler_name", "day"]
since     = 2021-05-01
evidence  = ["这一批的发票、合同与付款凭证", "供应商的登记信息（法定代表人、地址）", "平台价"]
ask       = ["为什么这一批买得贵？由谁定的供应商？", "供应商与本院有没有人员、股权上的关系？"]
false_positives = [
    "小包装单价高：只与同包装的比",
    "涨价不到两成",
    "进货次数太少",
    "单位换算不了的入库",
    "整体涨价，多数批次都是新价",
]
sentence.zh = "{day} 从{spler_name}购进{item_name}，每单位 {cost} 元，平时 {usual} 元（{receipts} 次进货）。"
sentence.en = "On {day} {item_name} was bought from {spler_name} at {cost} a unit, usually {usual} ({receipts} receipts)."

[needs]
inv_move = ["medins_list_codg", "spler_name", "chg_type", "biz_time", "chg_cnt", "chg_cnt_min", "purc_pric"]

[params]
deviations = 3.5   # 高于中位数多少个稳健标准差（中位绝对偏差 ÷ 0.6745）（目录默认值，未经医院标定）
share      = 0.2   # 至少高于中位数几成（本项目设定，未经医院标定）
receipts   = 5     # 至少有几次进货才比（本项目设定，未经医院标定）
+++*/
WITH bought AS (
    SELECT medins_list_codg, coalesce(pack_cnt, 0) AS pack_cnt, spler_name, prodname, med_list_codg,
           biz_time, CAST(biz_time AS DATE) AS day,
           CAST(purc_pric * chg_cnt / chg_cnt_min AS DECIMAL(16, 6)) AS cost
    FROM inv_move
    WHERE chg_type IN ('物资采购', '商品采购入库', '108') AND chg_cnt_min > 0 AND chg_cnt > 0
      AND purc_pric > 0
), usual AS (
    SELECT medins_list_codg, pack_cnt, COUNT(*) AS receipts,
           CAST(percentile_cont(0.5) WITHIN GROUP (ORDER BY cost) AS DECIMAL(16, 6)) AS usual
    FROM bought
    GROUP BY medins_list_codg, pack_cnt
    HAVING COUNT(*) >= $receipts
), spread AS (
    SELECT u.medins_list_codg, u.pack_cnt, u.receipts, u.usual,
           CAST(percentile_cont(0.5) WITHIN GROUP (ORDER BY abs(b.cost - u.usual)) AS DECIMAL(16, 6)) AS away
    FROM usual AS u
    JOIN bought AS b ON b.medins_list_codg = u.medins_list_codg AND b.pack_cnt = u.pack_cnt
    GROUP BY u.medins_list_codg, u.pack_cnt, u.receipts, u.usual
)
SELECT b.medins_list_codg AS medins_list_codg, b.spler_name AS spler_name, b.day AS day,
       MAX(b.med_list_codg) AS med_list_codg, coalesce(MAX(b.prodname), b.medins_list_codg) AS item_name,
       MAX(b.biz_time) AS occurred_on, MAX(b.cost) AS cost, s.usual AS usual, s.receipts AS receipts,
       CAST(0 AS DECIMAL(16, 2)) AS amount, '调价通知、合同' AS counter_evidence
FROM bought AS b
JOIN spread AS s ON s.medins_list_codg = b.medins_list_codg AND s.pack_cnt = b.pack_cnt
WHERE b.cost - s.usual > $deviations * s.away / 0.6745 AND b.cost > s.usual * (1 + $share)
GROUP BY b.medins_list_codg, b.spler_name, b.day, s.pack_cnt, s.usual, s.receipts
ORDER BY medins_list_codg, spler_name, day, usual, receipts
