/*+++
id       = "INV-19"
title.zh = "药品没有任何来源记录"
title.en = "A drug nobody is recorded to have supplied"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
    "《医疗保障基金使用监督管理条例》第三十九条第（二）项：未按规定保管药品和医用耗材出入库记录",
]
national = "药店清单（2025年）第5项"
seed     = "金华2019、吉林"
partition = "stock"
whole     = ["inv_balance", "inv_move", "purc_invo"]
unit      = ["medins_list_codg"]
since     = 2021-05-01
evidence  = ["药品包装与追溯码的照片", "供应商资质、随货同行单", "药监部门的核查"]
ask       = ["这种药从哪里来？谁送的？有没有票？"]
false_positives = [
    "库存里是另一个院内编码，国家编码相同",
    "改过编码，名称相同",
    "只有发票、还没有入库",
    "医院自己的制剂",
    "饮片、服务项目、耗材不在此列",
]
sentence.zh = "{item_name}收了 {cnt_billed}，结存、入库、发票里都没有这种药，涉及 {amount} 元。"
sentence.en = "{item_name}: {cnt_billed} charged, yet no balance, receipt or invoice knows it: {amount} yuan."

[needs]
fee_net     = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "medins_list_codg", "medins_list_name", "list_type", "cnt", "det_item_fee_sumamt"]
inv_balance = ["medins_list_codg", "prodname"]
inv_move    = ["medins_list_codg", "prodname"]
purc_invo   = ["purc_item_name"]
+++*/
WITH sources AS (
    SELECT medins_list_codg, med_list_codg, prodname FROM inv_balance
    UNION
    SELECT medins_list_codg, med_list_codg, prodname FROM inv_move
    UNION
    SELECT medins_list_codg, med_list_codg, purc_item_name AS prodname FROM purc_invo
), known_as AS (
    SELECT 'own' AS kind, medins_list_codg AS said FROM sources WHERE medins_list_codg IS NOT NULL
    UNION
    SELECT 'national' AS kind, med_list_codg AS said FROM sources WHERE med_list_codg IS NOT NULL
    UNION
    SELECT 'name' AS kind, trim(prodname) AS said FROM sources WHERE prodname IS NOT NULL
), charged AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.medins_list_name, f.fee_ocur_time, f.cnt, f.det_item_fee_sumamt
    FROM fee_net AS f
    LEFT JOIN known_as AS o ON o.kind = 'own' AND o.said = f.medins_list_codg
    LEFT JOIN known_as AS n ON n.kind = 'national' AND n.said = f.med_list_codg
    LEFT JOIN known_as AS w ON w.kind = 'name' AND w.said = trim(f.medins_list_name)
    WHERE f.list_type IN ('101', '104') AND coalesce(f.hosp_prep_flag, '0') <> '1'
      AND f.medins_list_codg IS NOT NULL AND o.said IS NULL AND n.said IS NULL AND w.said IS NULL
)
SELECT medins_list_codg, bkkp_sn, setl_id, mdtrt_id, psn_no, med_list_codg,
       medins_list_name AS item_name, fee_ocur_time AS occurred_on, cnt,
       SUM(cnt) OVER (PARTITION BY medins_list_codg) AS cnt_billed,
       CAST(det_item_fee_sumamt AS DECIMAL(16, 2)) AS amount,
       '进货单、发票、供应商资质' AS counter_evidence
FROM charged
ORDER BY medins_list_codg, bkkp_sn
