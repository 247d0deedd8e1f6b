/*+++
id       = "SES-15"
title.zh = "透析收费次数多于透析记录"
title.en = "More dialysis charged than on record"
verdict  = "suspect"
basis    = ["《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目", "《医疗保障基金使用监督管理条例》第三十八条第（三）项：重复收费"]
national = "问题清单（2025年）第60项"
seed     = "吉林"
partition = "person"
whole     = ["trt_session"]
unit      = ["psn_no", "family", "month"]
since     = 2021-05-01
knowledge = ["dial_item"]
evidence  = [
    "透析机的治疗日志",
    "透析记录单（体重、血压、护士签名）、耗材条码",
    "患者手里的透析记录本",
]
ask       = ["多出的几次是哪天、哪台机器、谁做的？"]
false_positives = [
    "记账日比治疗日早一天或晚一天",
    "透析、滤过、透析滤过之间换了方式",
    "当月全院还没有电子透析记录",
    "按小时收费的项目（另有规则）",
]
sentence.zh = "{month}，这位患者的{item_name}收了 {cnt_billed} 次，透析记录 {cnt_allowed} 次，多收 {amount} 元。"
sentence.en = "In {month} {cnt_billed} of {item_name} were charged, {cnt_allowed} are on record: {amount} yuan too much."

[needs]
fee_net     = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]
trt_session = ["session_id", "psn_no", "med_list_codg", "begntime", "endtime"]

[min_coverage]
"trt_session.psn_no" = 0.9
+++*/
WITH done AS (
    SELECT DISTINCT t.psn_no, i.family, t.begntime
    FROM trt_session AS t
    JOIN dial_item AS i ON i.med_list_codg = t.med_list_codg
    WHERE t.begntime IS NOT NULL AND t.endtime IS NOT NULL
), counted AS (
    SELECT psn_no, family, begntime, strftime(begntime, '%Y-%m') AS month
    FROM done
    UNION
    SELECT psn_no, family, begntime, strftime(begntime - INTERVAL 1 DAY, '%Y-%m')
    FROM done
    UNION
    SELECT psn_no, family, begntime, strftime(begntime + INTERVAL 1 DAY, '%Y-%m')
    FROM done
), recorded AS (
    SELECT psn_no, family, month, COUNT(*) AS sessions
    FROM counted
    GROUP BY psn_no, family, month
), in_use AS (
    SELECT DISTINCT family, strftime(begntime, '%Y-%m') AS month
    FROM done
), lines AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.fee_ocur_time, CAST(f.fee_ocur_time AS DATE) AS day, strftime(f.fee_ocur_time, '%Y-%m') AS month,
           f.cnt, f.det_item_fee_sumamt, i.name, i.mode, i.family, i.knowledge_row
    FROM fee_net AS f
    JOIN dial_item AS i ON i.med_list_codg = f.med_list_codg
    WHERE CAST(f.fee_ocur_time AS DATE) BETWEEN i.valid_from AND i.valid_to AND i.charge_unit = 'session' AND i.family <> 'monitor'
), billed AS (
    SELECT n.psn_no, n.family, n.month, SUM(n.cnt) AS cnt_billed, coalesce(MAX(r.sessions), 0) AS cnt_allowed
    FROM lines AS n
    JOIN in_use AS u ON u.family = n.family AND u.month = n.month
    LEFT JOIN recorded AS r ON r.psn_no = n.psn_no AND r.family = n.family AND r.month = n.month
    GROUP BY n.psn_no, n.family, n.month
), charged AS (
    SELECT n.bkkp_sn, n.setl_id, n.mdtrt_id, n.psn_no, n.med_list_codg, n.medins_list_codg, n.fee_ocur_time,
           n.family, n.month, n.cnt, n.det_item_fee_sumamt, n.name, n.knowledge_row, b.cnt_billed,
           b.cnt_allowed,
           SUM(n.cnt) OVER (
               PARTITION BY n.psn_no, n.family, n.month ORDER BY n.fee_ocur_time, n.bkkp_sn
           ) - b.cnt_allowed AS over_so_far
    FROM lines AS n
    JOIN billed AS b ON b.psn_no = n.psn_no AND b.family = n.family AND b.month = n.month
    WHERE b.cnt_billed > b.cnt_allowed
)
SELECT psn_no, family, month, bkkp_sn, setl_id, mdtrt_id, med_list_codg, medins_list_codg,
       name AS item_name, fee_ocur_time AS occurred_on, cnt, cnt_billed, cnt_allowed,
       LEAST(cnt, over_so_far) AS cnt_excess,
       CAST(det_item_fee_sumamt * LEAST(cnt, over_so_far) / cnt AS DECIMAL(16, 2)) AS amount,
       knowledge_row, '透析机治疗日志、纸质透析记录单' AS counter_evidence
FROM charged
WHERE over_so_far > 0
ORDER BY psn_no, family, month, bkkp_sn
