/*+++
id       = "SES-10b"
title.zh = "康复项目支付天数超过疗程"
title.en = "Rehab item paid beyond its course"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（六）项：将不属于医疗保障基金支付范围的医药费用纳入结算",
    "《关于新增部分医疗康复项目纳入基本医疗保障支付范围的通知》（人社部发〔2016〕23号）附件各条：限定支付范围",
]
national = "两库（2025年版）第23项"
seed     = "金华2022、吉林"
catalogue = ["SES-10"]
since     = 2021-05-01
template  = "limit_per_period"
evidence  = ["病程记录：是否为新的疾病过程", "评定记录"]
ask       = ["这是同一个疾病过程还是新的发病？从哪天算起？"]
false_positives = [
    "一天几次只算一天",
    "两年各自在限内",
    "两位不同的患者",
]

[slots]
knowledge = "rehab_limit"
period = "year"
limit = "row"
limit_column = "days_max"
measure = "days"
+++*/
