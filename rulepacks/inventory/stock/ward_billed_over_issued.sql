/*+++
id       = "INV-17"
title.zh = "科室收费多于领用"
title.en = "A ward charged more than it was issued"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
]
national = "两库（2025年版）第48项"
seed     = "信阳"
partition = "stock"
whole     = ["inv_balance"]
unit      = ["medins_list_codg", "dept"]
since     = 2021-05-01
evidence  = ["科室二级库的盘点、领用登记", "使用登记、条码贴", "科室之间借用的登记"]
ask       = ["多收的这些，货从哪里来？", "检查期开始时科室里还有多少？"]
false_positives = [
    "科室里还有上一次领的货",
    "科室二级库的期初结存可解释",
    "向别的科室借用，全院合计不超",
    "差额在百分之二以内",
    "药房直接发给病人的，不走科室领用",
    "单位换算不了的物品",
]
sentence.zh = "{dept}的{item_name}收了 {cnt_billed}，领用连结存只有 {cnt_allowed}，多收 {amount} 元。"
sentence.en = "{dept}, {item_name}: {cnt_billed} charged, {cnt_allowed} issued or on its shelf: {amount} yuan too much."

[needs]
fee_net     = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "medins_list_codg", "cnt", "det_item_fee_sumamt", "acord_dept_name"]
inv_balance = ["year_month", "medins_list_codg", "loc_type", "open_cnt_min", "close_cnt_min"]
inv_move    = ["medins_list_codg", "chg_type", "biz_time", "chg_cnt_min", "counterpart"]

[params]
tolerance = 0.02   # 收费超过领用多少以内不看，占领用量的比例（目录默认值，未经医院标定）
+++*/
WITH period AS (
    SELECT MIN(year_month) AS first_month, MAX(year_month) AS last_month
    FROM inv_balance
), not_judged AS (
    SELECT medins_list_codg FROM inv_move
    WHERE chg_cnt_min IS NULL OR chg_type IN ('门诊销售', '住院销售')
    UNION
    SELECT medins_list_codg FROM inv_balance WHERE open_cnt_min IS NULL OR close_cnt_min IS NULL
), issued AS (
    SELECT v.medins_list_codg, trim(v.counterpart) AS dept, MIN(CAST(v.biz_time AS DATE)) AS first_day,
           -SUM(v.chg_cnt_min) AS cnt, MAX(-v.chg_cnt_min) AS largest
    FROM inv_move AS v
    LEFT JOIN not_judged AS n ON n.medins_list_codg = v.medins_list_codg
    WHERE v.chg_type = '科室领用' AND v.counterpart IS NOT NULL AND n.medins_list_codg IS NULL
    GROUP BY v.medins_list_codg, trim(v.counterpart)
), on_ward AS (
    SELECT b.medins_list_codg, trim(b.loc_name) AS dept,
           SUM(CASE WHEN b.year_month = p.first_month THEN b.open_cnt_min ELSE 0 END)
             - SUM(CASE WHEN b.year_month = p.last_month THEN b.close_cnt_min ELSE 0 END) AS cnt
    FROM inv_balance AS b
    CROSS JOIN period AS p
    GROUP BY b.medins_list_codg, trim(b.loc_name)
), allowed AS (
    SELECT i.medins_list_codg, i.dept, i.first_day,
           GREATEST(i.cnt + coalesce(w.cnt, i.largest), 0) AS cnt_allowed
    FROM issued AS i
    LEFT JOIN on_ward AS w ON w.medins_list_codg = i.medins_list_codg AND w.dept = i.dept
), lines AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.medins_list_name, f.fee_ocur_time, f.cnt, f.det_item_fee_sumamt, a.dept, a.cnt_allowed,
           SUM(f.cnt) OVER (PARTITION BY f.medins_list_codg, a.dept) AS cnt_billed,
           SUM(f.cnt) OVER (
               PARTITION BY f.medins_list_codg, a.dept ORDER BY f.fee_ocur_time DESC, f.bkkp_sn DESC
           ) AS from_last
    FROM fee_net AS f
    JOIN allowed AS a ON a.medins_list_codg = f.medins_list_codg AND a.dept = trim(f.acord_dept_name)
    CROSS JOIN period AS p
    WHERE strftime(f.fee_ocur_time, '%Y%m') <= p.last_month
      AND CAST(f.fee_ocur_time AS DATE) >= a.first_day
), charged_anywhere AS (
    SELECT f.medins_list_codg, SUM(f.cnt) AS cnt
    FROM fee_net AS f
    CROSS JOIN period AS p
    WHERE strftime(f.fee_ocur_time, '%Y%m') BETWEEN p.first_month AND p.last_month
    GROUP BY f.medins_list_codg
), hospital AS (
    SELECT a.medins_list_codg, c.cnt - SUM(a.cnt_allowed) AS cnt_over
    FROM allowed AS a
    JOIN charged_anywhere AS c ON c.medins_list_codg = a.medins_list_codg
    GROUP BY a.medins_list_codg, c.cnt
), excess AS (
    SELECT l.bkkp_sn, l.setl_id, l.mdtrt_id, l.psn_no, l.med_list_codg, l.medins_list_codg,
           l.medins_list_name, l.fee_ocur_time, l.cnt, l.det_item_fee_sumamt, l.dept, l.cnt_allowed,
           l.cnt_billed,
           LEAST(l.cnt, LEAST(h.cnt_over, l.cnt_billed - l.cnt_allowed) - (l.from_last - l.cnt)) AS cnt_excess
    FROM lines AS l
    JOIN hospital AS h ON h.medins_list_codg = l.medins_list_codg
    WHERE l.cnt_billed > l.cnt_allowed * (1 + $tolerance)
)
SELECT medins_list_codg, dept, bkkp_sn, setl_id, mdtrt_id, psn_no, med_list_codg,
       medins_list_name AS item_name, fee_ocur_time AS occurred_on, cnt, cnt_billed, cnt_allowed,
       cnt_excess, CAST(det_item_fee_sumamt * cnt_excess / cnt AS DECIMAL(16, 2)) AS amount,
       '科室二级库盘点、借用登记' AS counter_evidence
FROM excess
WHERE cnt_excess > 0
ORDER BY medins_list_codg, dept, bkkp_sn
