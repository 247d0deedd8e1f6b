/*+++
id       = "PHR-02"
title.zh = "盗刷、人证不符"
title.en = "Card used by somebody else"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十条第一款第（一）项：诱导、协助他人冒名或者虚假就医、购药",
    "《医疗保障基金使用监督管理条例》第四十一条第（一）项：将本人的医疗保障凭证交由他人冒名使用",
    "《医疗保障基金使用监督管理条例》第十五条：核验参保人员医疗保障凭证，实名就医、购药",
]
national = "—"
seed     = "金华2019、绍兴、吉林"
partition = "whole"
unit      = ["fixmedins_code", "swipe"]
since     = 2021-05-01
evidence  = [
    "核验照片与参保人照片",
    "录像",
    "参保人本人询问",
]
ask       = ["谁持卡来买的？有没有代买登记？"]
false_positives = [
    "先失败、后成功",
    "特殊登记（老人、残疾人）",
    "家庭共济支付",
    "审核中的核验",
]
sentence.zh = "{swipe}：{reason}，{amount} 元。"
sentence.en = "{swipe}: {reason_en}, {amount} yuan."

[needs]
fee_net = ["bkkp_sn", "setl_id", "mdtrt_id", "psn_no", "fee_ocur_time", "cnt", "det_item_fee_sumamt"]
setl_d = ["setl_id", "mdtrt_id", "psn_no", "setl_time", "med_type", "medfee_sumamt"]
identity_check = ["recog_time", "recog_rslt"]
mdtrt_d = ["mdtrt_id"]

[params]
med_types = "|41|"   # 看哪些医疗类别：定点药店购药（med_type）
share = 0.2   # 一个月没有任何核验的刷卡占比上限（目录默认值，未经医院标定）
least = 10   # 一个月至少多少次刷卡才算占比，次（本项目设定，未经医院标定）
+++*/
WITH swipes AS (
    SELECT s.setl_id, s.mdtrt_id, s.psn_no, coalesce(s.fixmedins_code, '') AS fixmedins_code, s.setl_time,
           CAST(s.setl_time AS DATE) AS day, coalesce(s.acct_mulaid_pay, 0) AS shared
    FROM setl_d AS s
    WHERE strpos($med_types, concat('|', s.med_type, '|')) > 0
      AND coalesce(s.refd_setl_flag, '0') <> '1' AND s.medfee_sumamt > 0
), checks AS (
    SELECT w.setl_id, w.psn_no AS holder, i.psn_no, i.recog_rslt
    FROM swipes AS w
    JOIN identity_check AS i ON i.mdtrt_id = w.mdtrt_id
    UNION ALL
    SELECT w.setl_id, w.psn_no AS holder, i.psn_no, i.recog_rslt
    FROM swipes AS w
    JOIN identity_check AS i ON i.psn_no = w.psn_no AND CAST(i.recog_time AS DATE) = w.day
    WHERE coalesce(i.mdtrt_id, '') <> w.mdtrt_id
    UNION ALL
    SELECT w.setl_id, w.psn_no AS holder, concat('#', upper(i.certno)), i.recog_rslt
    FROM swipes AS w
    JOIN mdtrt_d AS v ON v.mdtrt_id = w.mdtrt_id
    JOIN identity_check AS i ON i.ipt_otp_no = v.ipt_otp_no AND CAST(i.recog_time AS DATE) = w.day
    WHERE upper(i.certno) <> upper(v.certno)
), checked AS (
    SELECT setl_id,
           COUNT(CASE WHEN psn_no = holder AND recog_rslt IN ('1', '3', '4') THEN 1 END) AS own,
           COUNT(CASE WHEN psn_no <> holder AND recog_rslt = '1' THEN 1 END) AS others,
           COUNT(CASE WHEN recog_rslt IN ('0', '2') THEN 1 END) AS failed
    FROM checks
    GROUP BY setl_id
), wrong AS (
    SELECT w.setl_id, w.fixmedins_code, w.setl_time,
           CASE WHEN c.others > 0 THEN '核验通过的是另一个人' ELSE '核验失败仍结算' END AS reason,
           CASE WHEN c.others > 0 THEN 'the face that passed is somebody else' ELSE 'settled though the check failed' END
               AS reason_en
    FROM swipes AS w
    JOIN checked AS c ON c.setl_id = w.setl_id
    WHERE c.own = 0 AND ((c.others > 0 AND w.shared = 0) OR (c.failed > 0 AND c.others = 0))
), months AS (
    SELECT w.fixmedins_code, strftime(w.day, '%Y-%m') AS swipe, MAX(w.setl_time) AS occurred_on,
           COUNT(*) AS swipes_made, COUNT(CASE WHEN c.setl_id IS NULL THEN 1 END) AS unchecked
    FROM swipes AS w
    LEFT JOIN checked AS c ON c.setl_id = w.setl_id
    GROUP BY w.fixmedins_code, strftime(w.day, '%Y-%m')
)
SELECT w.fixmedins_code AS fixmedins_code, w.setl_id AS swipe, f.bkkp_sn AS bkkp_sn, w.setl_id, f.mdtrt_id,
       f.psn_no, f.med_list_codg, f.medins_list_name AS item_name, w.setl_time AS occurred_on, f.cnt,
       NULL AS swipes_made, NULL AS unchecked, w.reason, w.reason_en, f.det_item_fee_sumamt AS amount,
       '代买登记、核验照片' AS counter_evidence
FROM wrong AS w
JOIN fee_net AS f ON f.setl_id = w.setl_id
UNION ALL
SELECT fixmedins_code, swipe, NULL AS bkkp_sn, NULL AS setl_id, NULL AS mdtrt_id, NULL AS psn_no,
       NULL AS med_list_codg, NULL AS item_name, occurred_on, NULL AS cnt, swipes_made, unchecked,
       '没有核验的刷卡太多' AS reason, 'too many swipes without a check' AS reason_en,
       CAST(0 AS DECIMAL(16, 2)) AS amount, NULL AS counter_evidence
FROM months
WHERE swipes_made >= $least AND unchecked > swipes_made * $share
ORDER BY fixmedins_code, swipe, bkkp_sn
