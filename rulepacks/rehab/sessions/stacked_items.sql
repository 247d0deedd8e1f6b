/*+++
id       = "SES-10c"
title.zh = "同日叠加不得同时支付的康复项目"
title.en = "Rehab items stacked on one day"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（三）项：重复收费",
    "《医疗保障基金使用监督管理条例》第三十八条第（六）项：将不属于医疗保障基金支付范围的医药费用纳入结算",
    "《关于新增部分医疗康复项目纳入基本医疗保障支付范围的通知》（人社部发〔2016〕23号）附件各条：限定支付范围",
]
national = "两库（2025年版）第25项"
seed     = "金华2022、吉林"
catalogue = ["SES-10"]
since     = 2021-05-01
template  = "two_items_together"
evidence  = ["治疗记录：两项各自的起止时间与内容"]
ask       = ["两项分别做了什么？是否为两次独立的治疗？"]
false_positives = [
    "两项不在同一天",
    "两个不同的人",
]

[slots]
knowledge = "rehab_pair"
scope = "day"
+++*/
