/*+++
id       = "NAT-13"
title.zh = "药品超出限定的就医方式"
title.en = "Drug not paid for in this kind of visit"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：不得将不属于医疗保障基金支付范围的医药费用纳入支付",
    "《医疗保障基金使用监督管理条例》第三十八条第（六）项：将不属于支付范围的费用纳入支付",
]
national = "两库（2025年版）第13项 药品限就医方式"
catalogue = ["XY2-21"]
seed     = "两库"
since     = 2021-05-01
template  = "attribute_limit"
evidence  = ["就诊登记与结算单上的医疗类别"]
ask       = ["为什么在门诊使用、按门诊结算？"]
false_positives = [
    "医疗类别未登记",
    "全部由患者自费",
]

[slots]
knowledge = "limit_visit"
only = "national_rule"
attribute = "visit_type"
value_column = "med_types"
row_says = "allowed"
paid = "in_scope"

[params]
national_rule = 13   # 两库（2025年版）规则序号：药品限就医方式
+++*/
