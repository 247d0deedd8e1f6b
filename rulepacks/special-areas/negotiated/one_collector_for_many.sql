/*+++
id       = "SPA-20"
title.zh = "一个电话代多人配药"
title.en = "One telephone behind many people's drugs"
verdict  = "clue"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十一条第（三）项：利用享受待遇的机会转卖药品",
    "《医疗保障基金使用监督管理条例》第四十条第一款第（一）项：诱导、协助他人冒名或者虚假就医、购药",
    "《医疗保障基金使用监督管理条例》第十七条：不得重复享受待遇，代领应出示双方凭证",
]
national = "—"
seed     = "吉林、绍兴"
partition = "whole"
unit      = ["first_visit"]
since     = 2021-05-01
knowledge = ["resale_drug"]
evidence  = [
    "代领登记（双方证件）",
    "付款账户",
    "取药窗口监控",
]
ask       = [
    "电话是谁的？与这些人是什么关系？",
    "药送到哪里？",
]
false_positives = [
    "一家人、养老院：住址相同",
    "医院自己的公用电话",
    "人数不到五人",
    "三十天以外",
]
sentence.zh = "三十天内同一联系电话为 {people} 人配{item_name}等易倒卖的药。"
sentence.en = "Within 30 days one telephone stands behind {people} people who were given {item_name} and the like."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "medins_list_name", "cnt", "det_item_fee_sumamt"]
mdtrt_d = ["mdtrt_id", "psn_no", "tel"]

[params]
people = 5   # 多少人以上，人（目录默认值，未经医院标定）
days = 30   # 在多少天之内，天（目录默认值，未经医院标定）
public = 50   # 全部就诊里有多少人用过就算公用电话，人（本项目设定，未经医院标定）
+++*/
WITH drugs AS (
    SELECT i.med_list_codg, i.item_name, MIN(k.valid_from) AS valid_from,
           MAX(k.valid_to) AS valid_to, MIN(k.knowledge_row) AS knowledge_row
    FROM (SELECT DISTINCT med_list_codg, coalesce(medins_list_name, '') AS item_name FROM fee_net) AS i
    JOIN resale_drug AS k
      ON starts_with(i.med_list_codg, k.code_prefix) AND strpos(i.item_name, k.name_word) > 0
    GROUP BY i.med_list_codg, i.item_name
), phones AS (
    SELECT tel
    FROM mdtrt_d
    WHERE tel <> ''
    GROUP BY tel
    HAVING COUNT(DISTINCT psn_no) BETWEEN $people AND $public
), dispensed AS (
    SELECT v.tel, v.psn_no, v.mdtrt_id, coalesce(v.addr, v.psn_no) AS addr,
           CAST(f.fee_ocur_time AS DATE) AS day, MAX(f.fee_ocur_time) AS occurred_on,
           MIN(d.item_name) AS item_name, MIN(d.knowledge_row) AS knowledge_row
    FROM mdtrt_d AS v
    JOIN phones AS p ON p.tel = v.tel
    JOIN fee_net AS f ON f.mdtrt_id = v.mdtrt_id
    JOIN drugs AS d
      ON d.med_list_codg = f.med_list_codg AND d.item_name = coalesce(f.medins_list_name, '')
    WHERE CAST(f.fee_ocur_time AS DATE) BETWEEN d.valid_from AND d.valid_to
    GROUP BY v.tel, v.psn_no, v.mdtrt_id, coalesce(v.addr, v.psn_no), CAST(f.fee_ocur_time AS DATE)
), windows AS (
    SELECT b.tel, b.day AS window_from, COUNT(DISTINCT d.psn_no) AS people,
           COUNT(DISTINCT d.addr) AS addresses, MIN(d.mdtrt_id) AS first_visit
    FROM (SELECT DISTINCT tel, day FROM dispensed) AS b
    JOIN dispensed AS d
      ON d.tel = b.tel AND d.day >= b.day AND d.day < b.day + $days * INTERVAL 1 DAY
    GROUP BY b.tel, b.day
), ranked AS (
    SELECT tel, window_from, people, first_visit,
           ROW_NUMBER() OVER (PARTITION BY tel ORDER BY people DESC, window_from) AS place
    FROM windows
    WHERE people >= $people AND addresses > 1
)
SELECT r.first_visit AS first_visit, d.mdtrt_id AS mdtrt_id, d.day AS day, d.psn_no, d.item_name,
       d.occurred_on, r.people, r.window_from, CAST(0 AS DECIMAL(16, 2)) AS amount, d.knowledge_row,
       '亲属、照护关系的证明' AS counter_evidence
FROM ranked AS r
JOIN dispensed AS d
  ON d.tel = r.tel AND d.day >= r.window_from AND d.day < r.window_from + $days * INTERVAL 1 DAY
WHERE r.place = 1
ORDER BY first_visit, mdtrt_id, day
