/*+++
id       = "XY2-27"
title.zh = "床位、诊查、护理收费天数多于住院天数"
title.en = "More bed, round or nursing days than the stay"
verdict  = "breach"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：不得超标准收费",
    "《医疗保障基金使用监督管理条例》第三十八条第（三）项：超标准收费",
]
national = "问题清单（2025年）第175、178项"
seed     = "信阳"
partition = "visit"
unit      = ["mdtrt_id", "daily_group"]
since     = 2021-05-01
knowledge = ["daily_item"]
evidence  = ["体温单、护理记录首末页", "入院、出院登记与床位日报"]
ask       = ["入院、出院的确切时间是什么？当地是否规定出院当日计床位？"]
false_positives = [
    "当日入院当日出院，按一天计",
    "护理级别中途调整，天数合计没有超过",
    "尚未出院",
]
sentence.zh = "住院 {days_stayed} 天，{group_name}收了 {cnt_billed} 天，多收 {amount} 元。"
sentence.en = "{days_stayed} days of stay, {cnt_billed} days of {group_name} charged: {amount} yuan too much."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]
mdtrt_d = ["mdtrt_id", "begntime", "endtime", "med_type"]

[params]
discharge_day = 0   # 出院当日是否计一天，0 不计、1 计；《全国医疗服务价格项目规范》计入不计出，当地另有规定的以当地为准
+++*/
WITH stays AS (
    SELECT mdtrt_id, CAST(endtime AS DATE) AS day_out,
           GREATEST(
               date_diff('day', CAST(begntime AS DATE), CAST(endtime AS DATE)) + $discharge_day, 1
           ) AS days_stayed
    FROM mdtrt_d
    WHERE endtime IS NOT NULL AND med_type LIKE '2%'
), daily_lines AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.medins_list_name, f.fee_ocur_time, f.cnt, f.det_item_fee_sumamt, d.daily_group,
           d.group_name, d.knowledge_row, s.days_stayed
    FROM fee_net AS f
    JOIN daily_item AS d ON d.med_list_codg = f.med_list_codg
    JOIN stays AS s ON s.mdtrt_id = f.mdtrt_id
    WHERE CAST(f.fee_ocur_time AS DATE) <= s.day_out
      AND CAST(f.fee_ocur_time AS DATE) BETWEEN d.valid_from AND d.valid_to
), over_stay AS (
    SELECT mdtrt_id, daily_group, SUM(cnt) AS cnt_billed
    FROM daily_lines
    GROUP BY mdtrt_id, daily_group, days_stayed
    HAVING SUM(cnt) > days_stayed
), charged AS (
    SELECT l.bkkp_sn, l.setl_id, l.mdtrt_id, l.psn_no, l.med_list_codg, l.medins_list_codg,
           l.medins_list_name, l.fee_ocur_time, l.cnt, l.det_item_fee_sumamt, l.daily_group,
           l.group_name, l.knowledge_row, l.days_stayed, o.cnt_billed,
           SUM(l.cnt) OVER (
               PARTITION BY l.mdtrt_id, l.daily_group ORDER BY l.fee_ocur_time, l.bkkp_sn
           ) - l.days_stayed AS over_so_far
    FROM daily_lines AS l
    JOIN over_stay AS o ON o.mdtrt_id = l.mdtrt_id AND o.daily_group = l.daily_group
)
SELECT mdtrt_id, daily_group, bkkp_sn, setl_id, psn_no, med_list_codg, medins_list_codg,
       medins_list_name AS item_name, group_name, fee_ocur_time AS occurred_on, cnt, cnt_billed,
       days_stayed, days_stayed AS cnt_allowed, LEAST(cnt, over_so_far) AS cnt_excess,
       CAST(det_item_fee_sumamt * LEAST(cnt, over_so_far) / cnt AS DECIMAL(16, 2)) AS amount,
       knowledge_row, '当地关于出院当日计费的规定' AS counter_evidence
FROM charged
WHERE over_so_far > 0
ORDER BY mdtrt_id, daily_group, bkkp_sn
