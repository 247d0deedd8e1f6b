/*+++
id       = "DQ-02"
title.zh = "退费冲销找不到原来的收费"
title.en = "Refund with no charge behind it"
verdict  = "clue"
basis    = ["《医疗保障基金使用监督管理条例》第三十九条第（三）项：未按照规定通过医疗保障信息系统传送医疗保障基金使用有关数据"]
national = "两库（2025年版）第36项"
seed     = "信阳"
partition = "visit"
unit      = ["mdtrt_id", "bkkp_sn"]
since     = 2021-05-01
reads_raw = true
evidence  = ["退费审批单、原收费票据", "医院收费系统里退费的操作日志"]
ask       = ["这笔退费退的是哪一笔？原来的收费在哪一次就诊？"]
false_positives = [
    "一笔收费分几次退",
    "出院之后才开的红字，退的是这次就诊的收费",
    "正常的收费行",
]
sentence.zh = "{item_name}退费 {refund} 元（数量 {cnt}），同一次就诊里找不到对应的收费（不计金额）。"
sentence.en = "{refund} yuan of {item_name} refunded ({cnt}), with no charge in the same visit behind it (no amount)."

[needs]
fee_list_d = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]
+++*/
WITH reversed AS (
    SELECT mdtrt_id, concat('#', reversed_by, '#') AS by_lines
    FROM fee_list_d
    WHERE reversed_by <> ''
), refunds AS (
    SELECT bkkp_sn, setl_id, mdtrt_id, psn_no, med_list_codg, medins_list_codg, medins_list_name,
           fee_ocur_time, cnt, det_item_fee_sumamt
    FROM fee_list_d
    WHERE cnt < 0 OR det_item_fee_sumamt < 0
), found AS (
    SELECT DISTINCT n.bkkp_sn
    FROM refunds AS n
    JOIN reversed AS r ON r.mdtrt_id = n.mdtrt_id
    WHERE strpos(r.by_lines, concat('#', n.bkkp_sn, '#')) > 0
)
SELECT n.mdtrt_id AS mdtrt_id, n.bkkp_sn AS bkkp_sn, n.setl_id, n.psn_no, n.med_list_codg,
       n.medins_list_codg, n.medins_list_name AS item_name, n.fee_ocur_time AS occurred_on, n.cnt,
       abs(n.det_item_fee_sumamt) AS refund, CAST(0 AS DECIMAL(16, 2)) AS amount,
       '原收费票据' AS counter_evidence
FROM refunds AS n
LEFT JOIN found AS f ON f.bkkp_sn = n.bkkp_sn
WHERE f.bkkp_sn IS NULL
ORDER BY mdtrt_id, bkkp_sn
