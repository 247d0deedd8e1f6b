/*+++
id       = "SPA-13"
title.zh = "外送基因检测用别的检验收费"
title.en = "Gene test sent out, other tests charged"
verdict  = "suspect"
basis    = ["《医疗保障基金使用监督管理条例》第三十八条第（四）项：串换药品、诊疗项目"]
national = "—"
seed     = "金华2022"
partition = "visit"
unit      = ["mdtrt_id", "day"]
since     = 2021-05-01
knowledge = ["gene_item"]
evidence  = [
    "第三方检测机构的合同、对账单与发票",
    "收费的检验项目有没有报告",
]
ask       = [
    "基因检测的钱从哪里出？",
    "这几项检验的标本和报告在哪里？",
]
false_positives = [
    "基因检测另有收费",
    "所收检验都有登记",
    "所收检验有报告",
    "不是外送",
]
sentence.zh = "{day} 外送{gene_test}没有收费，同时收了没有登记的{item_name}等 {amount} 元。"
sentence.en = "{day}: {gene_test} sent out and not charged; {amount} yuan of tests nobody registered ({item_name})."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "medins_list_name", "cnt", "det_item_fee_sumamt", "med_chrgitm_type"]
lab_appy = ["mdtrt_id", "appy_date", "inhosp_exam_item_name", "etip_flag"]
lab_report = ["mdtrt_id", "exam_item_detl_name"]

[params]
days = 1   # 收费与登记相差几天以内，天（本项目设定，未经医院标定）
+++*/
WITH charged AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           coalesce(f.medins_list_name, '') AS item_name, f.fee_ocur_time,
           CAST(f.fee_ocur_time AS DATE) AS day, f.cnt, f.det_item_fee_sumamt, f.med_chrgitm_type
    FROM fee_net AS f
), gene_charged AS (
    SELECT mdtrt_id FROM charged WHERE strpos(item_name, '基因') > 0
    UNION
    SELECT c.mdtrt_id FROM charged AS c JOIN gene_item AS k ON k.med_list_codg = c.med_list_codg
), sent AS (
    SELECT a.mdtrt_id, CAST(a.appy_date AS DATE) AS day, MIN(a.inhosp_exam_item_name) AS gene_test
    FROM lab_appy AS a
    LEFT JOIN gene_charged AS g ON g.mdtrt_id = a.mdtrt_id
    WHERE a.etip_flag = '1' AND strpos(a.inhosp_exam_item_name, '基因') > 0 AND g.mdtrt_id IS NULL
    GROUP BY a.mdtrt_id, CAST(a.appy_date AS DATE)
), known AS (
    SELECT mdtrt_id, inhosp_exam_item_name AS said, coalesce(inhosp_exam_item_code, '') AS code
    FROM lab_appy
    UNION
    SELECT mdtrt_id, exam_item_detl_name AS said, '' AS code FROM lab_report
), supported AS (
    SELECT DISTINCT c.bkkp_sn
    FROM charged AS c
    JOIN known AS k ON k.mdtrt_id = c.mdtrt_id
    WHERE k.code = c.medins_list_codg OR strpos(c.item_name, k.said) > 0
       OR strpos(k.said, c.item_name) > 0
), placed AS (
    SELECT c.bkkp_sn, MIN(s.day) AS day
    FROM charged AS c
    JOIN sent AS s ON s.mdtrt_id = c.mdtrt_id
    WHERE c.med_chrgitm_type = '04'
      AND c.day BETWEEN s.day - $days * INTERVAL 1 DAY AND s.day + $days * INTERVAL 1 DAY
    GROUP BY c.bkkp_sn
)
SELECT c.mdtrt_id AS mdtrt_id, p.day AS day, c.bkkp_sn AS bkkp_sn, c.setl_id, c.psn_no, c.med_list_codg,
       c.medins_list_codg, c.item_name, c.fee_ocur_time AS occurred_on, c.cnt, s.gene_test,
       c.det_item_fee_sumamt AS amount, '这几项检验的报告、检测套餐的合同' AS counter_evidence
FROM placed AS p
JOIN charged AS c ON c.bkkp_sn = p.bkkp_sn
JOIN sent AS s ON s.mdtrt_id = c.mdtrt_id AND s.day = p.day
LEFT JOIN supported AS u ON u.bkkp_sn = c.bkkp_sn
WHERE u.bkkp_sn IS NULL
ORDER BY mdtrt_id, day, bkkp_sn
