/*+++
id       = "XY1-14"
title.zh = "职工住院期间仍在上班"
title.en = "A member of staff in bed and on duty"
verdict  = "clue"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十条第一款第（一）项：诱导、协助他人冒名或者虚假就医",
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
]
national = "—"
seed     = "信阳"
partition = "person"
unit      = ["mdtrt_id", "staff_code"]
since     = 2021-05-01
evidence  = [
    "职工名册上的身份证号与住院登记是否同一人",
    "考勤、门禁、医嘱系统登录日志",
    "住院期间的体温单、用药",
]
ask       = [
    "住院的是不是本院这位职工？（名字相同，先核对身份证号）",
    "住院那几天是谁上的班？工号有没有借给别人？",
]
false_positives = [
    "只在入院、出院当天上班",
    "同名的职工不止一人，分不清是谁",
    "排班在住院之外",
    "门诊",
]
sentence.zh = "与职工 {staff_code} 同名的患者 {day_in} 至 {day_out} 住院，其间该职工有 {shifts} 个班（如 {day_shift}），请核对是否同一人（不计金额）。"
sentence.en = "A patient with the name of staff {staff_code} was in bed from {day_in} to {day_out}, with {shifts} shifts worked in between ({day_shift} for one); the same person? (no amount)"

[needs]
mdtrt_d     = ["mdtrt_id", "psn_no", "psn_name", "med_type", "begntime", "endtime"]
staff       = ["staff_code", "staff_name"]
staff_shift = ["staff_code", "shift_date"]

[params]
shifts = 1   # 住院期间（两头不算）至少几个班，个（目录默认值，未经医院标定）
+++*/
WITH people AS (
    SELECT staff_name, MIN(staff_code) AS staff_code
    FROM staff
    WHERE staff_name <> ''
    GROUP BY staff_name
    HAVING COUNT(DISTINCT staff_code) = 1
), stays AS (
    SELECT v.mdtrt_id, v.psn_no, v.begntime, CAST(v.begntime AS DATE) AS day_in,
           CAST(v.endtime AS DATE) AS day_out, p.staff_code
    FROM mdtrt_d AS v
    JOIN people AS p ON p.staff_name = v.psn_name
    WHERE v.med_type LIKE '2%' AND v.endtime IS NOT NULL
)
SELECT s.mdtrt_id AS mdtrt_id, s.staff_code AS staff_code, s.psn_no AS psn_no, s.begntime AS occurred_on,
       s.day_in AS day_in, s.day_out AS day_out, COUNT(DISTINCT w.shift_date) AS shifts,
       MIN(w.shift_date) AS day_shift, CAST(0 AS DECIMAL(16, 2)) AS amount,
       '两人身份证号不同的证明；请假、替班记录' AS counter_evidence
FROM stays AS s
JOIN staff_shift AS w
  ON w.staff_code = s.staff_code AND w.shift_date > s.day_in AND w.shift_date < s.day_out
GROUP BY s.mdtrt_id, s.staff_code, s.psn_no, s.begntime, s.day_in, s.day_out
HAVING COUNT(DISTINCT w.shift_date) >= $shifts
ORDER BY mdtrt_id, staff_code
