/*+++
id       = "NAT-32"
title.zh = "限新生儿的耗材用于其他年龄"
title.en = "Newborn material charged for another age"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：不得将不属于医疗保障基金支付范围的医药费用纳入支付",
    "《医疗保障基金使用监督管理条例》第三十八条第（六）项：将不属于支付范围的费用纳入支付",
]
national = "两库（2025年版）第32项 耗材限新生儿使用"
catalogue = ["XY2-25"]
seed     = "两库"
since     = 2021-05-01
template  = "attribute_limit"
evidence  = ["身份证、出生医学证明", "病历首页上的出生日期"]
ask       = ["费用是否为母亲名下的新生儿发生？"]
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
national_rule = 32   # 两库（2025年版）规则序号：耗材限新生儿使用
+++*/
