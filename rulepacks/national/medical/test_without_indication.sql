/*+++
id       = "NAT-78"
title.zh = "无指征检验检查"
title.en = "Test without indication"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：应当提供合理、必要的医药服务",
    "《医疗保障基金使用监督管理条例》第三十八条第（二）项：过度诊疗、过度检查、超量开药",
]
national = "两库（2025年版）第78项 无指征检验检查"
catalogue = ["XY5-03"]
seed     = "两库"
since     = 2021-05-01
template  = "attribute_limit"
evidence  = ["申请单上的理由", "术前、输血前筛查常规"]
ask       = ["为什么要做这项检查？"]
false_positives = [
    "诊断用词相符，编码不同",
    "次要诊断相符",
]

[slots]
knowledge = "limit_diagnosis"
only = "national_rule"
attribute = "diagnosis"
row_says = "row"

[params]
national_rule = 78   # 两库（2025年版）规则序号：无指征检验检查
+++*/
