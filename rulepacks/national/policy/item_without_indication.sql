/*+++
id       = "NAT-20"
title.zh = "限适应症的诊疗项目没有相应诊断"
title.en = "Item without the diagnosis it is paid for"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：不得将不属于医疗保障基金支付范围的医药费用纳入支付",
    "《医疗保障基金使用监督管理条例》第三十八条第（六）项：将不属于支付范围的费用纳入支付",
]
national = "两库（2025年版）第20项 医疗服务项目限适应症"
catalogue = ["XY2-15"]
seed     = "两库"
since     = 2021-05-01
template  = "attribute_limit"
evidence  = ["病历、检查检验报告中的依据", "没有编码的诊断"]
ask       = ["做这个项目的依据写在病历哪里？"]
false_positives = [
    "诊断用词相符，编码不同",
    "次要诊断相符",
    "全部由患者自费",
]

[slots]
knowledge = "limit_diagnosis"
only = "national_rule"
attribute = "diagnosis"
row_says = "row"
paid = "in_scope"

[params]
national_rule = 20   # 两库（2025年版）规则序号：医疗服务项目限适应症
+++*/
