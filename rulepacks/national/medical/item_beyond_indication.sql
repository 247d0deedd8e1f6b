/*+++
id       = "NAT-83"
title.zh = "诊疗项目超适应症使用"
title.en = "Item used beyond its indication"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：应当提供合理、必要的医药服务",
    "《医疗保障基金使用监督管理条例》第三十八条第（二）项：过度诊疗、过度检查、超量开药",
]
national = "两库（2025年版）第83项 医疗服务项目超适应症使用"
catalogue = ["XY2-15"]
seed     = "两库"
since     = 2021-05-01
template  = "attribute_limit"
evidence  = ["病历、检查检验报告中的依据", "没有编码的诊断"]
ask       = ["做这个项目的依据写在病历哪里？"]
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
national_rule = 83   # 两库（2025年版）规则序号：医疗服务项目超适应症使用
+++*/
