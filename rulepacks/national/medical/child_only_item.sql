/*+++
id       = "NAT-80"
title.zh = "儿童专用项目用于成人"
title.en = "Child-only item charged for an adult"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：应当提供合理、必要的医药服务",
    "《医疗保障基金使用监督管理条例》第三十八条第（四）项：串换药品、医用耗材、诊疗项目",
]
national = "两库（2025年版）第80项 医疗服务项目儿童专用"
catalogue = ["XY2-11"]
seed     = "两库"
since     = 2021-05-01
template  = "attribute_limit"
evidence  = ["治疗、检查记录"]
ask       = ["实际做的是哪个项目？"]
false_positives = [
    "出生日期未登记",
]

[slots]
knowledge = "limit_age"
only = "national_rule"
attribute = "age"
row_says = "allowed"

[params]
national_rule = 80   # 两库（2025年版）规则序号：医疗服务项目儿童专用
+++*/
