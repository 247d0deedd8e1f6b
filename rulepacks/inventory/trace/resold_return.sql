/*+++
id       = "TRC-06"
title.zh = "回流药：别处卖过又进货再卖"
title.en = "Sold elsewhere, bought back in, sold again"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
    "《最高人民法院、最高人民检察院、公安部关于办理医保骗保刑事案件若干问题的指导意见》（法发〔2024〕6号）：非法收购、销售医保骗保药品的条款",
]
national = "药店清单（2025年）第5项"
seed     = "吉林、金华2019"
partition = "whole"
unit      = ["drug_trac_codg"]
since     = 2021-05-01
evidence  = ["这一批进货的供应商、发票、随货同行单", "外院的销售、退货记录", "药盒实物（有无撕码、涂改）"]
ask       = ["外院卖出之后进的这批货，从谁手里买的？"]
false_positives = [
    "外院卖出之后本院没有进过这种药",
    "外院卖在本院之后",
    "名单里的机构就是本院",
    "本院这次已退药退费",
    "虚拟码、无码药品的占位码",
]
sentence.zh = "追溯码 {drug_trac_codg}（{item_name}）{oth_sel_time} 在{oth_medins_name}卖出，本院 {bought_on} 进货后又卖，涉及 {amount} 元。"
sentence.en = "Trace code {drug_trac_codg} ({item_name}): sold by {oth_medins_name} at {oth_sel_time}, bought in here on {bought_on}, sold again: {amount} yuan."

[needs]
drug_trace  = ["drug_trac_codg", "med_list_codg", "setl_id", "scan_time"]
oth_trace   = ["drug_trac_codg", "oth_medins_code", "oth_sel_time"]
fee_net     = ["bkkp_sn", "setl_id", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]
inv_balance = ["med_list_codg", "pack_cnt"]
inv_move    = ["med_list_codg", "chg_type", "biz_time", "chg_cnt"]

[params]
least_length = 16   # 追溯码的最短长度，位；更短的是院内占位码（国家码 20 位，企业码、GS1 不一）（本项目设定）
+++*/
WITH packs AS (
    SELECT med_list_codg, MAX(pack_cnt) AS pack_cnt
    FROM inv_balance
    WHERE pack_cnt > 0
    GROUP BY med_list_codg
), scans AS (
    SELECT t.drug_trac_codg, t.setl_id, t.med_list_codg, MAX(t.fixmedins_code) AS fixmedins_code,
           MIN(t.scan_time) AS scan_time
    FROM drug_trace AS t
    WHERE t.setl_id IS NOT NULL
      AND length(t.drug_trac_codg) >= $least_length
      AND replace(t.drug_trac_codg, substr(t.drug_trac_codg, 1, 1), '') <> ''
    GROUP BY t.drug_trac_codg, t.setl_id, t.med_list_codg
), receipts AS (
    SELECT DISTINCT med_list_codg, CAST(biz_time AS DATE) AS day
    FROM inv_move
    WHERE chg_type IN ('物资采购', '商品采购入库', '108') AND chg_cnt > 0
), bad AS (
    SELECT s.drug_trac_codg, s.setl_id, s.med_list_codg, s.scan_time,
           MIN(o.oth_sel_time) AS oth_sel_time,
           MAX(coalesce(o.oth_medins_name, o.oth_medins_code)) AS oth_medins_name,
           MAX(r.day) AS bought_on
    FROM scans AS s
    JOIN oth_trace AS o ON o.drug_trac_codg = s.drug_trac_codg
    JOIN receipts AS r
      ON r.med_list_codg = s.med_list_codg AND r.day > CAST(o.oth_sel_time AS DATE)
         AND r.day <= CAST(s.scan_time AS DATE)
    WHERE o.oth_medins_code <> coalesce(s.fixmedins_code, '')
    GROUP BY s.drug_trac_codg, s.setl_id, s.med_list_codg, s.scan_time
), touched AS (
    SELECT DISTINCT setl_id, med_list_codg
    FROM bad
), codes AS (
    SELECT s.setl_id, s.med_list_codg, COUNT(*) AS code_cnt
    FROM scans AS s
    JOIN touched AS t ON t.setl_id = s.setl_id AND t.med_list_codg = s.med_list_codg
    GROUP BY s.setl_id, s.med_list_codg
), sold_lines AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.medins_list_name, f.cnt, f.det_item_fee_sumamt,
           SUM(f.cnt) OVER (
               PARTITION BY f.setl_id, f.med_list_codg ORDER BY f.fee_ocur_time DESC, f.bkkp_sn DESC
           ) AS from_last
    FROM fee_net AS f
    JOIN touched AS t ON t.setl_id = f.setl_id AND t.med_list_codg = f.med_list_codg
), sold AS (
    SELECT setl_id, med_list_codg, SUM(cnt) AS cnt
    FROM sold_lines
    GROUP BY setl_id, med_list_codg
), shares AS (
    SELECT b.drug_trac_codg, b.setl_id, b.med_list_codg, b.scan_time, b.oth_sel_time, b.oth_medins_name, b.bought_on,
           CAST(LEAST(s.cnt / c.code_cnt, p.pack_cnt) AS DECIMAL(16, 4)) AS cnt_excess
    FROM bad AS b
    JOIN codes AS c ON c.setl_id = b.setl_id AND c.med_list_codg = b.med_list_codg
    JOIN sold AS s ON s.setl_id = b.setl_id AND s.med_list_codg = b.med_list_codg
    JOIN packs AS p ON p.med_list_codg = b.med_list_codg
), added_up AS (
    SELECT drug_trac_codg, setl_id, med_list_codg, scan_time, oth_sel_time, oth_medins_name, bought_on, cnt_excess,
           SUM(cnt_excess) OVER (
               PARTITION BY setl_id, med_list_codg ORDER BY drug_trac_codg
           ) AS excess_to
    FROM shares
), on_lines AS (
    SELECT a.drug_trac_codg, a.scan_time, a.oth_sel_time, a.oth_medins_name, a.bought_on, l.bkkp_sn, l.setl_id, l.mdtrt_id, l.psn_no,
           l.med_list_codg, l.medins_list_codg, l.medins_list_name, l.cnt, l.det_item_fee_sumamt,
           LEAST(a.excess_to, l.from_last)
             - GREATEST(a.excess_to - a.cnt_excess, l.from_last - l.cnt) AS cnt_excess
    FROM added_up AS a
    JOIN sold_lines AS l ON l.setl_id = a.setl_id AND l.med_list_codg = a.med_list_codg
)
SELECT drug_trac_codg, bkkp_sn, setl_id, mdtrt_id, psn_no, med_list_codg, medins_list_codg,
       medins_list_name AS item_name, scan_time AS occurred_on, cnt, cnt_excess, oth_sel_time,
       oth_medins_name, bought_on,
       CAST(det_item_fee_sumamt * cnt_excess / cnt AS DECIMAL(16, 2)) AS amount,
       '进货发票、随货同行单、外院退货记录' AS counter_evidence
FROM on_lines
WHERE cnt_excess > 0
ORDER BY drug_trac_codg, bkkp_sn, setl_id
