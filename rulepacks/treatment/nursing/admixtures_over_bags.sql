/*+++
id       = "XY4-24"
title.zh = "集中配液收费多于配制的袋数"
title.en = "More admixtures charged than bags mixed"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（三）项：重复收费、超标准收费、分解项目收费",
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
]
national = "问题清单（2025年）第153项"
seed     = "信阳"
partition = "visit"
unit     = ["mdtrt_id", "med_list_codg"]
since    = 2021-05-01
knowledge = ["route_item"]
evidence = [
    "静配中心的排药单、配制记录、验收文件",
    "病区自配的药品清单",
]
ask      = [
    "静配中心何时启用？病区自己配的有没有收费？",
]
false_positives = [
    "一日两袋，各配一次",
    "前一日配、次日记账，合计相符",
    "就诊没有执行记录",
    "只记了日期、没有钟点的执行记录，一条算一次",
]
sentence.zh = "从 {first_day} 到 {last_day}，{item_name}收了 {cnt_billed} 次，执行记录 {cnt_allowed} 组次，多收 {amount} 元。"
sentence.en = "From {first_day} to {last_day} {cnt_billed} of {item_name} were charged, {cnt_allowed} doses are on record: {amount} yuan too much."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]
drord = ["mdtrt_id", "drord_no", "used_mtd"]
drord_exec = ["mdtrt_id", "drord_no", "exec_time"]

[params]
kind = "admixture"   # 看知识表里的哪一类：route 注射输液，admixture 集中配液（本项目整理）
tolerance = 0     # 允差，次；应当相等（目录默认值，未经医院标定）
+++*/
WITH words AS (
    SELECT DISTINCT med_list_codg, unnest(string_split(route_words, '|')) AS word
    FROM route_item
    WHERE kind = $kind
), executed AS (
    SELECT e.mdtrt_id, e.drord_no, e.exec_time,
           CASE WHEN strftime(e.exec_time, '%H:%M:%S') = '00:00:00'
                THEN row_number() OVER (PARTITION BY e.mdtrt_id, e.drord_no, e.exec_time ORDER BY e.exec_time)
                ELSE 1 END AS nth
    FROM drord_exec AS e
    WHERE NOT (coalesce(e.exec_stas, '') LIKE '%取消%' OR coalesce(e.exec_stas, '') LIKE '%作废%'
               OR coalesce(e.exec_stas, '') LIKE '%未执行%')
), given AS (
    SELECT DISTINCT w.med_list_codg, e.mdtrt_id, CAST(e.exec_time AS DATE) AS day,
           concat(coalesce(nullif(o.drord_grp_no, ''), o.drord_no), ' ',
                  strftime(e.exec_time, '%Y-%m-%d %H:%M'), ' ', e.nth) AS dose
    FROM executed AS e
    JOIN drord AS o ON o.mdtrt_id = e.mdtrt_id AND o.drord_no = e.drord_no
    JOIN words AS w ON w.word <> '' AND strpos(o.used_mtd, w.word) > 0
), done AS (
    SELECT med_list_codg, mdtrt_id, MIN(day) AS first_day, MAX(day) AS last_day,
           COUNT(DISTINCT dose) + $tolerance AS cnt_allowed
    FROM given
    GROUP BY med_list_codg, mdtrt_id
), lines AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg, f.medins_list_name,
           f.fee_ocur_time, CAST(f.fee_ocur_time AS DATE) AS day, f.cnt, f.det_item_fee_sumamt, k.item_name, k.knowledge_row, d.first_day, d.last_day, d.cnt_allowed,
           SUM(f.cnt) OVER (PARTITION BY f.mdtrt_id, f.med_list_codg ORDER BY f.fee_ocur_time, f.bkkp_sn) AS so_far,
           SUM(f.cnt) OVER (PARTITION BY f.mdtrt_id, f.med_list_codg) AS cnt_billed
    FROM fee_net AS f
    JOIN route_item AS k ON k.med_list_codg = f.med_list_codg AND k.kind = $kind
    JOIN done AS d ON d.mdtrt_id = f.mdtrt_id AND d.med_list_codg = f.med_list_codg
    WHERE CAST(f.fee_ocur_time AS DATE) BETWEEN k.valid_from AND k.valid_to
      AND date_diff('day', CAST(f.fee_ocur_time AS DATE), CAST(d.first_day AS DATE)) <= 1
      AND date_diff('day', CAST(d.last_day AS DATE), CAST(f.fee_ocur_time AS DATE)) <= 1
)
SELECT mdtrt_id, med_list_codg, bkkp_sn, setl_id, psn_no, medins_list_codg, item_name,
       fee_ocur_time AS occurred_on, first_day, last_day, cnt, cnt_billed, cnt_allowed,
       LEAST(cnt, so_far - cnt_allowed) AS cnt_excess,
       CAST(det_item_fee_sumamt * LEAST(cnt, so_far - cnt_allowed) / cnt AS DECIMAL(16, 2)) AS amount,
       knowledge_row, '纸质执行单、换液换管记录' AS counter_evidence
FROM lines
WHERE so_far > cnt_allowed
ORDER BY mdtrt_id, med_list_codg, bkkp_sn
