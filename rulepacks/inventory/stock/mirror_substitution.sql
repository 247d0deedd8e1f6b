/*+++
id       = "INV-06"
title.zh = "进销存镜像串换"
title.en = "One drug charged, another one gone"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（四）项：串换药品、医用耗材",
]
national = "问题清单（2025年）第14、33项；药店清单（2025年）第7、8项"
seed     = "信阳、绍兴"
partition = "whole"
unit      = ["medins_list_codg", "other_codg"]
since     = 2021-05-01
knowledge = ["use_class"]
evidence  = ["处方、用法标签、护士执行单上写的是哪一种", "两种药的实物盘点", "领药、发药签字"]
ask       = ["这两种药是否互相替代过？由谁决定、怎样收费？"]
false_positives = [
    "差的数量太少，只是巧合",
    "差的数量不相当",
    "两种药不是同一用途",
    "换给病人的更贵",
    "单位换算不了的药品",
]
sentence.zh = "{item_name}多收 {cnt_over}，没有库存可对应；同类的{other_name}少收 {cnt_left}，却已出库：疑似以{other_name}串换，差价 {amount} 元。"
sentence.en = "{item_name}: {cnt_over} charged without stock; {other_name}, of the same use: {cnt_left} gone uncharged. The difference in price is {amount} yuan."

[needs]
fee_net     = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "medins_list_codg", "cnt", "det_item_fee_sumamt"]
inv_balance = ["year_month", "medins_list_codg", "med_list_codg", "open_cnt_min", "close_cnt_min"]
inv_move    = ["medins_list_codg", "chg_type", "biz_time", "chg_cnt", "chg_cnt_min", "rtal_pric"]

[params]
balance_tolerance = 0.1   # 两边数量相差多少以内算相当，占较大者的比例（目录默认值，未经医院标定）
least             = 10    # 至少差多少个拆零单位才看；更少的多半是巧合（本项目设定，未经医院标定）
+++*/
WITH period AS (
    SELECT MIN(year_month) AS first_month, MAX(year_month) AS last_month
    FROM inv_balance
), unconverted AS (
    SELECT medins_list_codg FROM inv_move WHERE chg_cnt_min IS NULL
    UNION
    SELECT medins_list_codg FROM inv_balance WHERE open_cnt_min IS NULL OR close_cnt_min IS NULL
), on_shelf AS (
    SELECT b.medins_list_codg, MAX(b.med_list_codg) AS med_list_codg, MAX(b.prodname) AS prodname,
           SUM(CASE WHEN b.year_month = p.first_month THEN b.open_cnt_min ELSE 0 END)
             - SUM(CASE WHEN b.year_month = p.last_month THEN b.close_cnt_min ELSE 0 END) AS cnt
    FROM inv_balance AS b
    CROSS JOIN period AS p
    GROUP BY b.medins_list_codg
), moved AS (
    SELECT v.medins_list_codg, SUM(v.chg_cnt_min) AS cnt
    FROM inv_move AS v
    CROSS JOIN period AS p
    WHERE coalesce(v.chg_type, '') NOT IN ('门诊销售', '住院销售')
      AND strftime(v.biz_time, '%Y%m') BETWEEN p.first_month AND p.last_month
    GROUP BY v.medins_list_codg
), priced AS (
    SELECT medins_list_codg, MAX(CAST(rtal_pric * chg_cnt / chg_cnt_min AS DECIMAL(16, 6))) AS pric
    FROM inv_move
    WHERE chg_cnt_min <> 0
    GROUP BY medins_list_codg
), billed AS (
    SELECT f.medins_list_codg, MAX(f.medins_list_name) AS item_name, SUM(f.cnt) AS cnt
    FROM fee_net AS f
    CROSS JOIN period AS p
    WHERE strftime(f.fee_ocur_time, '%Y%m') BETWEEN p.first_month AND p.last_month
    GROUP BY f.medins_list_codg
), gaps AS (
    SELECT s.medins_list_codg, s.med_list_codg, coalesce(b.item_name, s.prodname, s.medins_list_codg) AS item_name, c.pric,
           coalesce(b.cnt, 0) - (s.cnt + coalesce(m.cnt, 0)) AS gap
    FROM on_shelf AS s
    LEFT JOIN moved AS m ON m.medins_list_codg = s.medins_list_codg
    LEFT JOIN billed AS b ON b.medins_list_codg = s.medins_list_codg
    LEFT JOIN priced AS c ON c.medins_list_codg = s.medins_list_codg
    LEFT JOIN unconverted AS u ON u.medins_list_codg = s.medins_list_codg
    WHERE u.medins_list_codg IS NULL
), classed AS (
    SELECT g.medins_list_codg, g.med_list_codg, g.item_name, g.pric, g.gap, k.use_class,
           MAX(k.knowledge_row) AS knowledge_row
    FROM gaps AS g
    JOIN use_class AS k ON substr(g.med_list_codg, 1, length(k.code_prefix)) = k.code_prefix
    CROSS JOIN period AS p
    WHERE abs(g.gap) >= $least
      AND strftime(k.valid_from, '%Y%m') <= p.last_month AND strftime(k.valid_to, '%Y%m') >= p.first_month
    GROUP BY g.medins_list_codg, g.med_list_codg, g.item_name, g.pric, g.gap, k.use_class
), matched AS (
    SELECT a.medins_list_codg, a.item_name, b.medins_list_codg AS other_codg,
           b.med_list_codg AS other_med, b.item_name AS other_name, b.pric AS other_pric,
           a.gap AS cnt_over, -b.gap AS cnt_left, MAX(a.knowledge_row) AS knowledge_row
    FROM classed AS a
    JOIN classed AS b ON b.use_class = a.use_class AND b.gap < 0
    WHERE a.gap > 0 AND abs(a.gap + b.gap) <= $balance_tolerance * GREATEST(a.gap, -b.gap)
      AND b.pric < a.pric
    GROUP BY a.medins_list_codg, a.item_name, b.medins_list_codg, b.med_list_codg, b.item_name, b.pric,
             a.gap, b.gap
), ranked AS (
    SELECT medins_list_codg, item_name, other_codg, other_med, other_name, other_pric, cnt_over,
           cnt_left, knowledge_row,
           ROW_NUMBER() OVER (
               PARTITION BY medins_list_codg ORDER BY abs(cnt_over - cnt_left), other_codg
           ) AS nearest,
           ROW_NUMBER() OVER (
               PARTITION BY other_codg ORDER BY abs(cnt_over - cnt_left), medins_list_codg
           ) AS nearest_back
    FROM matched
), pairs AS (
    SELECT medins_list_codg, item_name, other_codg, other_med, other_name, other_pric, cnt_over,
           cnt_left, LEAST(cnt_over, cnt_left) AS cnt_swapped, knowledge_row
    FROM ranked
    WHERE nearest = 1 AND nearest_back = 1
), lines AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.fee_ocur_time, f.cnt, f.det_item_fee_sumamt,
           SUM(f.cnt) OVER (
               PARTITION BY f.medins_list_codg ORDER BY f.fee_ocur_time DESC, f.bkkp_sn DESC
           ) AS from_last
    FROM fee_net AS f
    JOIN pairs AS s ON s.medins_list_codg = f.medins_list_codg
    CROSS JOIN period AS p
    WHERE strftime(f.fee_ocur_time, '%Y%m') BETWEEN p.first_month AND p.last_month
), on_lines AS (
    SELECT l.bkkp_sn, l.setl_id, l.mdtrt_id, l.psn_no, l.med_list_codg, l.medins_list_codg,
           l.fee_ocur_time, l.cnt, l.det_item_fee_sumamt, p.item_name, p.other_codg, p.other_name,
           p.other_pric, p.cnt_over, p.cnt_left, p.knowledge_row,
           LEAST(l.cnt, p.cnt_swapped - (l.from_last - l.cnt)) AS cnt_excess
    FROM lines AS l
    JOIN pairs AS p ON p.medins_list_codg = l.medins_list_codg
)
SELECT medins_list_codg, other_codg, bkkp_sn, setl_id, mdtrt_id, psn_no, med_list_codg, item_name,
       other_name, fee_ocur_time AS occurred_on, cnt, cnt_over, cnt_left, cnt_excess, other_pric,
       CAST(GREATEST(det_item_fee_sumamt / cnt - other_pric, 0) * cnt_excess AS DECIMAL(16, 2)) AS amount,
       knowledge_row, '处方、标签、实物盘点' AS counter_evidence
FROM on_lines
WHERE cnt_excess > 0
UNION ALL
SELECT medins_list_codg, other_codg, NULL AS bkkp_sn, NULL AS setl_id, NULL AS mdtrt_id, NULL AS psn_no,
       other_med AS med_list_codg, item_name, other_name, NULL AS occurred_on, NULL AS cnt, cnt_over,
       cnt_left, NULL AS cnt_excess, other_pric, CAST(0 AS DECIMAL(16, 2)) AS amount, knowledge_row,
       NULL AS counter_evidence
FROM pairs
ORDER BY medins_list_codg, other_codg, bkkp_sn
