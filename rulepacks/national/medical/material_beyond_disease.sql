/*+++
id       = "NAT-88"
title.zh = "耗材用于限定疾病之外"
title.en = "Material used outside its diseases"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：应当提供合理、必要的医药服务",
    "《医疗保障基金使用监督管理条例》第三十八条第（六）项：将不属于支付范围的费用纳入支付",
]
national = "两库（2025年版）第88项 医用耗材限疾病使用"
catalogue = ["XY2-25"]
seed     = "两库"
since     = 2021-05-01
template  = "attribute_limit"
evidence  = ["手术、操作记录", "植入物登记"]
ask       = ["用这件耗材治疗什么病？"]
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
national_rule = 88   # 两库（2025年版）规则序号：医用耗材限疾病使用
+++*/
