/*+++
id       = "TRC-04"
title.zh = "追溯码与结算药品不一致"
title.en = "Code of another drug"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（四）项：串换药品",
]
national = "—"
seed     = "金华2019、吉林"
partition = "visit"
whole     = ["drug_trace", "inv_balance"]
unit      = ["drug_trac_codg", "setl_id"]
since     = 2021-05-01
knowledge = ["code_dict"]
evidence  = ["药盒照片（码与品名）", "当时的处方与发药单"]
ask       = ["这个码是哪一种药的？为什么结算成另一种？"]
false_positives = [
    "字典里没有这个码段",
    "同一品种的另一规格、另一厂家包装",
    "本次已退药退费",
    "虚拟码、无码药品的占位码",
]
sentence.zh = "追溯码 {drug_trac_codg} 是{code_name}的，却结算为{item_name}，涉及 {amount} 元。"
sentence.en = "Trace code {drug_trac_codg} belongs to {code_name} but was settled as {item_name}: {amount} yuan."

[needs]
drug_trace  = ["drug_trac_codg", "med_list_codg", "setl_id", "scan_time"]
fee_net     = ["bkkp_sn", "setl_id", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]
inv_balance = ["med_list_codg", "pack_cnt"]

[params]
least_length = 16   # 追溯码的最短长度，位；更短的是院内占位码（国家码 20 位，企业码、GS1 不一）（本项目设定）
same_to = 14   # 国家医保药品代码前几位相同就算同一品种、同一剂型，位（编码规则：类别、名称、剂型）
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
), decoded AS (
    SELECT s.drug_trac_codg, s.setl_id, s.med_list_codg, s.scan_time, MIN(d.name) AS code_name,
           MIN(d.knowledge_row) AS knowledge_row,
           MAX(CASE WHEN substr(d.med_list_codg, 1, $same_to) = substr(s.med_list_codg, 1, $same_to)
                    THEN 1 ELSE 0 END) AS agrees
    FROM scans AS s
    JOIN code_dict AS d ON d.code_prefix = substr(s.drug_trac_codg, 1, length(d.code_prefix))
    WHERE CAST(s.scan_time AS DATE) BETWEEN d.valid_from AND d.valid_to
    GROUP BY s.drug_trac_codg, s.setl_id, s.med_list_codg, s.scan_time
), bad AS (
    SELECT drug_trac_codg, setl_id, med_list_codg, scan_time, code_name, knowledge_row
    FROM decoded
    WHERE agrees = 0
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
    SELECT b.drug_trac_codg, b.setl_id, b.med_list_codg, b.scan_time, b.code_name, b.knowledge_row,
           CAST(LEAST(s.cnt / c.code_cnt, p.pack_cnt) AS DECIMAL(16, 4)) AS cnt_excess
    FROM bad AS b
    JOIN codes AS c ON c.setl_id = b.setl_id AND c.med_list_codg = b.med_list_codg
    JOIN sold AS s ON s.setl_id = b.setl_id AND s.med_list_codg = b.med_list_codg
    JOIN packs AS p ON p.med_list_codg = b.med_list_codg
), added_up AS (
    SELECT drug_trac_codg, setl_id, med_list_codg, scan_time, code_name, knowledge_row, cnt_excess,
           SUM(cnt_excess) OVER (
               PARTITION BY setl_id, med_list_codg ORDER BY drug_trac_codg
           ) AS excess_to
    FROM shares
), on_lines AS (
    SELECT a.drug_trac_codg, a.scan_time, a.code_name, a.knowledge_row, l.bkkp_sn, l.setl_id, l.mdtrt_id, l.psn_no,
           l.med_list_codg, l.medins_list_codg, l.medins_list_name, l.cnt, l.det_item_fee_sumamt,
           LEAST(a.excess_to, l.from_last)
             - GREATEST(a.excess_to - a.cnt_excess, l.from_last - l.cnt) AS cnt_excess
    FROM added_up AS a
    JOIN sold_lines AS l ON l.setl_id = a.setl_id AND l.med_list_codg = a.med_list_codg
)
SELECT drug_trac_codg, setl_id, bkkp_sn, mdtrt_id, psn_no, med_list_codg, medins_list_codg,
       medins_list_name AS item_name, scan_time AS occurred_on, cnt, cnt_excess, code_name,
       CAST(det_item_fee_sumamt * cnt_excess / cnt AS DECIMAL(16, 2)) AS amount, knowledge_row,
       '药盒照片' AS counter_evidence
FROM on_lines
WHERE cnt_excess > 0
ORDER BY drug_trac_codg, setl_id, bkkp_sn
