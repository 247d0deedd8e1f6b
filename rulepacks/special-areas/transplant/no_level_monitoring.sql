/*+++
id       = "SPA-07"
title.zh = "长期用抗排异药没有测过血药浓度"
title.en = "Months of anti-rejection drugs and no level test"
verdict  = "clue"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十一条第（三）项：利用享受待遇的机会转卖药品",
    "《医疗保障基金使用监督管理条例》第十七条：不得重复享受待遇，代领应出示双方凭证",
]
national = "—"
seed     = "金华2022"
partition = "person"
unit      = ["psn_no", "med_list_codg"]
since     = 2021-05-01
knowledge = ["anti_rejection"]
evidence  = [
    "移植中心的随访记录",
    "患者手中存药清点",
]
ask       = [
    "在哪里随访、测浓度？",
    "药由谁领取？",
]
false_positives = [
    "用药不满半年",
    "有浓度检测的收费",
    "有浓度检测的报告（外院结果也录入）",
    "不需测浓度的药",
]
sentence.zh = "{item_name}从 {first_day} 开到 {last_day}（{days} 天，{purchases} 次），没有一次血药浓度检测。"
sentence.en = "{item_name} from {first_day} to {last_day} ({days} days, {purchases} times) without one level test."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "medins_list_name", "cnt", "det_item_fee_sumamt"]
lab_report = ["psn_no", "exam_item_detl_name"]

[params]
days = 180   # 从第一次到最后一次开药超过多少天，天（目录默认值，未经医院标定）
+++*/
WITH drugs AS (
    SELECT i.med_list_codg, i.item_name, MAX(k.test_word) AS test_word, MIN(k.valid_from) AS valid_from,
           MAX(k.valid_to) AS valid_to, MIN(k.knowledge_row) AS knowledge_row
    FROM (SELECT DISTINCT med_list_codg, coalesce(medins_list_name, '') AS item_name FROM fee_net) AS i
    JOIN anti_rejection AS k
      ON starts_with(i.med_list_codg, k.code_prefix) AND strpos(i.item_name, k.name_word) > 0
    WHERE k.kind = 'cni' AND k.test_word <> ''
    GROUP BY i.med_list_codg, i.item_name
), taken AS (
    SELECT f.psn_no, f.med_list_codg, d.test_word, MAX(d.item_name) AS item_name,
           MIN(CAST(f.fee_ocur_time AS DATE)) AS first_day, MAX(CAST(f.fee_ocur_time AS DATE)) AS last_day,
           COUNT(DISTINCT CAST(f.fee_ocur_time AS DATE)) AS purchases, MAX(f.fee_ocur_time) AS occurred_on,
           MIN(d.knowledge_row) AS knowledge_row
    FROM fee_net AS f
    JOIN drugs AS d
      ON d.med_list_codg = f.med_list_codg AND d.item_name = coalesce(f.medins_list_name, '')
    WHERE CAST(f.fee_ocur_time AS DATE) BETWEEN d.valid_from AND d.valid_to
    GROUP BY f.psn_no, f.med_list_codg, d.test_word
), long_taken AS (
    SELECT psn_no, med_list_codg, test_word, item_name, first_day, last_day, purchases, occurred_on,
           knowledge_row, date_diff('day', CAST(first_day AS DATE), CAST(last_day AS DATE)) AS days
    FROM taken
), tests AS (
    SELECT psn_no, exam_item_detl_name AS test FROM lab_report
    UNION
    SELECT psn_no, medins_list_name AS test FROM fee_net WHERE strpos(medins_list_name, '浓度') > 0
       OR strpos(medins_list_name, '测定') > 0
), tested AS (
    SELECT DISTINCT l.psn_no, l.med_list_codg
    FROM long_taken AS l
    JOIN tests AS t ON t.psn_no = l.psn_no
    WHERE strpos(t.test, l.test_word) > 0 OR strpos(t.test, '血药浓度') > 0
       OR strpos(t.test, '免疫抑制药物浓度') > 0
)
SELECT l.psn_no AS psn_no, l.med_list_codg AS med_list_codg, l.item_name, l.first_day, l.last_day, l.days,
       l.purchases, l.occurred_on, CAST(0 AS DECIMAL(16, 2)) AS amount, l.knowledge_row,
       '外院的浓度检测报告' AS counter_evidence
FROM long_taken AS l
LEFT JOIN tested AS t ON t.psn_no = l.psn_no AND t.med_list_codg = l.med_list_codg
WHERE t.psn_no IS NULL AND l.days > $days
ORDER BY psn_no, med_list_codg
