/*+++
id       = "SES-01"
title.zh = "康复收费没有治疗记录"
title.en = "Rehabilitation charged without a session"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
    "《医疗保障基金使用监督管理条例》第三十八条第（三）项：超标准收费",
]
national = "问题清单（2025年）第69、70、173项"
seed     = "金华2022、吉林"
partition = "visit"
whole     = ["trt_session"]
unit      = ["mdtrt_id", "med_list_codg", "day"]
since     = 2021-05-01
knowledge = ["rehab_item"]
evidence  = ["纸质治疗卡、治疗单（患者签字）", "治疗师当日排班与其他治疗记录", "患者当日是否在院、请假"]
ask       = ["这次治疗由谁做的、几点到几点？记录在哪里？"]
false_positives = [
    "费用记在零点，当日有治疗记录",
    "按部位计价，一次治疗几个部位",
    "一次治疗的时长够几个计价单位",
    "全院都没有电子治疗记录的项目（纸质治疗卡）",
]
sentence.zh = "{day}，{item_name}收了 {cnt_billed} 次，治疗记录有 {cnt_allowed} 次，多收 {amount} 元。"
sentence.en = "On {day} {item_name}: {cnt_billed} charged, {cnt_allowed} on record: {amount} yuan too much."

[needs]
fee_net     = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]
trt_session = ["session_id", "mdtrt_id", "med_list_codg", "begntime", "endtime"]

[min_coverage]
"trt_session.mdtrt_id" = 0.9

[params]
grace = 0.1   # 时长宽限，占计价时长的比例；准备与交接（目录默认值，未经医院标定）
+++*/
WITH items AS (
    SELECT med_list_codg, name, min_minutes, counted_by, valid_from, valid_to, knowledge_row
    FROM rehab_item
), done AS (
    SELECT t.mdtrt_id, t.med_list_codg, CAST(t.begntime AS DATE) AS day,
           CASE WHEN i.counted_by = 'site'
                THEN length(coalesce(t.site_list, '')) - length(replace(coalesce(t.site_list, ''), '#', '')) + 1
                WHEN i.min_minutes > 0
                THEN GREATEST(CAST(floor(
                         (epoch(t.endtime) - epoch(t.begntime)) / (60 * i.min_minutes * (1 - $grace))
                     ) AS BIGINT), 1)
                ELSE 1 END AS units
    FROM trt_session AS t
    JOIN items AS i ON i.med_list_codg = t.med_list_codg
), watched AS (
    SELECT med_list_codg, name, valid_from, valid_to, knowledge_row
    FROM items
    WHERE med_list_codg IN (SELECT med_list_codg FROM trt_session)
), sums AS (
    SELECT f.mdtrt_id, f.med_list_codg, CAST(f.fee_ocur_time AS DATE) AS day, f.cnt AS cnt_billed, 0 AS units
    FROM fee_net AS f
    JOIN watched AS i ON i.med_list_codg = f.med_list_codg
    WHERE CAST(f.fee_ocur_time AS DATE) BETWEEN i.valid_from AND i.valid_to
    UNION ALL
    SELECT mdtrt_id, med_list_codg, day, 0 AS cnt_billed, units
    FROM done
), over_done AS (
    SELECT mdtrt_id, med_list_codg, day, SUM(cnt_billed) AS cnt_billed, SUM(units) AS cnt_allowed
    FROM sums
    GROUP BY mdtrt_id, med_list_codg, day
    HAVING SUM(cnt_billed) > SUM(units)
), compared AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.acord_dr_code, f.fee_ocur_time, o.day, f.cnt, f.det_item_fee_sumamt, i.name AS item_name,
           i.knowledge_row, o.cnt_allowed, o.cnt_billed,
           SUM(f.cnt) OVER (
               PARTITION BY f.mdtrt_id, f.med_list_codg, o.day ORDER BY f.fee_ocur_time, f.bkkp_sn
           ) - o.cnt_allowed AS over_so_far
    FROM fee_net AS f
    JOIN watched AS i ON i.med_list_codg = f.med_list_codg
    JOIN over_done AS o
      ON o.mdtrt_id = f.mdtrt_id AND o.med_list_codg = f.med_list_codg
     AND o.day = CAST(f.fee_ocur_time AS DATE)
    WHERE CAST(f.fee_ocur_time AS DATE) BETWEEN i.valid_from AND i.valid_to
), excess AS (
    SELECT bkkp_sn, setl_id, mdtrt_id, psn_no, med_list_codg, medins_list_codg, acord_dr_code,
           fee_ocur_time, day, cnt, det_item_fee_sumamt, item_name, knowledge_row, cnt_allowed,
           cnt_billed, LEAST(cnt, over_so_far) AS cnt_excess
    FROM compared
    WHERE over_so_far > 0
), units_hit AS (
    SELECT DISTINCT mdtrt_id, med_list_codg, day, item_name, cnt_allowed, cnt_billed
    FROM excess
)
SELECT mdtrt_id, med_list_codg, day, bkkp_sn, NULL AS session_id, setl_id, psn_no, medins_list_codg,
       acord_dr_code AS staff_code, item_name, fee_ocur_time AS occurred_on, cnt, cnt_billed,
       cnt_allowed, cnt_excess,
       CAST(det_item_fee_sumamt * cnt_excess / cnt AS DECIMAL(16, 2)) AS amount, knowledge_row,
       '患者签字的纸质治疗卡' AS counter_evidence
FROM excess
UNION ALL
SELECT u.mdtrt_id, u.med_list_codg, u.day, NULL AS bkkp_sn, t.session_id, NULL AS setl_id, t.psn_no,
       t.medins_list_codg, t.staff_code, u.item_name, t.begntime AS occurred_on, NULL AS cnt,
       u.cnt_billed, u.cnt_allowed, NULL AS cnt_excess, CAST(0 AS DECIMAL(16, 2)) AS amount,
       NULL AS knowledge_row, NULL AS counter_evidence
FROM units_hit AS u
JOIN trt_session AS t
  ON t.mdtrt_id = u.mdtrt_id AND t.med_list_codg = u.med_list_codg AND CAST(t.begntime AS DATE) = u.day
JOIN items AS i ON i.med_list_codg = t.med_list_codg
ORDER BY mdtrt_id, med_list_codg, day, bkkp_sn, session_id
