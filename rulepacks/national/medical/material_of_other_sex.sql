/*+++
id       = "NAT-87"
title.zh = "耗材与患者性别不符"
title.en = "Material of the other sex"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（四）项：串换药品、医用耗材、诊疗项目",
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
]
national = "两库（2025年版）第87项 医用耗材与性别不符"
catalogue = ["XY2-25"]
seed     = "两库"
since     = 2021-05-01
template  = "attribute_limit"
evidence  = ["身份证原件或参保登记", "植入物、耗材使用登记"]
ask       = ["这件耗材用在谁身上？"]
false_positives = [
    "登记的性别与身份证号不一致，登记可能有误",
    "性别未登记或未说明",
]

[slots]
knowledge = "limit_sex"
only = "national_rule"
attribute = "sex"
value_column = "sex"
row_says = "allowed"

[params]
national_rule = 87   # 两库（2025年版）规则序号：医用耗材与性别不符
+++*/
