/*+++
id       = "NAT-67"
title.zh = "药品与患者性别不符"
title.en = "Drug of the other sex"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（四）项：串换药品",
    "《医疗保障基金使用监督管理条例》第三十八条第（六）项：将不属于支付范围的费用纳入支付",
]
national = "两库（2025年版）第67项 药品区分性别使用"
catalogue = ["XY3-04"]
seed     = "两库"
since     = 2021-05-01
template  = "attribute_limit"
evidence  = ["身份证原件或参保登记", "处方与病历上的诊断"]
ask       = ["这个药是开给谁的？"]
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
national_rule = 67   # 两库（2025年版）规则序号：药品区分性别使用
+++*/
