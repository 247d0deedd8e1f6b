/*+++
id       = "INV-01"
title.zh = "零库存销售"
title.en = "Sold with nothing in stock"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
    "《医疗保障基金使用监督管理条例》第三十八条第（四）项：串换药品、医用耗材",
    "《医疗保障基金使用监督管理条例》第三十九条第（二）项：未按规定保管药品和医用耗材出入库记录",
]
national = "两库（2025年版）第43项 药品进销存异常、第48项 耗材进销存异常"
seed     = "金华2019、信阳、绍兴"
partition = "stock"
whole     = ["inv_balance"]
unit      = ["medins_list_codg"]
since     = 2021-05-01
evidence  = ["随货同行单（注明日期）", "二级库、抢救车、借药登记", "当时的处方、发药签字"]
ask       = ["销售当时这批货从哪里来？入库单为什么晚？", "还有哪些库房、科室存货没有报送？"]
false_positives = [
    "入库单在销售之后二十四小时内补录",
    "入库与销售同一时间戳，先入后销",
    "库房之间调拨，合计没有增减",
    "借入药品经其他业务入库",
    "收费按拆零单位、入库按包装，换算后够用",
    "单位换算不了的药品",
    "药房从不直接发给病人的，领到科室后由科室收费",
]
sentence.zh = "{item_name}账面库存不足仍收费，没有库存可对应的部分共 {amount} 元。"
sentence.en = "{item_name} was charged while the books held too little: {amount} yuan have no stock behind them."

[needs]
fee_net     = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "medins_list_codg", "cnt", "det_item_fee_sumamt"]
inv_balance = ["year_month", "medins_list_codg", "open_cnt_min"]
inv_move    = ["medins_list_codg", "chg_type", "biz_time", "chg_cnt_min"]

[params]
lag_hours = 24   # 入库单晚于销售多少小时以内仍算有货，小时；当日补录的常见时限（本项目设定，未经医院标定）
+++*/
WITH first_month AS (
    SELECT MIN(year_month) AS year_month
    FROM inv_balance
), unconverted AS (
    SELECT medins_list_codg FROM inv_move WHERE chg_cnt_min IS NULL
    UNION
    SELECT medins_list_codg FROM inv_balance WHERE open_cnt_min IS NULL
), opening AS (
    SELECT b.medins_list_codg, SUM(b.open_cnt_min) AS cnt
    FROM inv_balance AS b
    JOIN first_month AS m ON m.year_month = b.year_month
    GROUP BY b.medins_list_codg
), handed_out AS (
    SELECT DISTINCT medins_list_codg FROM inv_move WHERE chg_type IN ('门诊销售', '住院销售')
), by_day AS (
    SELECT v.medins_list_codg, MIN(v.biz_time) AS begun, MAX(v.biz_time) AS done,
           SUM(v.chg_cnt_min) AS cnt
    FROM inv_move AS v
    LEFT JOIN handed_out AS h ON h.medins_list_codg = v.medins_list_codg
    WHERE coalesce(v.chg_type, '') NOT IN ('门诊销售', '住院销售')
      AND (coalesce(v.chg_type, '') <> '科室领用' OR h.medins_list_codg IS NOT NULL)
    GROUP BY v.medins_list_codg, CAST(v.biz_time AS DATE)
), kept_in_books AS (
    SELECT medins_list_codg FROM opening
    UNION
    SELECT medins_list_codg FROM by_day
), watched AS (
    SELECT k.medins_list_codg, m.year_month
    FROM kept_in_books AS k
    CROSS JOIN first_month AS m
), events AS (
    SELECT medins_list_codg, CAST('1900-01-01 00:00:00' AS TIMESTAMP) AS happened, 0 AS turn,
           CAST(NULL AS VARCHAR) AS bkkp_sn, cnt AS change
    FROM opening
    UNION ALL
    SELECT medins_list_codg,
           CASE WHEN cnt > 0 THEN begun - $lag_hours * INTERVAL 1 HOUR ELSE done END AS happened,
           0 AS turn, CAST(NULL AS VARCHAR) AS bkkp_sn, cnt AS change
    FROM by_day
    UNION ALL
    SELECT f.medins_list_codg, f.fee_ocur_time AS happened, 1 AS turn, f.bkkp_sn, -f.cnt AS change
    FROM fee_net AS f
    JOIN watched AS w ON w.medins_list_codg = f.medins_list_codg
    WHERE strftime(f.fee_ocur_time, '%Y%m') >= w.year_month
), running AS (
    SELECT medins_list_codg, bkkp_sn, change,
           SUM(change) OVER (
               PARTITION BY medins_list_codg ORDER BY happened, turn, bkkp_sn
               ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
           ) AS left_over
    FROM events
), short AS (
    SELECT r.bkkp_sn, r.left_over - r.change AS stock_before, LEAST(-r.change, -r.left_over) AS uncovered
    FROM running AS r
    LEFT JOIN unconverted AS u ON u.medins_list_codg = r.medins_list_codg
    WHERE r.bkkp_sn IS NOT NULL AND r.left_over < 0 AND u.medins_list_codg IS NULL
)
SELECT f.medins_list_codg AS medins_list_codg, f.bkkp_sn AS bkkp_sn, f.setl_id AS setl_id,
       f.mdtrt_id AS mdtrt_id, f.psn_no AS psn_no, f.med_list_codg AS med_list_codg,
       f.medins_list_name AS item_name, f.fee_ocur_time AS occurred_on, f.cnt AS cnt,
       GREATEST(s.stock_before, 0) AS cnt_allowed, s.stock_before AS stock_before,
       s.uncovered AS cnt_excess,
       CAST(f.det_item_fee_sumamt * s.uncovered / f.cnt AS DECIMAL(16, 2)) AS amount,
       '注明日期的随货同行单、其他库房的存货' AS counter_evidence
FROM short AS s
JOIN fee_net AS f ON f.bkkp_sn = s.bkkp_sn
ORDER BY medins_list_codg, bkkp_sn
