/*+++
id       = "NAT-37"
title.zh = "诊断编码异常"
title.en = "Diagnosis code that is none"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十九条第（三）项：未按照规定传送数据",
    "《医疗保障基金使用监督管理条例》第十六条：应当妥善保管、及时传送真实完整的数据",
]
national = "两库（2025年版）第37项 疾病诊断编码异常"
catalogue = ["DQ-05"]
seed     = "两库、信阳"
partition = "visit"
unit      = ["mdtrt_id", "code"]
since     = 2021-05-01
evidence  = ["病历首页", "编码库的版本"]
ask       = ["这个编码是从哪里来的？"]
false_positives = [
    "中医诊断用中医编码",
    "编码后带扩展码、剑号星号",
]
sentence.zh = "结算清单上的编码“{code}”（{item_name}）不成其为编码。"
sentence.en = "“{code}” ({item_name}) on the settlement list is no code of its kind."

[needs]
setl_list_diag_d = ["mdtrt_id", "setl_id", "diag_code"]

[params]
shape = '[A-Z][0-9]{2}([.][0-9Xx].*)?'   # 编码应有的样子（正则表达式）：ICD-10：一个字母、两位数字
+++*/
SELECT mdtrt_id, diag_code AS code, setl_id, psn_no, diag_name AS item_name,
       CAST(0 AS DECIMAL(16, 2)) AS amount, '病历首页' AS counter_evidence
FROM setl_list_diag_d
WHERE diag_code <> '' AND NOT regexp_full_match(diag_code, $shape)
  AND coalesce(diag_type, '1') = '1'
GROUP BY mdtrt_id, diag_code, setl_id, psn_no, diag_name
ORDER BY mdtrt_id, code, setl_id
