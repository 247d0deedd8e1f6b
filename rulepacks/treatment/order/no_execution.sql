/*+++
id       = "XY4-02"
title.zh = "收费没有执行记录"
title.en = "Charged without a record of being done"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
    "《医疗保障基金使用监督管理条例》第十六条：按照规定保管处方、病历、治疗检查记录、费用明细等资料",
]
national = "问题清单（2025年）第36、60项"
seed     = "信阳、吉林、金华2022"
partition = "visit"
whole    = ["drord_exec"]
unit     = ["mdtrt_id", "med_list_codg", "day"]
since    = 2021-05-01
knowledge = ["exec_item"]
evidence = [
    "纸质执行单、护理记录单原件",
    "执行人签名与排班",
]
ask      = [
    "这一天是谁执行的？记录在哪里？",
]
false_positives = [
    "跨零点执行，时间差在宽限之内",
    "当月全院这个项目都没有电子执行记录（纸质）",
    "不要求执行记录的项目",
]
sentence.zh = "{day}收了{item_name} {cnt}，当天前后 4 小时之内都没有执行记录，涉及 {amount} 元。"
sentence.en = "{item_name} ({cnt}) was charged on {day} with no execution on record that day: {amount} yuan."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt", "medins_list_codg"]
drord_exec = ["mdtrt_id", "drord_detl_code", "exec_time"]

[params]
hours = 4   # 执行时间可以在当天之外几小时，小时（目录默认值，未经医院标定）
+++*/
WITH execs AS (
    SELECT mdtrt_id, drord_detl_code AS code, exec_time, coalesce(exec_cnt, 1) AS exec_cnt
    FROM drord_exec
    WHERE drord_detl_code IS NOT NULL AND exec_time IS NOT NULL
      AND NOT (coalesce(exec_stas, '') LIKE '%取消%' OR coalesce(exec_stas, '') LIKE '%作废%'
               OR coalesce(exec_stas, '') LIKE '%未执行%')
), in_use AS (
    SELECT DISTINCT code, strftime(exec_time, '%Y-%m') AS month
    FROM execs
), lines AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg, f.medins_list_name,
           f.fee_ocur_time, CAST(f.fee_ocur_time AS DATE) AS day, f.cnt, f.det_item_fee_sumamt, k.item_name, k.knowledge_row
    FROM fee_net AS f
    JOIN exec_item AS k ON k.med_list_codg = f.med_list_codg
    JOIN in_use AS u ON u.code = f.medins_list_codg AND u.month = strftime(f.fee_ocur_time, '%Y-%m')
    WHERE CAST(f.fee_ocur_time AS DATE) BETWEEN k.valid_from AND k.valid_to
), done AS (
    SELECT DISTINCT n.bkkp_sn
    FROM lines AS n
    JOIN execs AS e ON e.mdtrt_id = n.mdtrt_id AND e.code = n.medins_list_codg
    WHERE epoch(e.exec_time) >= epoch(CAST(n.day AS TIMESTAMP)) - 3600 * $hours
      AND epoch(e.exec_time) < epoch(CAST(n.day AS TIMESTAMP)) + 3600 * (24 + $hours)
)
SELECT n.mdtrt_id, n.med_list_codg, n.day, n.bkkp_sn, n.setl_id, n.psn_no, n.medins_list_codg, n.item_name,
       n.fee_ocur_time AS occurred_on, n.cnt, n.det_item_fee_sumamt AS amount, n.knowledge_row,
       '没有进入系统的纸质执行记录' AS counter_evidence
FROM lines AS n
LEFT JOIN done AS d ON d.bkkp_sn = n.bkkp_sn
WHERE d.bkkp_sn IS NULL
ORDER BY n.mdtrt_id, n.med_list_codg, n.day, n.bkkp_sn
