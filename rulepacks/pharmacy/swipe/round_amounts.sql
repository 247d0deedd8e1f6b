/*+++
id       = "PHR-13"
title.zh = "固定金额刷卡"
title.en = "Round amounts"
verdict  = "clue"
basis    = ["《医疗保障基金使用监督管理条例》第四十条第一款第（一）项：诱导、协助他人冒名或者虚假就医、购药"]
national = "—"
seed     = "绍兴"
partition = "whole"
unit      = ["fixmedins_code", "month"]
since     = 2021-05-01
evidence  = [
    "收银小票与货品",
    "录像",
]
ask       = ["整数金额是怎么凑出来的？退补差价怎么处理？"]
false_positives = [
    "药品单价本来就是整数",
    "刷卡太少，不算占比",
    "占比三成以内",
    "不是药店购药",
]
sentence.zh = "{month} 刷卡 {swipes} 次，{round_swipes} 次正好是 {step} 元的整数倍，单价凑不出来。"
sentence.en = "{month}: {round_swipes} of {swipes} swipes are whole multiples of {step} yuan that no price explains."

[needs]
setl_d = ["setl_id", "setl_time", "med_type", "medfee_sumamt"]
fee_net = ["bkkp_sn", "setl_id", "mdtrt_id", "psn_no", "cnt", "det_item_fee_sumamt"]

[params]
med_types = "|41|"   # 看哪些医疗类别：定点药店购药（med_type）
step = 10   # 多少元的整数倍算整数金额，元（本项目设定，未经医院标定）
share = 0.3   # 整数金额占比上限（目录默认值，未经医院标定）
least = 30   # 一个月至少多少次刷卡，次（本项目设定，未经医院标定）
+++*/
WITH priced AS (
    SELECT setl_id,
           MIN(CASE WHEN mod(CAST(det_item_fee_sumamt / cnt AS DECIMAL(16, 2)), $step) = 0 THEN 1 ELSE 0 END)
               AS all_round
    FROM fee_net
    GROUP BY setl_id
), swipes AS (
    SELECT coalesce(s.fixmedins_code, '') AS fixmedins_code, strftime(s.setl_time, '%Y-%m') AS month,
           s.setl_time,
           CASE WHEN mod(s.medfee_sumamt, $step) = 0 AND p.all_round = 0 THEN 1 ELSE 0 END AS is_round
    FROM setl_d AS s
    JOIN priced AS p ON p.setl_id = s.setl_id
    WHERE strpos($med_types, concat('|', s.med_type, '|')) > 0
      AND coalesce(s.refd_setl_flag, '0') <> '1' AND s.medfee_sumamt > 0
), months AS (
    SELECT fixmedins_code, month, COUNT(*) AS swipes, SUM(is_round) AS round_swipes,
           MAX(setl_time) AS occurred_on
    FROM swipes
    GROUP BY fixmedins_code, month
)
SELECT fixmedins_code, month, occurred_on, swipes, round_swipes, $step AS step,
       CAST(0 AS DECIMAL(16, 2)) AS amount, '套餐、促销的价目' AS counter_evidence
FROM months
WHERE swipes >= $least AND round_swipes > swipes * $share
ORDER BY fixmedins_code, month
