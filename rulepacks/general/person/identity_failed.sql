/*+++
id       = "XY1-11"
title.zh = "身份核验失败仍结算"
title.en = "Settled though the identity check failed"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：执行实名就医和购药管理规定，核验参保人员医疗保障凭证",
    "《医疗保障基金使用监督管理条例》第四十条第一款第（一）项：诱导、协助他人冒名或者虚假就医、购药",
    "《医疗保障基金使用监督管理条例》第四十一条第（一）项：将本人的医疗保障凭证交由他人冒名使用",
]
national = "—"
seed     = "吉林、金华2019、绍兴"
partition = "person"
whole     = ["identity_check"]
unit      = ["psn_no", "mdtrt_id", "day"]
since     = 2021-05-01
evidence  = [
    "核验时抓拍的照片与参保照片",
    "签字笔迹、既往影像与体格数据",
    "终端后台日志",
]
ask       = [
    "核验没有通过，为什么还结算？来的是谁？",
    "是不是代取药？登记在哪里？",
]
false_positives = [
    "同一天后来核验成功",
    "特殊登记（代取药、行动不便）或者还在审核",
    "当天全院没有一次核验成功，终端故障",
    "婴幼儿",
    "住院（入院时已核验）",
    "全部自费",
]
sentence.zh = "{day} 身份核验失败 {failures} 次、没有成功过，当天门诊仍收{item_name}等费用，共 {amount} 元。"
sentence.en = "On {day} the identity check failed {failures} times and never passed, yet {item_name} and the like were charged: {amount} yuan."

[needs]
fee_net        = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]
mdtrt_d        = ["mdtrt_id", "med_type"]
identity_check = ["psn_no", "recog_time", "recog_rslt"]

[params]
med_types = "|11|14|18|41|9901|990101|9904|"   # 看哪些门诊、购药类别（med_type，本项目设定）
infant = 6   # 几岁以下（含）不看，岁；幼儿人脸变化大（本项目设定）
+++*/
WITH by_day AS (
    SELECT psn_no, CAST(recog_time AS DATE) AS day,
           SUM(CASE WHEN recog_rslt IN ('0', '2') THEN 1 ELSE 0 END) AS failures,
           SUM(CASE WHEN recog_rslt IN ('0', '2') THEN 0 ELSE 1 END) AS others
    FROM identity_check
    WHERE psn_no <> ''
    GROUP BY psn_no, CAST(recog_time AS DATE)
), working_days AS (
    SELECT DISTINCT CAST(recog_time AS DATE) AS day
    FROM identity_check
    WHERE recog_rslt = '1'
), failed AS (
    SELECT b.psn_no, b.day, b.failures
    FROM by_day AS b
    JOIN working_days AS w ON w.day = b.day
    WHERE b.failures > 0 AND b.others = 0
), visits AS (
    SELECT mdtrt_id
    FROM mdtrt_d
    WHERE strpos($med_types, concat('|', med_type, '|')) > 0 AND coalesce(age, 200) > $infant
)
SELECT f.psn_no AS psn_no, f.mdtrt_id AS mdtrt_id, x.day AS day, f.bkkp_sn AS bkkp_sn, f.setl_id,
       f.med_list_codg, f.medins_list_codg, f.medins_list_name AS item_name,
       f.fee_ocur_time AS occurred_on, f.cnt, x.failures, f.det_item_fee_sumamt AS amount,
       '代取药登记、终端故障记录' AS counter_evidence
FROM fee_net AS f
JOIN visits AS v ON v.mdtrt_id = f.mdtrt_id
JOIN failed AS x ON x.psn_no = f.psn_no AND x.day = CAST(f.fee_ocur_time AS DATE)
WHERE coalesce(f.fulamt_ownpay_amt, 0) < f.det_item_fee_sumamt
ORDER BY psn_no, mdtrt_id, day, bkkp_sn
