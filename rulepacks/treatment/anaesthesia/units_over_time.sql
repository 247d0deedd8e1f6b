/*+++
id       = "XY4-06"
title.zh = "麻醉计价单位超过麻醉时长"
title.en = "Anaesthesia units beyond its duration"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（三）项：重复收费、超标准收费、分解项目收费",
    "《医疗保障基金使用监督管理条例》第十五条：不得重复收费、超标准收费、分解项目收费",
]
national = "问题清单（2025年）第156、163、164、165、166项"
seed     = "信阳"
partition = "visit"
unit     = ["mdtrt_id", "med_list_codg"]
since    = 2021-05-01
knowledge = ["anst_unit"]
evidence = [
    "麻醉机、监护仪导出的起止时间（纸质记录可能事后改过）",
    "麻醉记录单原件",
]
ask      = [
    "麻醉从几点到几点？加收的小时怎样算的？",
]
false_positives = [
    "诱导、复苏的时间也在麻醉记录里",
    "一次住院做了两次手术",
    "有一次麻醉没有记结束时间",
    "不足一小时按一小时计",
]
sentence.zh = "这次就诊麻醉共 {hours} 小时，{item_name}可收 {cnt_allowed}，实收 {cnt_billed}，多收 {amount} 元。"
sentence.en = "{hours} hours of anaesthesia in this visit allow {cnt_allowed} of {item_name}; {cnt_billed} were charged: {amount} yuan too much."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]
anst = ["mdtrt_id", "anst_begntime", "anst_endtime"]

[min_coverage]
"anst.mdtrt_id" = 0.9
+++*/
WITH records AS (
    SELECT mdtrt_id, anst_begntime,
           (epoch(GREATEST(anst_endtime, coalesce(pacu_endtime, anst_endtime))) - epoch(anst_begntime)) / 3600.0 AS hours
    FROM anst
), timed AS (
    SELECT mdtrt_id
    FROM records
    GROUP BY mdtrt_id
    HAVING COUNT(hours) = COUNT(*) AND MIN(hours) > 0
), allowed AS (
    SELECT r.mdtrt_id, k.med_list_codg, k.item_name, k.knowledge_row, k.valid_from, k.valid_to,
           CAST(SUM(r.hours) AS DECIMAL(10, 2)) AS hours,
           CAST(SUM(k.first_units + ceil(GREATEST(r.hours - k.base_hours, 0) / k.step_hours)) AS DECIMAL(16, 4)) AS cnt_allowed
    FROM records AS r
    JOIN timed AS t ON t.mdtrt_id = r.mdtrt_id
    JOIN anst_unit AS k ON CAST(r.anst_begntime AS DATE) BETWEEN k.valid_from AND k.valid_to
    WHERE k.step_hours > 0
    GROUP BY r.mdtrt_id, k.med_list_codg, k.item_name, k.knowledge_row, k.valid_from, k.valid_to
), lines AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg, f.medins_list_name,
           f.fee_ocur_time, CAST(f.fee_ocur_time AS DATE) AS day, f.cnt, f.det_item_fee_sumamt, a.item_name, a.knowledge_row, a.hours, a.cnt_allowed,
           SUM(f.cnt) OVER (
               PARTITION BY f.mdtrt_id, f.med_list_codg ORDER BY f.fee_ocur_time, f.bkkp_sn
           ) AS so_far,
           SUM(f.cnt) OVER (PARTITION BY f.mdtrt_id, f.med_list_codg) AS cnt_billed
    FROM fee_net AS f
    JOIN allowed AS a ON a.mdtrt_id = f.mdtrt_id AND a.med_list_codg = f.med_list_codg
    WHERE CAST(f.fee_ocur_time AS DATE) BETWEEN a.valid_from AND a.valid_to
)
SELECT mdtrt_id, med_list_codg, bkkp_sn, setl_id, psn_no, medins_list_codg, item_name,
       fee_ocur_time AS occurred_on, cnt, cnt_billed, cnt_allowed, hours,
       LEAST(cnt, so_far - cnt_allowed) AS cnt_excess,
       CAST(det_item_fee_sumamt * LEAST(cnt, so_far - cnt_allowed) / cnt AS DECIMAL(16, 2)) AS amount,
       knowledge_row, '麻醉机导出的时长' AS counter_evidence
FROM lines
WHERE so_far > cnt_allowed
ORDER BY mdtrt_id, med_list_codg, bkkp_sn
