/*+++
id       = "SES-10"
title.zh = "康复项目一日超次数、超部位"
title.en = "Too many units of a rehab item in a day"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（三）项：超标准收费",
    "《医疗保障基金使用监督管理条例》第三十八条第（六）项：将不属于医疗保障基金支付范围的医药费用纳入结算",
    "《关于新增部分医疗康复项目纳入基本医疗保障支付范围的通知》（人社部发〔2016〕23号）附件各条：限定支付范围",
]
national = "两库（2025年版）第27项"
seed     = "金华2022、吉林"
since     = 2021-05-01
template  = "limit_per_period"
evidence  = ["治疗单上的部位与起止时间", "当地价格项目说明"]
ask       = ["这一天分别做了哪几个部位、几次？"]
false_positives = [
    "正好三个部位",
    "两天各自在限内",
    "两位不同的患者",
]

[slots]
knowledge = "rehab_limit"
period = "day"
limit = "row"
limit_column = "day_max"
+++*/
