/*+++
id       = "TRC-08"
title.zh = "追溯码少于收费盒数"
title.en = "Fewer codes than boxes charged"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十九条第（三）项：未按规定通过医疗保障信息系统传送数据",
    "《医疗保障基金使用监督管理条例》第三十八条第（四）项：串换药品",
]
national = "—"
seed     = "金华2019"
partition = "whole"
unit      = ["setl_id", "med_list_codg"]
since     = 2025-07-01
evidence  = ["扫码日志", "发药单上的盒数", "扫的是不是大包装的码"]
ask       = ["收了几盒、发了几盒、扫了几个码？"]
false_positives = [
    "拆零的零头不满一盒",
    "有一个码也没有的结算（另有规则）",
    "占位码代替的",
    "不知道一盒几个单位的药品",
]
sentence.zh = "{item_name}收了 {boxes} 盒，只有 {code_cnt} 个追溯码，缺码的 {amount} 元。"
sentence.en = "{item_name}: {boxes} boxes charged, {code_cnt} codes scanned; {amount} yuan without a code."

[needs]
drug_trace  = ["drug_trac_codg", "med_list_codg", "setl_id"]
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
), codes AS (
    SELECT t.setl_id, t.med_list_codg, COUNT(DISTINCT t.drug_trac_codg) AS code_cnt,
           MAX(CASE WHEN length(t.drug_trac_codg) >= $least_length
      AND replace(t.drug_trac_codg, substr(t.drug_trac_codg, 1, 1), '') <> ''
                    THEN 0 ELSE 1 END) AS placeholders
    FROM drug_trace AS t
    WHERE t.setl_id IS NOT NULL
    GROUP BY t.setl_id, t.med_list_codg
), lines AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.medins_list_name, f.fee_ocur_time, f.cnt, f.det_item_fee_sumamt, c.code_cnt, p.pack_cnt,
           SUM(f.cnt) OVER (PARTITION BY f.setl_id, f.med_list_codg) AS cnt_billed,
           SUM(f.cnt) OVER (
               PARTITION BY f.setl_id, f.med_list_codg ORDER BY f.fee_ocur_time DESC, f.bkkp_sn DESC
           ) AS from_last
    FROM fee_net AS f
    JOIN codes AS c ON c.setl_id = f.setl_id AND c.med_list_codg = f.med_list_codg
    JOIN packs AS p ON p.med_list_codg = f.med_list_codg
    WHERE c.placeholders = 0
), missing_codes AS (
    SELECT bkkp_sn, setl_id, mdtrt_id, psn_no, med_list_codg, medins_list_codg, medins_list_name,
           fee_ocur_time, cnt, det_item_fee_sumamt, code_cnt, cnt_billed, pack_cnt,
           CAST(floor(cnt_billed / pack_cnt) AS BIGINT) AS boxes,
           LEAST(cnt, (CAST(floor(cnt_billed / pack_cnt) AS BIGINT) - code_cnt) * pack_cnt - (from_last - cnt)) AS cnt_excess
    FROM lines
)
SELECT setl_id, med_list_codg, bkkp_sn, mdtrt_id, psn_no, medins_list_codg,
       medins_list_name AS item_name, fee_ocur_time AS occurred_on, cnt, boxes, code_cnt, cnt_excess,
       CAST(det_item_fee_sumamt * cnt_excess / cnt AS DECIMAL(16, 2)) AS amount,
       '大包装的码、拆零登记' AS counter_evidence
FROM missing_codes
WHERE cnt_excess > 0
ORDER BY setl_id, med_list_codg, bkkp_sn
