/*+++
id       = "NAT-29"
title.zh = "诊疗项目超出限定年龄"
title.en = "Item charged outside its age"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：不得将不属于医疗保障基金支付范围的医药费用纳入支付",
    "《医疗保障基金使用监督管理条例》第三十八条第（六）项：将不属于支付范围的费用纳入支付",
]
national = "两库（2025年版）第29项 医疗服务项目限年龄"
catalogue = ["XY2-11"]
seed     = "两库"
since     = 2021-05-01
template  = "attribute_limit"
evidence  = ["身份证、出生医学证明", "病历首页上的出生日期"]
ask       = ["年龄不符为何纳入支付？"]
false_positives = [
    "出生日期未登记",
    "全部由患者自费",
]

[slots]
knowledge = "limit_age"
only = "national_rule"
attribute = "age"
row_says = "allowed"
paid = "in_scope"

[params]
national_rule = 29   # 两库（2025年版）规则序号：医疗服务项目限年龄
+++*/
