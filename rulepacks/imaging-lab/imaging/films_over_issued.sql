/*+++
id       = "XY5-11"
title.zh = "胶片收费多于出库"
title.en = "More films charged than issued"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（三）项：超标准收费",
    "《医疗保障基金使用监督管理条例》第三十八条第（四）项：串换药品、医用耗材、诊疗项目和服务设施",
]
national = "问题清单（2025年）第78、79项"
seed     = "信阳、吉林"
partition = "whole"
unit      = ["thing"]
since     = 2021-05-01
knowledge = ["film_item"]
evidence  = [
    "胶片出库单、打印机计数",
    "废片登记",
]
ask       = [
    "影像科期初有多少胶片？有没有只给数字影像又收胶片？",
]
false_positives = [
    "上月领的这月用，合起来够",
    "相差在百分之五之内",
    "出库记录之外的日子",
]
sentence.zh = "{first_day} 至 {last_day} 胶片收了 {cnt_billed} 张，出库 {cnt_issued} 张；{item_name}这一行多收 {amount} 元。"
sentence.en = "From {first_day} to {last_day} {cnt_billed} films were charged and {cnt_issued} issued; {amount} yuan too much on this line of {item_name}."

[needs]
fee_net  = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]
inv_move = ["prodname", "biz_time", "chg_cnt_min"]

[params]
tolerance = 0.05   # 收费可超过出库多少，占出库的比例；科室期初结存（本项目取值）
+++*/
WITH items AS (
    SELECT med_list_codg, name, words, words AS thing, 1 AS per_unit, valid_from, valid_to, knowledge_row
    FROM film_item
), word_list AS (
    SELECT DISTINCT thing, per_unit, unnest(string_split(words, '|')) AS word
    FROM items
), products AS (
    SELECT DISTINCT prodname
    FROM inv_move
), named AS (
    SELECT DISTINCT w.thing, w.per_unit, p.prodname
    FROM products AS p
    JOIN word_list AS w ON w.word <> '' AND strpos(p.prodname, w.word) > 0
), moves AS (
    SELECT n.thing, n.per_unit, v.biz_time, v.chg_cnt_min
    FROM inv_move AS v
    JOIN named AS n ON n.prodname = v.prodname
), issued AS (
    SELECT thing, MIN(CAST(biz_time AS DATE)) AS first_day, MAX(CAST(biz_time AS DATE)) AS last_day,
           SUM(CASE WHEN chg_cnt_min < 0 THEN -chg_cnt_min * per_unit ELSE 0 END) AS cnt_issued
    FROM moves
    GROUP BY thing
    HAVING COUNT(*) = COUNT(chg_cnt_min)
), lines AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.fee_ocur_time, f.cnt, f.det_item_fee_sumamt, k.thing, k.name, k.knowledge_row,
           s.first_day, s.last_day, s.cnt_issued,
           CAST(s.cnt_issued * (1 + $tolerance) AS DECIMAL(16, 4)) AS cnt_allowed
    FROM fee_net AS f
    JOIN items AS k ON k.med_list_codg = f.med_list_codg
    JOIN issued AS s ON s.thing = k.thing
    WHERE f.cnt > 0 AND CAST(f.fee_ocur_time AS DATE) BETWEEN k.valid_from AND k.valid_to
      AND CAST(f.fee_ocur_time AS DATE) BETWEEN s.first_day AND s.last_day
), in_turn AS (
    SELECT bkkp_sn, setl_id, mdtrt_id, psn_no, med_list_codg, medins_list_codg, fee_ocur_time, cnt,
           det_item_fee_sumamt, thing, name, knowledge_row, first_day, last_day, cnt_issued, cnt_allowed,
           SUM(cnt) OVER (PARTITION BY thing) AS cnt_billed,
           SUM(cnt) OVER (PARTITION BY thing ORDER BY fee_ocur_time, bkkp_sn) AS so_far
    FROM lines
)
SELECT thing, bkkp_sn, setl_id, mdtrt_id, psn_no, med_list_codg, medins_list_codg, name AS item_name,
       fee_ocur_time AS occurred_on, first_day, last_day, cnt, cnt_billed, cnt_issued, cnt_allowed,
       LEAST(cnt, so_far - cnt_allowed) AS cnt_excess,
       CAST(det_item_fee_sumamt * LEAST(cnt, so_far - cnt_allowed) / cnt AS DECIMAL(16, 2)) AS amount,
       knowledge_row, '科室结存、赠送与盘点记录' AS counter_evidence
FROM in_turn
WHERE so_far > cnt_allowed
ORDER BY thing, bkkp_sn
