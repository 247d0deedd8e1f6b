/*+++
id       = "NAT-27"
title.zh = "诊疗项目超过限定频次"
title.en = "Item charged more often than its limit"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：不得超标准收费、重复收费",
    "《医疗保障基金使用监督管理条例》第三十八条第（三）项：超标准收费",
]
national = "两库（2025年版）第27项 医疗服务项目限定频次"
catalogue = ["XY2-07"]
seed     = "两库"
since     = 2021-05-01
template  = "limit_per_period"
evidence  = ["医嘱单与执行单", "转科记录：同日两个科室各收一次"]
ask       = ["这一天做了几次？请出示每一次的执行记录。"]
false_positives = [
    "两次就诊各自在限内",
    "知识点没有给出次数，地方也没有填",
]

[slots]
knowledge = "limit_count"
only = "national_rule"
period = "row"
limit = "row"
who = "visit"

[params]
national_rule = 27   # 两库（2025年版）规则序号：限定频次
+++*/
