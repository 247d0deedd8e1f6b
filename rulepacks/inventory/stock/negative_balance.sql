/*+++
id       = "INV-10"
title.zh = "账面负库存"
title.en = "Stock below zero in the books"
verdict  = "clue"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十九条第（二）项：未按规定保管药品和医用耗材出入库记录",
]
national = "—"
seed     = "信阳、金华2019"
partition = "stock"
unit      = ["loc", "medins_list_codg", "begun"]
since     = 2021-05-01
evidence  = ["当天这个库房的实物", "补录的入库单与随货同行单"]
ask       = ["没有货怎么发出去的？系统为什么允许负库存？"]
false_positives = [
    "二十四小时之内补上",
    "同一时间先入后出",
    "没有期初结存的库房",
    "单位换算不了的药品",
]
sentence.zh = "{item_name}在{loc}从 {begun} 起账面为负，最低 {lowest}，持续 {hours} 小时。"
sentence.en = "{item_name} stood below zero in {loc} from {begun}, {lowest} at the lowest, for {hours} hours."

[needs]
inv_balance = ["year_month", "medins_list_codg", "loc_type", "open_cnt_min"]
inv_move    = ["medins_list_codg", "loc_type", "biz_time", "chg_cnt_min"]

[params]
hours = 24   # 账面为负超过多少小时才算，小时；当日补录的常见时限（目录默认值，未经医院标定）
+++*/
WITH unconverted AS (
    SELECT medins_list_codg FROM inv_move WHERE chg_cnt_min IS NULL
    UNION
    SELECT medins_list_codg FROM inv_balance WHERE open_cnt_min IS NULL
), shelves AS (
    SELECT b.medins_list_codg, coalesce(b.loc_type, '') || coalesce(b.loc_name, '') AS loc,
           MIN(b.year_month) AS first_month, MAX(b.year_month) AS last_month,
           MAX(b.prodname) AS item_name
    FROM inv_balance AS b
    LEFT JOIN unconverted AS u ON u.medins_list_codg = b.medins_list_codg
    WHERE u.medins_list_codg IS NULL
    GROUP BY b.medins_list_codg, coalesce(b.loc_type, '') || coalesce(b.loc_name, '')
), opening AS (
    SELECT s.medins_list_codg, s.loc, s.item_name, s.first_month, s.last_month,
           SUM(b.open_cnt_min) AS cnt,
           CAST(substr(s.last_month, 1, 4) || '-' || substr(s.last_month, 5, 2) || '-01' AS TIMESTAMP)
             + INTERVAL 1 MONTH AS books_end
    FROM shelves AS s
    JOIN inv_balance AS b
      ON b.medins_list_codg = s.medins_list_codg AND b.year_month = s.first_month
         AND coalesce(b.loc_type, '') || coalesce(b.loc_name, '') = s.loc
    GROUP BY s.medins_list_codg, s.loc, s.item_name, s.first_month, s.last_month
), changes AS (
    SELECT o.medins_list_codg, o.loc, m.biz_time, SUM(m.chg_cnt_min) AS change
    FROM opening AS o
    JOIN inv_move AS m
      ON m.medins_list_codg = o.medins_list_codg
         AND coalesce(m.loc_type, '') || coalesce(m.loc_name, '') = o.loc
    WHERE strftime(m.biz_time, '%Y%m') BETWEEN o.first_month AND o.last_month
    GROUP BY o.medins_list_codg, o.loc, m.biz_time
), running AS (
    SELECT c.medins_list_codg, c.loc, o.item_name, c.biz_time, o.books_end,
           o.cnt + SUM(c.change) OVER (
               PARTITION BY c.medins_list_codg, c.loc ORDER BY c.biz_time
           ) AS left_over,
           LEAD(c.biz_time) OVER (
               PARTITION BY c.medins_list_codg, c.loc ORDER BY c.biz_time
           ) AS next_time
    FROM changes AS c
    JOIN opening AS o ON o.medins_list_codg = c.medins_list_codg AND o.loc = c.loc
), spans AS (
    SELECT medins_list_codg, loc, item_name, biz_time, left_over,
           coalesce(next_time, books_end) AS until,
           SUM(CASE WHEN left_over < 0 THEN 0 ELSE 1 END) OVER (
               PARTITION BY medins_list_codg, loc ORDER BY biz_time
           ) AS span
    FROM running
), below AS (
    SELECT medins_list_codg, loc, item_name, MIN(biz_time) AS begun, MAX(until) AS ended,
           MIN(left_over) AS lowest,
           CAST((epoch(MAX(until)) - epoch(MIN(biz_time))) / 3600 AS DECIMAL(16, 1)) AS hours
    FROM spans
    WHERE left_over < 0
    GROUP BY medins_list_codg, loc, item_name, span
)
SELECT loc, medins_list_codg, begun, coalesce(item_name, medins_list_codg) AS item_name,
       begun AS occurred_on, ended, lowest, hours, CAST(0 AS DECIMAL(16, 2)) AS amount,
       '补录的入库单、随货同行单' AS counter_evidence
FROM below
WHERE hours > $hours
ORDER BY loc, medins_list_codg, begun
