/*+++
id       = "SPA-01"
title.zh = "血友病凝血因子超量"
title.en = "More clotting factor than a body needs"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（二）项：超量开药、重复开药、提供其他不必要的医药服务",
    "《医疗保障基金使用监督管理条例》第三十八条第（六）项：将不属于支付范围的费用纳入结算",
    "《医疗保障基金使用监督管理条例》第四十一条第（三）项：利用享受待遇的机会转卖药品",
]
national = "—"
seed     = "金华2022、吉林"
partition = "person"
unit      = ["psn_no", "kind", "month"]
since     = 2021-05-01
knowledge = ["factor_item"]
evidence  = [
    "输注日记、空瓶",
    "治疗方案（预防、按需、免疫耐受）与经办机构核定量",
    "最近一次测得的体重",
]
ask       = [
    "这个月有没有出血、手术、抑制物？用在哪里？",
    "按哪份方案开的量？",
]
false_positives = [
    "当月住院（手术、严重出血）",
    "两个月的量一次取",
    "规格看不出单位数",
    "体重没有记录的按重体重算",
]
sentence.zh = "{month}，{item_name}等共开 {iu_billed} 国际单位，按体重 {kg} 公斤最多用 {iu_allowed}，超出部分 {amount} 元。"
sentence.en = "{month}: {iu_billed} IU of {item_name} where {kg} kg need {iu_allowed} at most: {amount} yuan too much."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "medins_list_name", "cnt", "det_item_fee_sumamt"]
vital_sign = ["psn_no", "meas_item", "meas_val"]

[params]
dose = 40   # 每次每公斤体重的国际单位，预防治疗的上端（目录默认值，未经医院标定）
times = 3   # 每周次数，预防治疗（目录默认值，未经医院标定）
kg_unknown = 90   # 没有体重记录时按多少公斤算，取高不取低（本项目设定，未经医院标定）
+++*/
WITH factors AS (
    SELECT i.med_list_codg, i.item_name, i.spec, MAX(k.kind) AS kind, MIN(k.valid_from) AS valid_from,
           MAX(k.valid_to) AS valid_to, MIN(k.knowledge_row) AS knowledge_row,
           coalesce(
               MAX(k.iu_per_unit),
               TRY_CAST(regexp_extract(upper(i.spec), '([0-9]+) *IU', 1) AS DECIMAL(16, 4))
           ) AS iu
    FROM (
        SELECT DISTINCT med_list_codg, coalesce(medins_list_name, '') AS item_name,
               coalesce(spec, '') AS spec
        FROM fee_net
    ) AS i
    JOIN factor_item AS k
      ON starts_with(i.med_list_codg, k.code_prefix) AND strpos(i.item_name, k.name_word) > 0
    GROUP BY i.med_list_codg, i.item_name, i.spec
), stays AS (
    SELECT DISTINCT psn_no, date_trunc('month', fee_ocur_time) AS begun
    FROM fee_net
    WHERE med_type LIKE '2%'
), weights AS (
    SELECT psn_no,
           CAST(MAX(
               TRY_CAST(regexp_extract(meas_val, '[0-9.]+') AS DECIMAL(8, 2))
               / CASE WHEN meas_unit LIKE '%斤%' AND meas_unit NOT LIKE '%公斤%' THEN 2 ELSE 1 END
           ) AS DECIMAL(8, 2)) AS kg
    FROM vital_sign
    WHERE meas_item LIKE '%体重%'
    GROUP BY psn_no
), bought AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg, k.item_name,
           f.fee_ocur_time, date_trunc('month', f.fee_ocur_time) AS begun, f.cnt, f.det_item_fee_sumamt,
           k.kind, f.cnt * k.iu AS iu, k.knowledge_row
    FROM fee_net AS f
    JOIN factors AS k
      ON k.med_list_codg = f.med_list_codg AND k.item_name = coalesce(f.medins_list_name, '')
     AND k.spec = coalesce(f.spec, '')
    WHERE k.iu > 0 AND CAST(f.fee_ocur_time AS DATE) BETWEEN k.valid_from AND k.valid_to
), by_month AS (
    SELECT psn_no, kind, begun, SUM(iu) AS iu_billed
    FROM bought
    GROUP BY psn_no, kind, begun
), measured AS (
    SELECT m.psn_no, m.kind, m.begun, m.iu_billed, coalesce(w.kg, $kg_unknown) AS kg,
           coalesce(w.kg, $kg_unknown) * $dose * $times * 31 / 7 AS cap,
           coalesce(n.iu_billed, 0) AS iu_next
    FROM by_month AS m
    LEFT JOIN by_month AS n
      ON n.psn_no = m.psn_no AND n.kind = m.kind AND n.begun = m.begun + INTERVAL 1 MONTH
    LEFT JOIN weights AS w ON w.psn_no = m.psn_no
    LEFT JOIN stays AS s ON s.psn_no = m.psn_no AND s.begun = m.begun
    WHERE s.psn_no IS NULL
), over AS (
    SELECT psn_no, kind, begun, iu_billed, kg,
           CAST(cap + GREATEST(cap - iu_next, 0) AS DECIMAL(16, 2)) AS iu_allowed
    FROM measured
), on_lines AS (
    SELECT b.bkkp_sn, b.setl_id, b.mdtrt_id, b.psn_no, b.med_list_codg, b.medins_list_codg, b.item_name,
           b.fee_ocur_time, b.begun, b.cnt, b.det_item_fee_sumamt, b.kind, b.iu, b.knowledge_row,
           o.iu_billed, o.iu_allowed, o.kg,
           SUM(b.iu) OVER (
               PARTITION BY b.psn_no, b.kind, b.begun ORDER BY b.fee_ocur_time, b.bkkp_sn
           ) - o.iu_allowed AS over_so_far
    FROM bought AS b
    JOIN over AS o ON o.psn_no = b.psn_no AND o.kind = b.kind AND o.begun = b.begun
)
SELECT psn_no, kind, strftime(begun, '%Y-%m') AS month, bkkp_sn, setl_id, mdtrt_id, med_list_codg,
       medins_list_codg, item_name, fee_ocur_time AS occurred_on, cnt, iu_billed, iu_allowed, kg,
       LEAST(iu, over_so_far) AS iu_excess,
       CAST(det_item_fee_sumamt * LEAST(iu, over_so_far) / iu AS DECIMAL(16, 2)) AS amount,
       knowledge_row, '输注日记、核定的治疗方案' AS counter_evidence
FROM on_lines
WHERE over_so_far > 0
ORDER BY psn_no, kind, month, bkkp_sn
