/*+++
id       = "NAT-38"
title.zh = "手术操作编码异常"
title.en = "Operation code that is none"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十九条第（三）项：未按照规定传送数据",
    "《医疗保障基金使用监督管理条例》第十六条：应当妥善保管、及时传送真实完整的数据",
]
national = "两库（2025年版）第38项 手术操作编码异常"
catalogue = ["DQ-05"]
seed     = "两库、信阳"
partition = "visit"
unit      = ["mdtrt_id", "code"]
since     = 2021-05-01
evidence  = ["病历首页", "编码库的版本"]
ask       = ["这个编码是从哪里来的？"]
false_positives = [
    "只写到亚目的编码",
    "国家临床版的扩展码",
]
sentence.zh = "结算清单上的编码“{code}”（{item_name}）不成其为编码。"
sentence.en = "“{code}” ({item_name}) on the settlement list is no code of its kind."

[needs]
setl_list_oprn_d = ["mdtrt_id", "setl_id", "oprn_oprt_code"]

[params]
shape = '[0-9]{2}[.][0-9].*'   # 编码应有的样子（正则表达式）：ICD-9-CM-3：两位数字、小数点
+++*/
SELECT mdtrt_id, oprn_oprt_code AS code, setl_id, psn_no, oprn_oprt_name AS item_name,
       CAST(0 AS DECIMAL(16, 2)) AS amount, '病历首页' AS counter_evidence
FROM setl_list_oprn_d
WHERE oprn_oprt_code <> '' AND NOT regexp_full_match(oprn_oprt_code, $shape)
GROUP BY mdtrt_id, oprn_oprt_code, setl_id, psn_no, oprn_oprt_name
ORDER BY mdtrt_id, code, setl_id
