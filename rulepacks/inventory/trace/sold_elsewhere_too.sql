/*+++
id       = "TRC-03"
title.zh = "同一追溯码在别的机构也卖过"
title.en = "A box sold in two institutions"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
    "《医疗保障基金使用监督管理条例》第四十一条第一款第（三）项：利用享受医疗保障待遇的机会转卖药品",
]
national = "—"
seed     = "吉林、金华2019"
partition = "whole"
unit      = ["drug_trac_codg"]
since     = 2021-05-01
evidence  = ["国家追溯码查询结果", "外院的销售记录与退货记录", "本院这盒药的进货"]
ask       = ["这盒药是怎样进的货？外院卖过的为什么又在这里卖？"]
false_positives = [
    "名单里的机构就是本院",
    "外院卖在本院之后",
    "本院这次已退药退费",
    "虚拟码、无码药品的占位码",
    "外院当天卖的，只记了日期、没有钟点",
]
sentence.zh = "追溯码 {drug_trac_codg}（{item_name}）{oth_sel_time} 已在{oth_medins_name}销售，本院又卖，涉及 {amount} 元。"
sentence.en = "Trace code {drug_trac_codg} ({item_name}) was sold by {oth_medins_name} at {oth_sel_time} and again here: {amount} yuan."

[needs]
drug_trace  = ["drug_trac_codg", "med_list_codg", "setl_id", "scan_time"]
oth_trace   = ["drug_trac_codg", "oth_medins_code", "oth_sel_time"]
fee_net     = ["bkkp_sn", "setl_id", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]
inv_balance = ["med_list_codg", "pack_cnt"]

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
), elsewhere AS (
    SELECT s.drug_trac_codg, s.setl_id, s.med_list_codg, s.scan_time,
           MIN(o.oth_sel_time) AS oth_sel_time, MAX(coalesce(o.oth_medins_name, o.oth_medins_code)) AS oth_medins_name
    FROM scans AS s
    JOIN oth_trace AS o ON o.drug_trac_codg = s.drug_trac_codg
    WHERE o.oth_medins_code <> coalesce(s.fixmedins_code, '')
      AND (strftime(o.oth_sel_time, '%H:%M:%S') <> '00:00:00'
           OR CAST(o.oth_sel_time AS DATE) < CAST(s.scan_time AS DATE))
    GROUP BY s.drug_trac_codg, s.setl_id, s.med_list_codg, s.scan_time
), bad AS (
    SELECT drug_trac_codg, setl_id, med_list_codg, scan_time, oth_sel_time, oth_medins_name
    FROM elsewhere
    WHERE oth_sel_time < scan_time
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
    SELECT b.drug_trac_codg, b.setl_id, b.med_list_codg, b.scan_time, b.oth_sel_time, b.oth_medins_name,
           CAST(LEAST(s.cnt / c.code_cnt, p.pack_cnt) AS DECIMAL(16, 4)) AS cnt_excess
    FROM bad AS b
    JOIN codes AS c ON c.setl_id = b.setl_id AND c.med_list_codg = b.med_list_codg
    JOIN sold AS s ON s.setl_id = b.setl_id AND s.med_list_codg = b.med_list_codg
    JOIN packs AS p ON p.med_list_codg = b.med_list_codg
), added_up AS (
    SELECT drug_trac_codg, setl_id, med_list_codg, scan_time, oth_sel_time, oth_medins_name, cnt_excess,
           SUM(cnt_excess) OVER (
               PARTITION BY setl_id, med_list_codg ORDER BY drug_trac_codg
           ) AS excess_to
    FROM shares
), on_lines AS (
    SELECT a.drug_trac_codg, a.scan_time, a.oth_sel_time, a.oth_medins_name, l.bkkp_sn, l.setl_id, l.mdtrt_id, l.psn_no,
           l.med_list_codg, l.medins_list_codg, l.medins_list_name, l.cnt, l.det_item_fee_sumamt,
           LEAST(a.excess_to, l.from_last)
             - GREATEST(a.excess_to - a.cnt_excess, l.from_last - l.cnt) AS cnt_excess
    FROM added_up AS a
    JOIN sold_lines AS l ON l.setl_id = a.setl_id AND l.med_list_codg = a.med_list_codg
)
SELECT drug_trac_codg, bkkp_sn, setl_id, mdtrt_id, psn_no, med_list_codg, medins_list_codg,
       medins_list_name AS item_name, scan_time AS occurred_on, cnt, cnt_excess, oth_sel_time,
       oth_medins_name,
       CAST(det_item_fee_sumamt * cnt_excess / cnt AS DECIMAL(16, 2)) AS amount,
       '外院的退货记录、合法调拨单' AS counter_evidence
FROM on_lines
WHERE cnt_excess > 0
ORDER BY drug_trac_codg, bkkp_sn, setl_id
