/*+++
id       = "XY1-08"
title.zh = "住院期间又结算门诊、购药或慢特病"
title.en = "Outpatient, pharmacy or chronic-disease settlement inside a stay"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（六）项：将不属于医疗保障基金支付范围的医药费用纳入医疗保障基金结算",
    "《医疗保障基金使用监督管理条例》第四十一条第（二）项：重复享受医疗保障待遇",
]
national = "—"
seed     = "信阳、吉林"
partition = "person"
unit      = ["psn_no", "mdtrt_id"]
since     = 2021-05-01
evidence  = [
    "住院病历与门诊病历同一天的记录",
    "代取药登记",
]
ask       = [
    "住院期间为什么另开门诊？是谁来取的药？",
    "这些费用是不是住院已经包含的？",
]
false_positives = [
    "入院、出院当天",
    "急诊抢救等不看的类别",
    "门诊在两次住院之间",
    "家庭病床、日间手术期间",
    "全部自费",
]
sentence.zh = "{day_in} 至 {day_out} 住院期间，又在门诊收{item_name}等费用，共 {amount} 元。"
sentence.en = "{item_name} and the like charged as an outpatient during the stay of {day_in} to {day_out}: {amount} yuan."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]
mdtrt_d = ["mdtrt_id", "psn_no", "med_type", "begntime", "endtime"]

[params]
med_types = "|11|14|18|41|9901|990101|9904|"   # 看哪些门诊、购药类别（med_type）：普通门诊、慢特病、特药、药店、两病、单病种（本项目设定，当地允许与住院并行的类别去掉）
+++*/
WITH stays AS (
    SELECT mdtrt_id, psn_no, CAST(begntime AS DATE) AS day_in, CAST(endtime AS DATE) AS day_out
    FROM mdtrt_d
    WHERE endtime IS NOT NULL AND (med_type LIKE '2%' OR med_type = '52') AND med_type <> '28'
), visits AS (
    SELECT mdtrt_id, psn_no
    FROM mdtrt_d
    WHERE strpos($med_types, concat('|', med_type, '|')) > 0
), inside AS (
    SELECT f.psn_no, f.mdtrt_id, f.bkkp_sn, f.setl_id, f.med_list_codg, f.medins_list_codg,
           f.medins_list_name, f.fee_ocur_time, f.cnt, f.det_item_fee_sumamt, s.day_in, s.day_out,
           ROW_NUMBER() OVER (PARTITION BY f.bkkp_sn ORDER BY s.day_in, s.mdtrt_id) AS turn
    FROM fee_net AS f
    JOIN visits AS v ON v.mdtrt_id = f.mdtrt_id
    JOIN stays AS s ON s.psn_no = v.psn_no
    WHERE CAST(f.fee_ocur_time AS DATE) > s.day_in AND CAST(f.fee_ocur_time AS DATE) < s.day_out
      AND coalesce(f.fulamt_ownpay_amt, 0) < f.det_item_fee_sumamt
)
SELECT psn_no, mdtrt_id, bkkp_sn, setl_id, med_list_codg, medins_list_codg,
       medins_list_name AS item_name, fee_ocur_time AS occurred_on, cnt, day_in, day_out,
       CAST(det_item_fee_sumamt AS DECIMAL(16, 2)) AS amount, '代取药登记；当地允许并行结算的规定' AS counter_evidence
FROM inside
WHERE turn = 1
ORDER BY psn_no, mdtrt_id, bkkp_sn
