/*+++
id       = "XY1-13"
title.zh = "聚集就医、组团住院"
title.en = "Admitted in a group"
verdict  = "clue"
basis    = ["《医疗保障基金使用监督管理条例》第四十条第一款第（一）项：诱导、协助他人冒名或者虚假就医、购药"]
national = "—"
seed     = "信阳、金华2022"
partition = "whole"
unit      = ["first_id", "shared_kind"]
since     = 2021-05-01
evidence  = [
    "分别询问三名以上患者：怎样来的、谁付的钱",
    "接送车辆、介绍人的记录",
]
ask       = ["这几位患者为什么一起来、一起走？谁介绍的？"]
false_positives = [
    "不到五人",
    "收费项目各不相同",
    "先后相隔多日入院",
    "同一单位，各找各的医师",
]
sentence.zh = "同一{shared_kind}的 {people} 人 {day_first} 起几天内由同一医师（{doctor}）收住院，又几乎同时出院，收费项目大半相同（不计金额）。"
sentence.en = "{people} people sharing one {shared_kind_en} were admitted by doctor {doctor} within days of {day_first}, left together and had nearly the same items (no amount)."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "fee_ocur_time", "med_list_codg", "cnt"]
mdtrt_d = ["mdtrt_id", "psn_no", "med_type", "begntime", "endtime", "chfpdr_code"]

[params]
people = 5   # 几人以上，人（目录默认值，未经医院标定）
days_in = 2   # 入院相隔几天之内，天（目录默认值，未经医院标定）
days_out = 2   # 出院相隔几天之内，天（目录默认值，未经医院标定）
alike = 0.8   # 收费项目相同的比例（共有项目数除以合起来的项目数），比例（目录默认值，未经医院标定）
+++*/
WITH stays AS (
    SELECT mdtrt_id, psn_no, chfpdr_code AS doctor, begntime, CAST(begntime AS DATE) AS day_in,
           CAST(endtime AS DATE) AS day_out, tel, addr, emp_name
    FROM mdtrt_d
    WHERE med_type LIKE '2%' AND endtime IS NOT NULL AND chfpdr_code <> ''
), tied AS (
    SELECT mdtrt_id, psn_no, doctor, begntime, day_in, day_out, tel AS shared, '电话' AS shared_kind,
           'telephone' AS shared_kind_en
    FROM stays WHERE tel <> ''
    UNION ALL
    SELECT mdtrt_id, psn_no, doctor, begntime, day_in, day_out, addr AS shared, '住址' AS shared_kind,
           'address' AS shared_kind_en
    FROM stays WHERE addr <> ''
    UNION ALL
    SELECT mdtrt_id, psn_no, doctor, begntime, day_in, day_out, emp_name AS shared, '单位' AS shared_kind,
           'employer' AS shared_kind_en
    FROM stays WHERE emp_name <> ''
), near AS (
    SELECT a.shared, a.shared_kind, a.shared_kind_en, a.doctor, a.mdtrt_id AS first_id, a.day_in AS day_first,
           b.mdtrt_id, b.psn_no, b.begntime
    FROM tied AS a
    JOIN tied AS b ON b.shared = a.shared AND b.shared_kind = a.shared_kind AND b.doctor = a.doctor
    WHERE date_diff('day', CAST(a.day_in AS DATE), CAST(b.day_in AS DATE)) BETWEEN 0 AND $days_in
      AND abs(date_diff('day', CAST(a.day_out AS DATE), CAST(b.day_out AS DATE))) <= $days_out
), large AS (
    SELECT first_id, shared_kind
    FROM near
    GROUP BY first_id, shared_kind
    HAVING COUNT(DISTINCT psn_no) >= $people
), candidates AS (
    SELECT n.shared, n.shared_kind, n.shared_kind_en, n.doctor, n.first_id, n.day_first, n.mdtrt_id, n.psn_no,
           n.begntime
    FROM near AS n
    JOIN large AS l ON l.first_id = n.first_id AND l.shared_kind = n.shared_kind
), items AS (
    SELECT DISTINCT mdtrt_id, med_list_codg
    FROM fee_net
), sizes AS (
    SELECT mdtrt_id, COUNT(*) AS items
    FROM items
    GROUP BY mdtrt_id
), common AS (
    SELECT c.first_id, c.mdtrt_id, c.shared_kind, COUNT(*) AS common
    FROM candidates AS c
    JOIN items AS a ON a.mdtrt_id = c.first_id
    JOIN items AS b ON b.mdtrt_id = c.mdtrt_id AND b.med_list_codg = a.med_list_codg
    GROUP BY c.first_id, c.mdtrt_id, c.shared_kind
), alike AS (
    SELECT c.shared, c.shared_kind, c.shared_kind_en, c.doctor, c.first_id, c.day_first, c.mdtrt_id, c.psn_no,
           c.begntime
    FROM candidates AS c
    JOIN common AS m
      ON m.first_id = c.first_id AND m.mdtrt_id = c.mdtrt_id AND m.shared_kind = c.shared_kind
    JOIN sizes AS a ON a.mdtrt_id = c.first_id
    JOIN sizes AS b ON b.mdtrt_id = c.mdtrt_id
    WHERE m.common >= $alike * (a.items + b.items - m.common)
), groups AS (
    SELECT shared, shared_kind, doctor, first_id, day_first, COUNT(DISTINCT psn_no) AS people,
           ROW_NUMBER() OVER (
               PARTITION BY shared, shared_kind, doctor, day_first
               ORDER BY COUNT(DISTINCT psn_no) DESC, first_id
           ) AS place
    FROM alike
    GROUP BY shared, shared_kind, doctor, first_id, day_first
    HAVING COUNT(DISTINCT psn_no) >= $people
)
SELECT a.first_id AS first_id, a.shared_kind AS shared_kind, a.mdtrt_id AS mdtrt_id, a.psn_no,
       a.begntime AS occurred_on, a.doctor, a.day_first, a.shared_kind_en, g.people,
       CAST(0 AS DECIMAL(16, 2)) AS amount, '集体患病、敬老院协议等能说明的材料' AS counter_evidence
FROM alike AS a
JOIN groups AS g ON g.first_id = a.first_id AND g.shared_kind = a.shared_kind AND g.place = 1
ORDER BY first_id, shared_kind, mdtrt_id
