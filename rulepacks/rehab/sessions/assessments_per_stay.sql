/*+++
id       = "SES-09c"
title.zh = "一次住院康复评定超过次数"
title.en = "Too many assessments in one stay"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（六）项：将不属于医疗保障基金支付范围的医药费用纳入结算",
    "《关于新增部分医疗康复项目纳入基本医疗保障支付范围的通知》（人社部发〔2016〕23号）附件各条：一个住院期间支付不超过3次",
]
national = "两库（2025年版）第27项"
seed     = "金华2022、信阳"
catalogue = ["SES-09"]
since     = 2021-05-01
template  = "limit_per_period"
evidence  = ["各次评定表原件"]
ask       = ["各次评定之间病情有什么变化？"]
false_positives = [
    "一次住院正好三次",
    "两次住院各自在限内",
]

[slots]
knowledge = "assess_rule"
period = "visit"
limit = "row"
limit_column = "stay_max"
who = "visit"
+++*/
