/*+++
id       = "XY4-03"
title.zh = "收费数量多于执行数量"
title.en = "More charged than was done"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（三）项：重复收费、超标准收费、分解项目收费",
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
]
national = "问题清单（2025年）第4、13、32、174项"
seed     = "金华2022、信阳"
partition = "visit"
unit     = ["mdtrt_id", "med_list_codg"]
since    = 2021-05-01
knowledge = ["exec_item"]
evidence = [
    "执行单、护理记录单原件",
    "计价单位与执行单位的换算",
]
ask      = [
    "每条执行记录对应几个计价单位？多出的数量从哪里来？",
]
false_positives = [
    "一条执行记录管几个计价单位",
    "记账与执行差一天，合计相符",
    "两处都没有记录的日子（另有规则）",
]
sentence.zh = "从 {first_day} 到 {last_day}，{item_name}收了 {cnt_billed}，执行记录合 {cnt_allowed}，多收 {amount} 元。"
sentence.en = "From {first_day} to {last_day} {cnt_billed} of {item_name} were charged, {cnt_allowed} are on record as done: {amount} yuan too much."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt", "medins_list_codg"]
drord_exec = ["mdtrt_id", "drord_detl_code", "exec_time"]

[params]
tolerance = 0   # 允差，计价单位；数量应当相等（目录默认值，未经医院标定）
+++*/
WITH execs AS (
    SELECT mdtrt_id, drord_detl_code AS code, exec_time, coalesce(exec_cnt, 1) AS exec_cnt
    FROM drord_exec
    WHERE drord_detl_code IS NOT NULL AND exec_time IS NOT NULL
      AND NOT (coalesce(exec_stas, '') LIKE '%取消%' OR coalesce(exec_stas, '') LIKE '%作废%'
               OR coalesce(exec_stas, '') LIKE '%未执行%')
), done AS (
    SELECT e.mdtrt_id, e.code, CAST(MIN(e.exec_time) AS DATE) AS first_day, CAST(MAX(e.exec_time) AS DATE) AS last_day,
           SUM(e.exec_cnt) AS executed
    FROM execs AS e
    GROUP BY e.mdtrt_id, e.code
), lines AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg, f.medins_list_name,
           f.fee_ocur_time, CAST(f.fee_ocur_time AS DATE) AS day, f.cnt, f.det_item_fee_sumamt, k.item_name, k.knowledge_row, d.first_day, d.last_day,
           d.executed * k.units_per_record + $tolerance AS cnt_allowed,
           SUM(f.cnt) OVER (
               PARTITION BY f.mdtrt_id, f.med_list_codg, f.medins_list_codg ORDER BY f.fee_ocur_time, f.bkkp_sn
           ) AS so_far,
           SUM(f.cnt) OVER (PARTITION BY f.mdtrt_id, f.med_list_codg, f.medins_list_codg) AS cnt_billed
    FROM fee_net AS f
    JOIN exec_item AS k ON k.med_list_codg = f.med_list_codg
    JOIN done AS d ON d.mdtrt_id = f.mdtrt_id AND d.code = f.medins_list_codg
    WHERE CAST(f.fee_ocur_time AS DATE) BETWEEN k.valid_from AND k.valid_to
      AND date_diff('day', CAST(f.fee_ocur_time AS DATE), CAST(d.first_day AS DATE)) <= 1
      AND date_diff('day', CAST(d.last_day AS DATE), CAST(f.fee_ocur_time AS DATE)) <= 1
)
SELECT mdtrt_id, med_list_codg, bkkp_sn, setl_id, psn_no, medins_list_codg, item_name,
       fee_ocur_time AS occurred_on, first_day, last_day, cnt, cnt_billed, cnt_allowed,
       LEAST(cnt, so_far - cnt_allowed) AS cnt_excess,
       CAST(det_item_fee_sumamt * LEAST(cnt, so_far - cnt_allowed) / cnt AS DECIMAL(16, 2)) AS amount,
       knowledge_row, '没有进入系统的纸质执行记录' AS counter_evidence
FROM lines
WHERE so_far > cnt_allowed
ORDER BY mdtrt_id, med_list_codg, bkkp_sn
