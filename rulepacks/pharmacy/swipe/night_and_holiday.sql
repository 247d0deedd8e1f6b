/*+++
id       = "PHR-04"
title.zh = "夜间、节假日集中刷卡"
title.en = "Swipes crowd at night or on holidays"
verdict  = "clue"
basis    = ["《医疗保障基金使用监督管理条例》第四十条第一款第（一）项：诱导、协助他人冒名或者虚假就医、购药"]
national = "—"
seed     = "绍兴"
partition = "whole"
unit      = ["fixmedins_code", "day", "kind"]
since     = 2021-05-01
knowledge = ["holiday"]
evidence  = [
    "营业时间、值班表",
    "当日录像",
]
ask       = ["当天为什么这么多？几点关门？"]
false_positives = [
    "二十四小时营业的店，夜里天天有人",
    "节假日与平日差不多",
    "平日太少，比不出来",
    "结算时刻不明，不算夜里",
]
sentence.zh = "{day}（{kind}）刷卡 {swipes} 次，平日约 {usual} 次。"
sentence.en = "{day} ({kind}): {swipes} swipes where {usual} are usual."

[needs]
setl_d = ["setl_id", "psn_no", "setl_time", "med_type", "medfee_sumamt"]

[params]
med_types = "|41|"   # 看哪些医疗类别：定点药店购药（med_type）
z = 4   # 高出平日多少个标准差（目录默认值，未经医院标定）
night_from = 22   # 夜间从几点起，时（目录默认值，未经医院标定）
night_to = 6   # 夜间到几点止，时（目录默认值，未经医院标定）
least = 10   # 至少高出平日多少次，次（本项目设定，未经医院标定）
ordinary_days = 20   # 至少有多少个平日可比，天（本项目设定，未经医院标定）
+++*/
WITH swipes AS (
    SELECT coalesce(s.fixmedins_code, '') AS fixmedins_code, CAST(s.setl_time AS DATE) AS day, s.setl_time,
           CASE WHEN s.setl_time <> CAST(CAST(s.setl_time AS DATE) AS TIMESTAMP)
                 AND (date_part('hour', s.setl_time) >= $night_from
                      OR date_part('hour', s.setl_time) < $night_to)
                THEN 1 ELSE 0 END AS at_night
    FROM setl_d AS s
    WHERE strpos($med_types, concat('|', s.med_type, '|')) > 0
      AND coalesce(s.refd_setl_flag, '0') <> '1' AND s.medfee_sumamt > 0
), holidays AS (
    SELECT DISTINCT w.day, h.name
    FROM (SELECT DISTINCT day FROM swipes) AS w
    JOIN holiday AS h ON w.day BETWEEN h.first_day AND h.last_day
), by_day AS (
    SELECT w.fixmedins_code, w.day, MIN(h.name) AS holiday, COUNT(*) AS swipes, SUM(w.at_night) AS nightly,
           MAX(w.setl_time) AS occurred_on
    FROM swipes AS w
    LEFT JOIN holidays AS h ON h.day = w.day
    GROUP BY w.fixmedins_code, w.day
), usual AS (
    SELECT fixmedins_code, COUNT(*) AS days, AVG(swipes) AS swipes, STDDEV_SAMP(swipes) AS spread,
           AVG(nightly) AS nightly, STDDEV_SAMP(nightly) AS nightly_spread
    FROM by_day
    WHERE holiday IS NULL
    GROUP BY fixmedins_code
)
SELECT d.fixmedins_code AS fixmedins_code, d.day AS day, d.holiday AS kind, d.occurred_on, d.swipes,
       CAST(u.swipes AS DECIMAL(16, 1)) AS usual, CAST(0 AS DECIMAL(16, 2)) AS amount,
       '促销、团购的凭据' AS counter_evidence
FROM by_day AS d
JOIN usual AS u ON u.fixmedins_code = d.fixmedins_code
WHERE d.holiday IS NOT NULL AND u.days >= $ordinary_days
  AND d.swipes > u.swipes + $z * u.spread AND d.swipes - u.swipes >= $least
UNION ALL
SELECT d.fixmedins_code, d.day, '夜间' AS kind, d.occurred_on, d.nightly AS swipes,
       CAST(u.nightly AS DECIMAL(16, 1)) AS usual, CAST(0 AS DECIMAL(16, 2)) AS amount,
       '夜间营业的备案' AS counter_evidence
FROM by_day AS d
JOIN usual AS u ON u.fixmedins_code = d.fixmedins_code
WHERE u.days >= $ordinary_days
  AND d.nightly > u.nightly + $z * u.nightly_spread AND d.nightly - u.nightly >= $least
ORDER BY fixmedins_code, day, kind
