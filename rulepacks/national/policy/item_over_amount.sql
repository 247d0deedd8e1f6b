/*+++
id       = "NAT-28"
title.zh = "诊疗项目超限定报销总额"
title.en = "Item above the amount that is paid for"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：不得超标准收费",
    "《医疗保障基金使用监督管理条例》第三十八条第（六）项：将不属于支付范围的费用纳入支付",
]
national = "两库（2025年版）第28项 医疗服务项目超限定报销总额"
catalogue = ["XY2-10"]
seed     = "两库"
since     = 2021-05-01
template  = "price_or_amount_cap"
evidence  = ["当地限额文件", "结算单上的自费部分"]
ask       = ["超出限额的部分由谁承担？"]
false_positives = [
    "超出部分由患者自费",
    "跨月分别计算",
]

[slots]
knowledge = "limit_amount"
only = "national_rule"
per = "row"
paid = "in_scope"

[params]
national_rule = 28   # 两库（2025年版）规则序号：超限定报销总额
tolerance = 0       # 允差，元；没有允差
+++*/
