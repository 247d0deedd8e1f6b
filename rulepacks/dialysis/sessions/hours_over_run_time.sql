/*+++
id       = "SES-19"
title.zh = "按小时收费的净化超过实际运行时间"
title.en = "Hourly items charged beyond the run time"
verdict  = "suspect"
basis    = ["《医疗保障基金使用监督管理条例》第三十八条第（三）项：超标准收费", "《医疗保障基金使用监督管理条例》第三十八条第（三）项：重复收费"]
national = "问题清单（2025年）第63、174项"
seed     = "吉林"
partition = "visit"
whole     = ["trt_session"]
unit      = ["mdtrt_id", "med_list_codg"]
since     = 2021-05-01
knowledge = ["dial_item"]
evidence  = ["机器运行日志、护理记录单（起止、换滤器）", "当地对不足一小时如何计价的规定"]
ask       = ["各段的起止时间是几点？换滤器时机器停了多久？"]
false_positives = [
    "每段不足一小时按一小时算",
    "跨零点的一段，两天分别记账",
    "本院没有这个项目的电子记录",
    "有一段没有记起止钟点",
]
sentence.zh = "{item_name}收了 {cnt_billed} 小时，运行记录合计 {cnt_allowed} 小时，多收 {amount} 元。"
sentence.en = "{item_name}: {cnt_billed} hours charged, {cnt_allowed} hours on record: {amount} yuan too much."

[needs]
fee_net     = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]
trt_session = ["session_id", "mdtrt_id", "med_list_codg", "begntime", "endtime"]

[params]
rounding = 60   # 每段进位到几分钟的整数倍，分钟；当地按半小时计价的改为 30（目录默认值，未经医院标定）
+++*/
WITH done AS (
    SELECT DISTINCT t.mdtrt_id, t.med_list_codg, t.begntime, t.endtime
    FROM trt_session AS t
    JOIN dial_item AS i ON i.med_list_codg = t.med_list_codg
    WHERE i.charge_unit = 'hour' AND t.endtime > t.begntime
), run AS (
    SELECT mdtrt_id, med_list_codg,
           CAST(SUM(ceil((epoch(endtime) - epoch(begntime)) / (60 * $rounding))) * $rounding / 60
                AS DECIMAL(16, 4)) AS hours
    FROM done
    GROUP BY mdtrt_id, med_list_codg
), untimed AS (
    SELECT DISTINCT mdtrt_id, med_list_codg
    FROM trt_session
    WHERE endtime <= begntime OR endtime IS NULL
), recorded_here AS (
    SELECT DISTINCT med_list_codg
    FROM done
), lines AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.fee_ocur_time, f.cnt, f.det_item_fee_sumamt, i.name, i.knowledge_row,
           SUM(f.cnt) OVER (PARTITION BY f.mdtrt_id, f.med_list_codg) AS cnt_billed,
           SUM(f.cnt) OVER (
               PARTITION BY f.mdtrt_id, f.med_list_codg ORDER BY f.fee_ocur_time, f.bkkp_sn
           ) AS so_far
    FROM fee_net AS f
    JOIN dial_item AS i ON i.med_list_codg = f.med_list_codg
    JOIN recorded_here AS h ON h.med_list_codg = f.med_list_codg
    WHERE i.charge_unit = 'hour' AND CAST(f.fee_ocur_time AS DATE) BETWEEN i.valid_from AND i.valid_to
), excess AS (
    SELECT n.bkkp_sn, n.setl_id, n.mdtrt_id, n.psn_no, n.med_list_codg, n.medins_list_codg,
           n.fee_ocur_time, n.cnt, n.det_item_fee_sumamt, n.name, n.knowledge_row, n.cnt_billed,
           coalesce(r.hours, 0) AS cnt_allowed,
           LEAST(n.cnt, n.so_far - coalesce(r.hours, 0)) AS cnt_excess
    FROM lines AS n
    LEFT JOIN run AS r ON r.mdtrt_id = n.mdtrt_id AND r.med_list_codg = n.med_list_codg
    LEFT JOIN untimed AS u ON u.mdtrt_id = n.mdtrt_id AND u.med_list_codg = n.med_list_codg
    WHERE u.mdtrt_id IS NULL
)
SELECT mdtrt_id, med_list_codg, bkkp_sn, setl_id, psn_no, medins_list_codg, name AS item_name,
       fee_ocur_time AS occurred_on, cnt, cnt_billed, cnt_allowed, cnt_excess,
       CAST(det_item_fee_sumamt * cnt_excess / cnt AS DECIMAL(16, 2)) AS amount, knowledge_row,
       '机器运行日志、护理记录单' AS counter_evidence
FROM excess
WHERE cnt_excess > 0
ORDER BY mdtrt_id, med_list_codg, bkkp_sn
