/*+++
id       = "INV-11"
title.zh = "按整包装价收拆零单位"
title.en = "A whole pack's price for one unit"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（三）项：超标准收费",
]
national = "—"
seed     = "信阳"
partition = "stock"
unit      = ["medins_list_codg"]
since     = 2021-05-01
evidence  = ["收费系统的单位与拆零比设置", "处方数量、发药数量", "没有换算单位的出入库行"]
ask       = ["收费数量是盒还是粒？单价是一盒的还是一粒的？"]
false_positives = [
    "整盒销售：数量按盒、价格按盒",
    "调过价：按新的拆零价收",
    "收费数量与发药数量对不上（另有规则）",
    "不拆零的药品",
    "单价与包装价相差超过百分之五，不是单位的错",
]
sentence.zh = "{item_name}：{found} {amount} 元。"
sentence.en = "{item_name}: {found_en} {amount} yuan."

[needs]
fee_net  = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "medins_list_codg", "cnt", "det_item_fee_sumamt"]
inv_move = ["medins_list_codg", "chg_type", "biz_time", "pack_cnt", "chg_cnt", "chg_cnt_min", "rtal_pric"]

[params]
tolerance = 0.05   # 单价、数量的允差，比例（目录默认值，未经医院标定）
+++*/
WITH unit_prices AS (
    SELECT medins_list_codg, pack_cnt,
           CAST(rtal_pric * chg_cnt / chg_cnt_min AS DECIMAL(16, 6)) AS pric
    FROM inv_move
    WHERE chg_cnt_min <> 0 AND chg_cnt <> 0 AND rtal_pric > 0 AND pack_cnt > 1
    GROUP BY medins_list_codg, pack_cnt, CAST(rtal_pric * chg_cnt / chg_cnt_min AS DECIMAL(16, 6))
), books AS (
    SELECT medins_list_codg, MIN(CAST(biz_time AS DATE)) AS first_day,
           MAX(CAST(biz_time AS DATE)) AS last_day, MAX(pack_cnt) AS pack_cnt,
           -SUM(CASE WHEN chg_type IN ('门诊销售', '住院销售') THEN chg_cnt_min ELSE 0 END) AS cnt_given
    FROM inv_move
    GROUP BY medins_list_codg
), charged AS (
    SELECT medins_list_codg, CAST(fee_ocur_time AS DATE) AS day,
           CAST(det_item_fee_sumamt / cnt AS DECIMAL(16, 6)) AS pric, SUM(cnt) AS cnt
    FROM fee_net
    GROUP BY medins_list_codg, CAST(fee_ocur_time AS DATE), CAST(det_item_fee_sumamt / cnt AS DECIMAL(16, 6))
), sold AS (
    SELECT c.medins_list_codg, c.pric, SUM(c.cnt) AS cnt
    FROM charged AS c
    JOIN books AS b ON b.medins_list_codg = c.medins_list_codg
    WHERE c.day BETWEEN b.first_day AND b.last_day AND b.cnt_given > 0
    GROUP BY c.medins_list_codg, c.pric
), priced AS (
    SELECT s.medins_list_codg, s.pric, MAX(s.cnt) AS cnt, MAX(p.pric) AS unit_price,
           MAX(CASE WHEN abs(s.pric - p.pric * p.pack_cnt) <= $tolerance * p.pric * p.pack_cnt
                    THEN 1 ELSE 0 END)
             * MIN(CASE WHEN abs(s.pric - p.pric) <= $tolerance * p.pric THEN 0 ELSE 1 END) AS by_pack
    FROM sold AS s
    JOIN unit_prices AS p ON p.medins_list_codg = s.medins_list_codg
    GROUP BY s.medins_list_codg, s.pric
), read_both_ways AS (
    SELECT p.medins_list_codg, p.pric, p.unit_price, p.by_pack, b.first_day, b.last_day, b.cnt_given, b.pack_cnt,
           SUM(p.cnt) OVER (PARTITION BY p.medins_list_codg) AS as_units,
           SUM(CASE WHEN p.by_pack = 1 THEN p.cnt * b.pack_cnt ELSE p.cnt END)
               OVER (PARTITION BY p.medins_list_codg) AS as_packs
    FROM priced AS p
    JOIN books AS b ON b.medins_list_codg = p.medins_list_codg
), by_the_pack AS (
    SELECT medins_list_codg, pric, first_day, last_day, cnt_given, pack_cnt, unit_price
    FROM read_both_ways
    WHERE by_pack = 1 AND abs(as_units - cnt_given) <= $tolerance * cnt_given
      AND abs(as_units - cnt_given) < abs(as_packs - cnt_given)
), dear AS (
    SELECT medins_list_codg, pric
    FROM charged
    WHERE medins_list_codg IN (SELECT medins_list_codg FROM by_the_pack)
      AND pric IN (SELECT pric FROM by_the_pack)
    GROUP BY medins_list_codg, pric
), lines AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.medins_list_name, f.fee_ocur_time, f.cnt, f.det_item_fee_sumamt, d.pric
    FROM fee_net AS f
    JOIN dear AS d
      ON d.medins_list_codg = f.medins_list_codg
         AND d.pric = CAST(f.det_item_fee_sumamt / f.cnt AS DECIMAL(16, 6))
)
SELECT f.medins_list_codg AS medins_list_codg, f.bkkp_sn AS bkkp_sn, f.setl_id AS setl_id,
       f.mdtrt_id AS mdtrt_id, f.psn_no AS psn_no, f.med_list_codg AS med_list_codg,
       f.medins_list_name AS item_name, f.fee_ocur_time AS occurred_on, f.cnt AS cnt,
       p.pack_cnt AS pack_cnt, p.pric AS pric, p.unit_price AS pric_allowed,
       p.cnt_given AS cnt_given, '按拆零单位计数，却按整包装的价收费，多收' AS found,
       'counted in single units, charged at the price of a pack; too much by' AS found_en, NULL AS chg_unit, NULL AS not_converted,
       CAST(f.det_item_fee_sumamt - p.unit_price * f.cnt AS DECIMAL(16, 2)) AS amount,
       '发药数量与收费单位的设置' AS counter_evidence
FROM lines AS f
JOIN by_the_pack AS p ON p.medins_list_codg = f.medins_list_codg AND p.pric = f.pric
WHERE CAST(f.fee_ocur_time AS DATE) BETWEEN p.first_day AND p.last_day
UNION ALL
SELECT medins_list_codg, NULL AS bkkp_sn, NULL AS setl_id, NULL AS mdtrt_id, NULL AS psn_no,
       MAX(med_list_codg) AS med_list_codg, MAX(prodname) AS item_name, MIN(biz_time) AS occurred_on,
       NULL AS cnt, MAX(pack_cnt) AS pack_cnt, NULL AS pric, NULL AS pric_allowed, NULL AS cnt_given,
       '有出入库行换算不了单位，与库存有关的规则不判它，本条不计钱：' AS found,
       'stock rows without a conversion, so the stock rules do not judge it; here' AS found_en,
       coalesce(chg_unit, '') AS chg_unit, COUNT(*) AS not_converted,
       CAST(0 AS DECIMAL(16, 2)) AS amount, '补上的拆零比' AS counter_evidence
FROM inv_move
WHERE chg_cnt_min IS NULL
GROUP BY medins_list_codg, coalesce(chg_unit, '')
ORDER BY medins_list_codg, bkkp_sn, chg_unit
