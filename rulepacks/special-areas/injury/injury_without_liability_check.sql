/*+++
id       = "SPA-08"
title.zh = "意外伤害没有核对第三方责任"
title.en = "Injury paid without asking who is liable"
verdict  = "suspect"
basis    = [
    "《中华人民共和国社会保险法》第三十条：应当由工伤保险基金、第三人负担的医疗费用不纳入基本医疗保险基金支付范围",
    "《医疗保障基金使用监督管理条例》第三十八条第（六）项：将不属于支付范围的费用纳入结算",
]
national = "—"
seed     = "金华2022"
partition = "visit"
unit      = ["mdtrt_id"]
since     = 2021-05-01
evidence  = [
    "外伤申报表、承诺书",
    "110、122 出警记录",
    "单位是否申报工伤",
]
ask       = [
    "怎么受的伤？有没有第三方、是不是上班？",
    "谁问的、写在哪里？",
]
false_positives = [
    "病历里有外伤申报或责任核对的文书",
    "已有待遇申报",
    "基金先行支付",
    "医源性并发症、陈旧伤",
    "基金没有支付",
]
sentence.zh = "住院诊断“{diagnosis}”，没有外伤申报或责任核对，基金支付 {amount} 元待定。"
sentence.en = "Stay for {diagnosis} with no injury declaration: {amount} yuan of the fund pending."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "medins_list_name", "cnt", "det_item_fee_sumamt"]
mdtrt_d = ["mdtrt_id", "med_type", "dscg_maindiag_code"]
setl_d = ["mdtrt_id", "fund_pay_sumamt"]
med_note = ["mdtrt_id", "note_type"]
+++*/
WITH paid AS (
    SELECT mdtrt_id, SUM(fund_pay_sumamt) AS fund
    FROM setl_d
    GROUP BY mdtrt_id
), asked AS (
    SELECT DISTINCT mdtrt_id
    FROM med_note
    WHERE strpos(note_type, '意外') > 0 OR strpos(note_type, '外伤') > 0
       OR strpos(note_type, '责任') > 0 OR strpos(note_type, '伤害') > 0
), injured AS (
    SELECT mdtrt_id, dscg_maindiag_name AS diagnosis, upper(dscg_maindiag_code) AS code
    FROM mdtrt_d
    WHERE med_type LIKE '2%' AND coalesce(trt_dcla_detl_sn, '') = ''
      AND coalesce(pre_pay_flag, '0') <> '1' AND coalesce(ttp_pay_flag, '0') <> '1'
      AND strpos(coalesce(dscg_maindiag_name, ''), '陈旧') = 0
), unasked AS (
    SELECT i.mdtrt_id, i.diagnosis, p.fund
    FROM injured AS i
    JOIN paid AS p ON p.mdtrt_id = i.mdtrt_id
    LEFT JOIN asked AS a ON a.mdtrt_id = i.mdtrt_id
    WHERE p.fund > 0 AND a.mdtrt_id IS NULL
      AND (substr(i.code, 1, 1) IN ('S', 'V', 'W', 'X')
           OR (substr(i.code, 1, 1) = 'T' AND substr(i.code, 2, 2) <= '78')
           OR (substr(i.code, 1, 1) = 'Y' AND substr(i.code, 2, 2) <= '36'))
), summed AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.medins_list_name, f.fee_ocur_time, f.cnt, f.det_item_fee_sumamt,
           SUM(f.det_item_fee_sumamt) OVER (PARTITION BY f.mdtrt_id) AS total,
           SUM(f.det_item_fee_sumamt) OVER (
               PARTITION BY f.mdtrt_id ORDER BY f.fee_ocur_time, f.bkkp_sn
           ) AS so_far
    FROM fee_net AS f
    JOIN unasked AS u ON u.mdtrt_id = f.mdtrt_id
), spread AS (
    SELECT s.bkkp_sn, s.setl_id, s.mdtrt_id, s.psn_no, s.med_list_codg, s.medins_list_codg,
           s.medins_list_name, s.fee_ocur_time, s.cnt,
           GREATEST(LEAST(
               s.det_item_fee_sumamt,
               CAST(LEAST(u.fund, s.total) * s.so_far / s.total AS DECIMAL(16, 2))
               - CAST(
                   LEAST(u.fund, s.total) * (s.so_far - s.det_item_fee_sumamt) / s.total
                   AS DECIMAL(16, 2)
               )
           ), 0) AS amount
    FROM summed AS s
    JOIN unasked AS u ON u.mdtrt_id = s.mdtrt_id
    WHERE s.total > 0
)
SELECT s.mdtrt_id AS mdtrt_id, s.bkkp_sn AS bkkp_sn, s.setl_id, s.psn_no, s.med_list_codg,
       s.medins_list_codg, s.medins_list_name AS item_name, s.fee_ocur_time AS occurred_on, s.cnt,
       u.diagnosis, u.fund, s.amount, '外伤申报表、出警记录、单位证明' AS counter_evidence
FROM spread AS s
JOIN unasked AS u ON u.mdtrt_id = s.mdtrt_id
ORDER BY mdtrt_id, bkkp_sn
