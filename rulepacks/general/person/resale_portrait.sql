/*+++
id       = "XY1-23"
title.zh = "多处大量取易倒卖药品"
title.en = "Resale-prone drugs in quantity from several places"
verdict  = "clue"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十一条第（三）项：利用享受医疗保障待遇的机会转卖药品",
    "《医疗保障基金使用监督管理条例》第十九条：定点医药机构、参保人员不得骗取医疗保障基金",
]
national = "—"
seed     = "绍兴、吉林、金华2022"
partition = "person"
whole     = ["oth_setl"]
unit      = ["psn_no", "name_word"]
since     = 2021-05-01
knowledge = ["resale_drug"]
evidence  = [
    "取药签字、监控",
    "患者访谈：剩余药品、用药情况",
]
ask       = ["这些药都是患者自己吃的吗？谁来取的？"]
false_positives = [
    "只在一两家机构",
    "半年里数量不多",
    "数量够，但分在一年",
    "不是易倒卖的药",
]
sentence.zh = "半年内（{day_first} 起）取{name_word} {units} 个计价单位，同期还在 {others} 家外院结算（不计金额）。"
sentence.en = "{units} units of {name_word} within half a year from {day_first}, with settlements in {others} other places (no amount)."

[needs]
fee_net  = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "medins_list_name", "cnt"]
mdtrt_d  = ["psn_no", "certno"]
oth_setl = ["oth_medins_code", "oth_setl_id", "oth_begndate"]

[params]
institutions = 3   # 连本院在内几家机构以上，家（目录默认值，泉州模型，未经医院标定）
units = 60   # 半年取药超过多少，计价单位（目录默认值，泉州模型，未经医院标定）
window = 182   # 半年，天（目录默认值，泉州模型）
+++*/
WITH people AS (
    SELECT DISTINCT psn_no, certno
    FROM mdtrt_d
    WHERE certno <> ''
), elsewhere AS (
    SELECT coalesce(o.psn_no, p.psn_no) AS psn_no, o.oth_medins_code, CAST(o.oth_begndate AS DATE) AS day
    FROM oth_setl AS o
    LEFT JOIN people AS p ON p.certno = o.certno
), taken AS (
    SELECT f.psn_no, k.name_word, CAST(f.fee_ocur_time AS DATE) AS day, f.cnt
    FROM fee_net AS f
    JOIN resale_drug AS k
      ON f.med_list_codg LIKE concat(k.code_prefix, '%') AND strpos(f.medins_list_name, k.name_word) > 0
    WHERE CAST(f.fee_ocur_time AS DATE) BETWEEN k.valid_from AND k.valid_to
), by_day AS (
    SELECT psn_no, name_word, day, SUM(cnt) AS cnt
    FROM taken
    GROUP BY psn_no, name_word, day
), windows AS (
    SELECT a.psn_no, a.name_word, a.day AS day_first, SUM(b.cnt) AS units
    FROM by_day AS a
    JOIN by_day AS b ON b.psn_no = a.psn_no AND b.name_word = a.name_word
    WHERE date_diff('day', CAST(a.day AS DATE), CAST(b.day AS DATE)) BETWEEN 0 AND $window - 1
    GROUP BY a.psn_no, a.name_word, a.day
    HAVING SUM(b.cnt) > $units
), beside_others AS (
    SELECT w.psn_no, w.name_word, w.day_first, w.units, COUNT(DISTINCT e.oth_medins_code) AS others
    FROM windows AS w
    JOIN elsewhere AS e ON e.psn_no = w.psn_no
    WHERE date_diff('day', CAST(w.day_first AS DATE), CAST(e.day AS DATE)) BETWEEN 0 AND $window - 1
    GROUP BY w.psn_no, w.name_word, w.day_first, w.units
    HAVING COUNT(DISTINCT e.oth_medins_code) >= $institutions - 1
), ranked AS (
    SELECT psn_no, name_word, day_first, units, others,
           ROW_NUMBER() OVER (PARTITION BY psn_no, name_word ORDER BY units DESC, day_first) AS place
    FROM beside_others
)
SELECT psn_no, name_word, CAST(day_first AS TIMESTAMP) AS occurred_on, day_first, units, others,
       CAST(0 AS DECIMAL(16, 2)) AS amount, '病情、用药记录与剩余药品' AS counter_evidence
FROM ranked
WHERE place = 1
ORDER BY psn_no, name_word
