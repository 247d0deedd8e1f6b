/*+++
id       = "XY1-04"
title.zh = "体检式住院"
title.en = "Admitted for a check-up"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（二）项：过度诊疗、过度检查",
    "《医疗保障基金使用监督管理条例》第四十条第一款第（一）项：诱导、协助他人冒名或者虚假就医",
]
national = "两库（2025年版）第53项 无指征住院（低标准入院）；问题清单（2025年）第2项"
seed     = "信阳"
partition = "whole"
unit      = ["mdtrt_id"]
since     = 2021-05-01
evidence  = [
    "入院记录：入院指征",
    "接送车辆、体检宣传、介绍人的记录",
]
ask       = [
    "为什么要住院检查？检查结果用来治了什么？",
    "这个月同样的住院为什么这么多？",
]
false_positives = [
    "当月只有几例，不成批",
    "做了手术、介入、活检",
    "住得久、用药治疗多",
    "日间手术、门诊",
]
sentence.zh = "住院 {los} 天，检查、化验占费用 {share}%，{month} 这样的住院共 {alike} 例；本行检查、化验费 {amount} 元。"
sentence.en = "A stay of {los} days, {share}% of it tests; {alike} such stays in {month}: {amount} yuan of tests on this line."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt", "med_chrgitm_type"]
mdtrt_d = ["mdtrt_id", "med_type", "begntime", "endtime"]

[params]
tests_least = 0.70   # 检查、化验费占总费用几成以上，比例（目录默认值，未经医院标定）
care_most = 0.15   # 药品、治疗、材料费占总费用几成以下，比例（目录默认值，未经医院标定）
los = 4   # 住院几天以内，天（目录默认值，未经医院标定）
alike = 10   # 同一月这样的住院几例以上，例（目录默认值，未经医院标定）
tests = "|03|04|"   # 检查费、化验费（med_chrgitm_type）
care = "|05|06|08|09|10|11|"   # 治疗、手术、材料、药品费（med_chrgitm_type）
+++*/
WITH stays AS (
    SELECT mdtrt_id, strftime(begntime, '%Y-%m') AS month,
           date_diff('day', CAST(begntime AS DATE), CAST(endtime AS DATE)) AS los
    FROM mdtrt_d
    WHERE endtime IS NOT NULL AND med_type LIKE '2%' AND med_type <> '28'
), spent AS (
    SELECT s.mdtrt_id, s.month, s.los, SUM(f.det_item_fee_sumamt) AS total,
           SUM(CASE WHEN strpos($tests, concat('|', f.med_chrgitm_type, '|')) > 0
                    THEN f.det_item_fee_sumamt ELSE 0 END) AS tests,
           SUM(CASE WHEN strpos($care, concat('|', f.med_chrgitm_type, '|')) > 0
                    THEN f.det_item_fee_sumamt ELSE 0 END) AS care,
           SUM(CASE WHEN f.med_chrgitm_type = '06' THEN 1 ELSE 0 END) AS operations
    FROM stays AS s
    JOIN fee_net AS f ON f.mdtrt_id = s.mdtrt_id
    WHERE s.los <= $los
    GROUP BY s.mdtrt_id, s.month, s.los
), alike AS (
    SELECT mdtrt_id, month, los, CAST(round(100 * tests / total) AS BIGINT) AS share,
           COUNT(*) OVER (PARTITION BY month) AS alike
    FROM spent
    WHERE total > 0 AND operations = 0 AND tests >= $tests_least * total AND care <= $care_most * total
)
SELECT f.mdtrt_id AS mdtrt_id, f.bkkp_sn AS bkkp_sn, f.setl_id, f.psn_no, f.med_list_codg,
       f.medins_list_codg, f.medins_list_name AS item_name, f.fee_ocur_time AS occurred_on, f.cnt,
       a.month, a.los, a.share, a.alike, f.det_item_fee_sumamt AS amount,
       '入院指征、诊断性住院的病历' AS counter_evidence
FROM alike AS a
JOIN fee_net AS f ON f.mdtrt_id = a.mdtrt_id
WHERE a.alike >= $alike AND strpos($tests, concat('|', f.med_chrgitm_type, '|')) > 0
ORDER BY mdtrt_id, bkkp_sn
