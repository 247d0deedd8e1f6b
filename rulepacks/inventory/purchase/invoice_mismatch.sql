/*+++
id       = "INV-05"
title.zh = "票、账、货不符"
title.en = "Invoices, books and goods do not agree"
verdict  = "clue"
basis    = [
    "《医疗保障基金使用监督管理条例》第十六条：妥善保管财务账目、会计凭证、药品和医用耗材出入库记录等资料",
    "《医疗保障基金使用监督管理条例》第三十九条第（二）项：未按规定保管财务账目、会计凭证、出入库记录等资料",
]
national = "—"
seed     = "信阳、绍兴"
partition = "whole"
unit      = ["kind", "spler_name", "what"]
since     = 2021-05-01
evidence  = ["发票原件与税务查验结果", "付款凭证、银行流水", "入库单与随货同行单"]
ask       = ["差的货在哪里？差的票何时开？", "有没有代销、返利、赠品？"]
false_positives = [
    "一张发票几行货",
    "分几张票开、合计相符",
    "差额在允差之内",
    "开票单位换算不了的货",
    "还没有任何发票数据的供应商",
]
sentence.zh = "{spler_name}：{kind}，{what}，开票 {cnt_invoiced}，入库 {cnt_received}。"
sentence.en = "{spler_name}, {what}: {kind_en}; {cnt_invoiced} invoiced, {cnt_received} received."

[needs]
inv_move  = ["medins_list_codg", "spler_name", "chg_type", "biz_time", "chg_cnt_min"]
purc_invo = ["invo_no", "invo_date", "spler_name", "purc_item_name", "medins_list_codg", "purc_cnt", "purc_unit"]

[params]
units_tolerance = 1      # 开票与入库数量的允差，拆零单位（本项目设定，未经医院标定）
share_tolerance = 0.01   # 开票与入库数量的允差，占较大者的比例（本项目设定，未经医院标定）
+++*/
WITH heads AS (
    SELECT coalesce(invo_codg, '') || invo_no AS what, trim(spler_name) AS spler_name, invo_date
    FROM purc_invo
    GROUP BY coalesce(invo_codg, '') || invo_no, trim(spler_name), invo_date
), used_twice AS (
    SELECT what, COUNT(*) AS heads
    FROM heads
    GROUP BY what
    HAVING COUNT(*) > 1
), packs AS (
    SELECT medins_list_codg, MAX(pack_unit) AS pack_unit, MAX(split_unit) AS split_unit,
           MAX(pack_cnt) AS pack_cnt
    FROM inv_move
    GROUP BY medins_list_codg
), lines AS (
    SELECT trim(i.spler_name) AS spler_name, i.medins_list_codg, i.purc_item_name, i.invo_date,
           CASE WHEN i.purc_unit = p.split_unit THEN i.purc_cnt
                WHEN i.purc_unit = p.pack_unit THEN i.purc_cnt * p.pack_cnt
           END AS cnt
    FROM purc_invo AS i
    JOIN packs AS p ON p.medins_list_codg = i.medins_list_codg
), invoiced AS (
    SELECT spler_name, medins_list_codg, MAX(purc_item_name) AS item_name, MAX(invo_date) AS last_day,
           SUM(coalesce(cnt, 0)) AS cnt, SUM(CASE WHEN cnt IS NULL THEN 1 ELSE 0 END) AS unconverted
    FROM lines
    GROUP BY spler_name, medins_list_codg
), invoicing AS (
    SELECT DISTINCT trim(spler_name) AS spler_name
    FROM purc_invo
), received AS (
    SELECT trim(m.spler_name) AS spler_name, m.medins_list_codg, MAX(m.prodname) AS item_name,
           MAX(CAST(m.biz_time AS DATE)) AS last_day, SUM(coalesce(m.chg_cnt_min, 0)) AS cnt,
           SUM(CASE WHEN m.chg_cnt_min IS NULL THEN 1 ELSE 0 END) AS unconverted
    FROM inv_move AS m
    JOIN invoicing AS i ON i.spler_name = trim(m.spler_name)
    WHERE m.chg_type IN ('物资采购', '商品采购入库', '108', '商品退货出库', '109')
    GROUP BY trim(m.spler_name), m.medins_list_codg
), traded AS (
    SELECT spler_name, medins_list_codg FROM invoiced
    UNION
    SELECT spler_name, medins_list_codg FROM received
), compared AS (
    SELECT t.spler_name, t.medins_list_codg, coalesce(i.item_name, r.item_name) AS item_name,
           coalesce(r.last_day, i.last_day) AS last_day, coalesce(i.cnt, 0) AS cnt_invoiced,
           coalesce(r.cnt, 0) AS cnt_received
    FROM traded AS t
    LEFT JOIN invoiced AS i ON i.spler_name = t.spler_name AND i.medins_list_codg = t.medins_list_codg
    LEFT JOIN received AS r ON r.spler_name = t.spler_name AND r.medins_list_codg = t.medins_list_codg
    WHERE coalesce(i.unconverted, 0) + coalesce(r.unconverted, 0) = 0
)
SELECT CASE WHEN cnt_invoiced > cnt_received THEN '票多货少' ELSE '货多票少' END AS kind,
       CASE WHEN cnt_invoiced > cnt_received THEN 'more invoiced than received'
            ELSE 'more received than invoiced' END AS kind_en,
       spler_name, coalesce(item_name, medins_list_codg) AS what, medins_list_codg,
       last_day AS occurred_on, cnt_invoiced, cnt_received, CAST(0 AS DECIMAL(16, 2)) AS amount,
       '补开的发票、代销协议、退货红票' AS counter_evidence
FROM compared
WHERE abs(cnt_invoiced - cnt_received)
      > GREATEST($units_tolerance, $share_tolerance * GREATEST(cnt_invoiced, cnt_received))
UNION ALL
SELECT '一票两用' AS kind, 'one invoice number used twice' AS kind_en, h.spler_name,
       '发票号 ' || h.what AS what, NULL AS medins_list_codg, h.invo_date AS occurred_on,
       NULL AS cnt_invoiced, NULL AS cnt_received, CAST(0 AS DECIMAL(16, 2)) AS amount,
       '税务查验结果' AS counter_evidence
FROM heads AS h
JOIN used_twice AS u ON u.what = h.what
ORDER BY kind, spler_name, what, medins_list_codg, occurred_on
