/*+++
id       = "TRC-01"
title.zh = "应采未采追溯码"
title.en = "Trace codes not collected"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十九条第（三）项：未按规定通过医疗保障信息系统传送数据",
    "《关于加强药品追溯码在医疗保障和工伤保险领域采集应用的通知》（医保发〔2025〕7号）：2025年7月1日起扫码后方可结算的条款",
]
national = "药店清单（2025年）第18项"
seed     = "金华2019、吉林"
partition = "whole"
unit      = ["dept", "month"]
since     = 2025-07-01
knowledge = ["trace_exempt"]
evidence  = ["扫码终端是否在用、接口日志", "无码库清单与当时的实物"]
ask       = ["这些药为什么没有扫码？是无码库的旧货，还是没有扫？"]
false_positives = [
    "采集开始日之前的结算",
    "不要求赋码的药品",
    "医院自己的制剂",
    "追溯码挂在同一结算的另一行",
    "采集率达到要求的科室",
]
sentence.zh = "{dept} {month} 应采追溯码 {lines_total} 行，有码 {lines_coded} 行，采集率 {percent}%。"
sentence.en = "{dept}, {month}: {lines_total} lines need a trace code, {lines_coded} have one: {percent} %."

[needs]
drug_trace  = ["drug_trac_codg", "med_list_codg", "setl_id"]
fee_net     = ["bkkp_sn", "setl_id", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "list_type", "cnt"]

[params]
starts = 2025-07-01   # 从哪天起应扫码后结算（医保发〔2025〕7号；全部机构为 2026-01-01，未接入的机构改这里）
least  = 0.98         # 科室一个月的采集率低于多少才列，比例；留给断网、换码（本项目设定，未经医院标定）
+++*/
WITH coded AS (
    SELECT DISTINCT t.setl_id, t.med_list_codg
    FROM drug_trace AS t
    WHERE t.setl_id IS NOT NULL
), drug_lines AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.medins_list_name, f.fee_ocur_time, f.cnt, coalesce(f.bilg_dept_name, '') AS dept,
           strftime(f.fee_ocur_time, '%Y-%m') AS month,
           CASE WHEN c.setl_id IS NULL THEN 0 ELSE 1 END AS has_code
    FROM fee_net AS f
    LEFT JOIN coded AS c ON c.setl_id = f.setl_id AND c.med_list_codg = f.med_list_codg
    LEFT JOIN trace_exempt AS e
      ON e.code_prefix = substr(f.med_list_codg, 1, length(e.code_prefix))
         AND CAST(f.fee_ocur_time AS DATE) BETWEEN e.valid_from AND e.valid_to
    WHERE f.list_type IN ('101', '102', '104', '106') AND e.code_prefix IS NULL
      AND coalesce(f.hosp_prep_flag, '0') <> '1' AND f.setl_id IS NOT NULL
      AND CAST(f.fee_ocur_time AS DATE) >= CAST($starts AS DATE)
), counted AS (
    SELECT bkkp_sn, setl_id, mdtrt_id, psn_no, med_list_codg, medins_list_codg, medins_list_name,
           fee_ocur_time, cnt, dept, month, has_code,
           COUNT(*) OVER (PARTITION BY dept, month) AS lines_total,
           SUM(has_code) OVER (PARTITION BY dept, month) AS lines_coded
    FROM drug_lines
)
SELECT dept, month, bkkp_sn, setl_id, mdtrt_id, psn_no, med_list_codg, medins_list_codg,
       medins_list_name AS item_name, fee_ocur_time AS occurred_on, cnt, lines_total, lines_coded,
       CAST(100 * lines_coded / lines_total AS DECIMAL(8, 2)) AS percent,
       CAST(0 AS DECIMAL(16, 2)) AS amount, '无码库清单、断网记录' AS counter_evidence
FROM counted
WHERE has_code = 0 AND lines_coded < $least * lines_total
ORDER BY dept, month, bkkp_sn
