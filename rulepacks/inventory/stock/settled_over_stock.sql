/*+++
id       = "INV-02"
title.zh = "结算量大于库存可解释的量"
title.en = "Settled more than stock can explain"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
    "《医疗保障基金使用监督管理条例》第三十八条第（四）项：串换药品、医用耗材",
    "《医疗保障基金使用监督管理条例》第三十九条第（二）项：未按规定保管药品和医用耗材出入库记录",
]
national = "两库（2025年版）第43、48项；问题清单（2025年）第4项"
seed     = "信阳、金华2019、吉林"
partition = "stock"
whole     = ["inv_balance"]
unit      = ["medins_list_codg"]
since     = 2021-05-01
evidence  = ["检查当日实物盘点（药师签字）", "供应商出库单、发票", "报损、盘点记录"]
ask       = ["期末结存是实盘数还是账面数？", "有没有没入账的进货、借药、赠药？"]
false_positives = [
    "差额在盘点允差之内",
    "期初库存、其他业务入库可解释",
    "收费按拆零单位、入库按包装，换算后相等",
    "单位换算不了的药品",
    "不在结转期间内的收费",
    "药房从不直接发给病人的，领到科室后由科室收费",
]
sentence.zh = "{item_name}期间收费 {cnt_billed}，库存只能解释 {cnt_allowed}，多出的部分 {amount} 元。"
sentence.en = "{item_name}: {cnt_billed} charged in the period, stock explains {cnt_allowed}; the rest comes to {amount} yuan."

[needs]
fee_net     = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "medins_list_codg", "cnt", "det_item_fee_sumamt"]
inv_balance = ["year_month", "medins_list_codg", "open_cnt_min", "close_cnt_min"]
inv_move    = ["medins_list_codg", "chg_type", "biz_time", "chg_cnt_min"]

[params]
units_tolerance = 1      # 盘点允差，拆零单位；一个最小单位（本项目设定）
share_tolerance = 0.01   # 盘点允差，占可解释量的比例；1%（本项目设定，未经医院标定）
+++*/
WITH period AS (
    SELECT MIN(year_month) AS first_month, MAX(year_month) AS last_month
    FROM inv_balance
), unconverted AS (
    SELECT medins_list_codg FROM inv_move WHERE chg_cnt_min IS NULL
    UNION
    SELECT medins_list_codg FROM inv_balance WHERE open_cnt_min IS NULL OR close_cnt_min IS NULL
), on_shelf AS (
    SELECT b.medins_list_codg,
           SUM(CASE WHEN b.year_month = p.first_month THEN b.open_cnt_min ELSE 0 END) AS opening,
           SUM(CASE WHEN b.year_month = p.last_month THEN b.close_cnt_min ELSE 0 END) AS closing
    FROM inv_balance AS b
    CROSS JOIN period AS p
    GROUP BY b.medins_list_codg
), handed_out AS (
    SELECT DISTINCT medins_list_codg FROM inv_move WHERE chg_type IN ('门诊销售', '住院销售')
), moved AS (
    SELECT v.medins_list_codg, SUM(v.chg_cnt_min) AS cnt
    FROM inv_move AS v
    LEFT JOIN handed_out AS h ON h.medins_list_codg = v.medins_list_codg
    CROSS JOIN period AS p
    WHERE coalesce(v.chg_type, '') NOT IN ('门诊销售', '住院销售')
      AND (coalesce(v.chg_type, '') <> '科室领用' OR h.medins_list_codg IS NOT NULL)
      AND strftime(v.biz_time, '%Y%m') BETWEEN p.first_month AND p.last_month
    GROUP BY v.medins_list_codg
), explained AS (
    SELECT s.medins_list_codg, s.opening, s.closing, coalesce(m.cnt, 0) AS moved_in,
           GREATEST(s.opening + coalesce(m.cnt, 0) - s.closing, 0) AS cnt_allowed
    FROM on_shelf AS s
    LEFT JOIN moved AS m ON m.medins_list_codg = s.medins_list_codg
    LEFT JOIN unconverted AS u ON u.medins_list_codg = s.medins_list_codg
    WHERE u.medins_list_codg IS NULL
), billed_days AS (
    SELECT medins_list_codg, CAST(fee_ocur_time AS DATE) AS day, SUM(cnt) AS cnt
    FROM fee_net
    GROUP BY medins_list_codg, CAST(fee_ocur_time AS DATE)
), billed AS (
    SELECT d.medins_list_codg, SUM(d.cnt) AS cnt_billed
    FROM billed_days AS d
    CROSS JOIN period AS p
    WHERE strftime(d.day, '%Y%m') BETWEEN p.first_month AND p.last_month
    GROUP BY d.medins_list_codg
), excess AS (
    SELECT e.medins_list_codg, e.opening, e.closing, e.moved_in, e.cnt_allowed, b.cnt_billed,
           p.first_month, p.last_month
    FROM explained AS e
    JOIN billed AS b ON b.medins_list_codg = e.medins_list_codg
    CROSS JOIN period AS p
    WHERE b.cnt_billed - e.cnt_allowed > GREATEST($units_tolerance, $share_tolerance * e.cnt_allowed)
), latest_first AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.medins_list_name, f.fee_ocur_time, f.cnt, f.det_item_fee_sumamt, e.opening, e.closing,
           e.moved_in, e.cnt_allowed, e.cnt_billed,
           SUM(f.cnt) OVER (
               PARTITION BY f.medins_list_codg ORDER BY f.fee_ocur_time, f.bkkp_sn
           ) - e.cnt_allowed AS over_so_far
    FROM fee_net AS f
    JOIN excess AS e ON e.medins_list_codg = f.medins_list_codg
    WHERE strftime(f.fee_ocur_time, '%Y%m') BETWEEN e.first_month AND e.last_month
)
SELECT medins_list_codg, bkkp_sn, setl_id, mdtrt_id, psn_no, med_list_codg,
       medins_list_name AS item_name, fee_ocur_time AS occurred_on, cnt, opening, moved_in, closing,
       cnt_billed, cnt_allowed, LEAST(cnt, over_so_far) AS cnt_excess,
       CAST(det_item_fee_sumamt * LEAST(cnt, over_so_far) / cnt AS DECIMAL(16, 2)) AS amount,
       '药师签字的实物盘点表、未入账的进货单' AS counter_evidence
FROM latest_first
WHERE over_so_far > 0
ORDER BY medins_list_codg, bkkp_sn
