/*+++
id       = "TRC-02"
title.zh = "同一追溯码多次结算"
title.en = "One trace code settled more than once"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（四）项：串换药品",
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
]
national = "国家医保局药品追溯码“重复结算”核查"
seed     = "金华2019、吉林"
partition = "whole"
unit      = ["drug_trac_codg"]
since     = 2021-05-01
evidence  = ["扫码日志（终端、操作员、时间）", "两次结算的处方与取药签字", "这盒药的实物或购进码记录"]
ask       = ["同一个码为什么在两次结算中出现？前一次是否退药、退费？"]
false_positives = [
    "同一结算内重复扫码（系统重试）",
    "前一次已退药退费，再次销售",
    "拆零分给几个人，合计不超过一盒",
    "虚拟码、无码药品的占位码",
]
sentence.zh = "追溯码 {drug_trac_codg}（{item_name}）在 {settlements} 次结算中出现，合计超出一盒的部分 {amount} 元。"
sentence.en = "Trace code {drug_trac_codg} ({item_name}) stands in {settlements} settlements; beyond one pack: {amount} yuan."

[needs]
drug_trace  = ["drug_trac_codg", "med_list_codg", "setl_id", "scan_time"]
fee_net     = ["bkkp_sn", "setl_id", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]
inv_balance = ["med_list_codg", "pack_cnt"]

[params]
tolerance    = 0.01   # 合计超过一盒的允差，盒；拆零除不尽（本项目设定）
least_length = 16     # 追溯码的最短长度，位；更短的是院内占位码（国家码 20 位，企业码、GS1 不一）
+++*/
WITH packs AS (
    SELECT med_list_codg, MAX(pack_cnt) AS pack_cnt
    FROM inv_balance
    WHERE pack_cnt > 0
    GROUP BY med_list_codg
), scans AS (
    SELECT t.drug_trac_codg, t.setl_id, t.med_list_codg, MIN(t.scan_time) AS scan_time
    FROM drug_trace AS t
    WHERE t.setl_id IS NOT NULL
      AND length(t.drug_trac_codg) >= $least_length
      AND replace(t.drug_trac_codg, substr(t.drug_trac_codg, 1, 1), '') <> ''
    GROUP BY t.drug_trac_codg, t.setl_id, t.med_list_codg
), seen_again AS (
    SELECT drug_trac_codg
    FROM scans
    GROUP BY drug_trac_codg
    HAVING COUNT(DISTINCT setl_id) > 1
), touched AS (
    SELECT DISTINCT s.setl_id, s.med_list_codg
    FROM scans AS s
    JOIN seen_again AS a ON a.drug_trac_codg = s.drug_trac_codg
), codes AS (
    SELECT s.setl_id, s.med_list_codg, COUNT(*) AS code_cnt
    FROM scans AS s
    JOIN touched AS t ON t.setl_id = s.setl_id AND t.med_list_codg = s.med_list_codg
    GROUP BY s.setl_id, s.med_list_codg
), sold_lines AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.medins_list_name, f.fee_ocur_time, f.cnt, f.det_item_fee_sumamt,
           SUM(f.cnt) OVER (
               PARTITION BY f.setl_id, f.med_list_codg ORDER BY f.fee_ocur_time DESC, f.bkkp_sn DESC
           ) AS from_last
    FROM fee_net AS f
    JOIN touched AS t ON t.setl_id = f.setl_id AND t.med_list_codg = f.med_list_codg
), sold AS (
    SELECT setl_id, med_list_codg, MAX(mdtrt_id) AS mdtrt_id, MAX(psn_no) AS psn_no,
           MAX(medins_list_name) AS medins_list_name, SUM(cnt) AS cnt
    FROM sold_lines
    GROUP BY setl_id, med_list_codg
), shares AS (
    SELECT s.drug_trac_codg, s.setl_id, s.med_list_codg, s.scan_time, p.pack_cnt, b.mdtrt_id, b.psn_no,
           b.medins_list_name,
           CAST(LEAST(b.cnt / (c.code_cnt * p.pack_cnt), 1) AS DECIMAL(16, 8)) AS pack_share
    FROM scans AS s
    JOIN seen_again AS a ON a.drug_trac_codg = s.drug_trac_codg
    JOIN codes AS c ON c.setl_id = s.setl_id AND c.med_list_codg = s.med_list_codg
    JOIN sold AS b ON b.setl_id = s.setl_id AND b.med_list_codg = s.med_list_codg
    JOIN packs AS p ON p.med_list_codg = s.med_list_codg
), added_up AS (
    SELECT drug_trac_codg, setl_id, med_list_codg, scan_time, pack_cnt, pack_share, mdtrt_id, psn_no,
           medins_list_name,
           SUM(pack_share) OVER (PARTITION BY drug_trac_codg) AS packs_sold,
           COUNT(*) OVER (PARTITION BY drug_trac_codg) AS settlements,
           SUM(pack_share) OVER (
               PARTITION BY drug_trac_codg ORDER BY scan_time, setl_id
           ) - 1 AS over_so_far
    FROM shares
), repeats AS (
    SELECT drug_trac_codg, setl_id, med_list_codg, scan_time, packs_sold, settlements,
           CAST(LEAST(pack_share, over_so_far) * pack_cnt AS DECIMAL(16, 4)) AS cnt_excess,
           SUM(CAST(LEAST(pack_share, over_so_far) * pack_cnt AS DECIMAL(16, 4))) OVER (
               PARTITION BY setl_id, med_list_codg ORDER BY drug_trac_codg
           ) AS excess_to
    FROM added_up
    WHERE packs_sold > 1 + $tolerance AND over_so_far > 0
), on_lines AS (
    SELECT r.drug_trac_codg, r.scan_time, r.packs_sold, r.settlements, l.bkkp_sn, l.setl_id, l.mdtrt_id,
           l.psn_no, l.med_list_codg, l.medins_list_codg, l.medins_list_name, l.cnt,
           l.det_item_fee_sumamt,
           LEAST(r.excess_to, l.from_last)
             - GREATEST(r.excess_to - r.cnt_excess, l.from_last - l.cnt) AS cnt_excess
    FROM repeats AS r
    JOIN sold_lines AS l ON l.setl_id = r.setl_id AND l.med_list_codg = r.med_list_codg
)
SELECT drug_trac_codg, bkkp_sn, setl_id, mdtrt_id, psn_no, med_list_codg, medins_list_codg,
       medins_list_name AS item_name, scan_time AS occurred_on, cnt, settlements, packs_sold,
       cnt_excess,
       CAST(det_item_fee_sumamt * cnt_excess / cnt AS DECIMAL(16, 2)) AS amount,
       '退药退费记录、拆零登记' AS counter_evidence
FROM on_lines
WHERE cnt_excess > 0
UNION ALL
SELECT drug_trac_codg, NULL AS bkkp_sn, setl_id, mdtrt_id, psn_no, med_list_codg,
       NULL AS medins_list_codg, medins_list_name AS item_name, scan_time AS occurred_on, NULL AS cnt,
       settlements, packs_sold, NULL AS cnt_excess, CAST(0 AS DECIMAL(16, 2)) AS amount,
       NULL AS counter_evidence
FROM added_up
WHERE packs_sold > 1 + $tolerance AND over_so_far <= 0
ORDER BY drug_trac_codg, bkkp_sn, setl_id
