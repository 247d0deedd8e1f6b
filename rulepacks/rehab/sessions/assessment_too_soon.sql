/*+++
id       = "SES-09b"
title.zh = "康复评定间隔不足"
title.en = "Assessments too close together"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（六）项：将不属于医疗保障基金支付范围的医药费用纳入结算",
    "《关于新增部分医疗康复项目纳入基本医疗保障支付范围的通知》（人社部发〔2016〕23号）附件各条：评定间隔不短于14天",
]
national = "两库（2025年版）第31项"
seed     = "金华2022、信阳"
catalogue = ["SES-09"]
since     = 2021-05-01
template  = "interval"
evidence  = ["两次评定表原件", "病情有无明显变化"]
ask       = ["为什么不到 14 天又评定？"]
false_positives = [
    "间隔够 14 天",
    "两位不同的患者",
]

[slots]
knowledge = "assess_rule"
limit = "gap"
+++*/
