/*+++
id       = "XY3-17"
title.zh = "重点监控药品金额骤增"
title.en = "Spending on a monitored drug leaps"
verdict  = "clue"
basis    = ["《医疗保障基金使用监督管理条例》第三十八条第（二）项：过度诊疗、超量开药"]
national = "—"
seed     = "金华2019、信阳、吉林"
partition = "item"
unit      = ["med_list_codg", "dept_name", "month"]
since     = 2021-05-01
knowledge = ["key_drug"]
evidence  = ["这个月用药最多的医师的病历", "采购与促销、返利的线索", "科室有无新专家、新病种"]
ask       = ["这个月为什么突然用得多？"]
false_positives = [
    "没有几个月历史的新药、新科室",
    "增加的金额不大",
    "一向起伏很大",
]
sentence.zh = "{month}，{dept_name}的{item_name}用了 {spent} 元，之前各月中位数 {usual} 元；一位医师至多开了其中 {top_share}%（不计金额）。"
sentence.en = "In {month} {dept_name} spent {spent} yuan on {item_name}, the median of the months before being {usual}; one doctor ordered up to {top_share}% (no amount)."

[needs]
fee_net = ["bkkp_sn", "fee_ocur_time", "med_list_codg", "medins_list_name", "bilg_dept_name", "bilg_dr_code", "det_item_fee_sumamt"]

[params]
z = 4          # 超过中位数几个稳健标准差（目录默认值，未经医院标定）
more = 10000   # 至少比中位数多几元，元（目录默认值，未经医院标定）
months = 12    # 往前看几个月（目录默认值，未经医院标定）
least = 6      # 往前至少要有几个月的记录（目录默认值，未经医院标定）
+++*/
WITH watched AS (
    SELECT f.med_list_codg, f.bilg_dept_name AS dept_name, strftime(f.fee_ocur_time, '%Y-%m') AS month,
           date_part('year', f.fee_ocur_time) * 12 + date_part('month', f.fee_ocur_time) AS nth,
           coalesce(f.bilg_dr_code, '') AS doctor, f.bkkp_sn, f.det_item_fee_sumamt,
           MIN(f.medins_list_name) AS item_name, MIN(k.knowledge_row) AS knowledge_row
    FROM fee_net AS f
    JOIN key_drug AS k
      ON starts_with(f.med_list_codg, k.code_prefix) AND strpos(coalesce(f.medins_list_name, ''), k.name_word) > 0
    WHERE f.bilg_dept_name <> '' AND CAST(f.fee_ocur_time AS DATE) BETWEEN k.valid_from AND k.valid_to
    GROUP BY f.med_list_codg, f.bilg_dept_name, strftime(f.fee_ocur_time, '%Y-%m'),
             date_part('year', f.fee_ocur_time) * 12 + date_part('month', f.fee_ocur_time),
             coalesce(f.bilg_dr_code, ''), f.bkkp_sn, f.det_item_fee_sumamt
), by_doctor AS (
    SELECT med_list_codg, dept_name, month, nth, doctor, SUM(det_item_fee_sumamt) AS spent,
           MIN(item_name) AS item_name, MIN(knowledge_row) AS knowledge_row
    FROM watched
    GROUP BY med_list_codg, dept_name, month, nth, doctor
), by_month AS (
    SELECT med_list_codg, dept_name, month, nth, SUM(spent) AS spent, MAX(spent) AS top_spent,
           MIN(item_name) AS item_name, MIN(knowledge_row) AS knowledge_row
    FROM by_doctor
    GROUP BY med_list_codg, dept_name, month, nth
), earlier AS (
    SELECT n.med_list_codg, n.dept_name, n.month, b.spent
    FROM by_month AS n
    JOIN by_month AS b ON b.med_list_codg = n.med_list_codg AND b.dept_name = n.dept_name
    WHERE b.nth < n.nth AND b.nth >= n.nth - $months
), usual AS (
    SELECT med_list_codg, dept_name, month, COUNT(*) AS cnt_months,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY spent) AS usual
    FROM earlier
    GROUP BY med_list_codg, dept_name, month
), spread AS (
    SELECT e.med_list_codg, e.dept_name, e.month,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY abs(e.spent - u.usual)) AS mad
    FROM earlier AS e
    JOIN usual AS u ON u.med_list_codg = e.med_list_codg AND u.dept_name = e.dept_name AND u.month = e.month
    GROUP BY e.med_list_codg, e.dept_name, e.month
)
SELECT n.med_list_codg AS med_list_codg, n.dept_name AS dept_name, n.month AS month, n.item_name,
       n.spent, CAST(u.usual AS DECIMAL(16, 2)) AS usual,
       CAST(100 * n.top_spent / n.spent AS DECIMAL(5, 1)) AS top_share, u.cnt_months,
       CAST(0 AS DECIMAL(16, 2)) AS amount, n.knowledge_row, '新专家、新病种的说明' AS counter_evidence
FROM by_month AS n
JOIN usual AS u ON u.med_list_codg = n.med_list_codg AND u.dept_name = n.dept_name AND u.month = n.month
JOIN spread AS s ON s.med_list_codg = n.med_list_codg AND s.dept_name = n.dept_name AND s.month = n.month
WHERE u.cnt_months >= $least AND n.spent - u.usual > $more AND n.spent - u.usual > $z * 1.4826 * s.mad
ORDER BY med_list_codg, dept_name, month
