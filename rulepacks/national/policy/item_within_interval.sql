/*+++
id       = "NAT-31"
title.zh = "诊疗项目周期超频次"
title.en = "Item charged again before its interval has passed"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：不得超标准收费、重复收费",
    "《医疗保障基金使用监督管理条例》第三十八条第（三）项：超标准收费",
]
national = "两库（2025年版）第31项 医疗服务项目周期超频次"
catalogue = ["XY2-08"]
seed     = "两库"
since     = 2021-05-01
template  = "interval"
evidence  = ["每一次的报告或记录"]
ask       = ["两次之间病情有何变化？"]
false_positives = [
    "间隔正好到期",
    "两个不同的人",
]

[slots]
knowledge = "limit_interval"
only = "national_rule"
limit = "window"

[params]
national_rule = 31   # 两库（2025年版）规则序号：周期超频次
+++*/
