/*+++
id       = "NAT-86"
title.zh = "耗材数量超标"
title.en = "More of a material than can be used"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：不得重复收费、超标准收费、分解项目收费",
    "《医疗保障基金使用监督管理条例》第三十八条第（三）项：重复收费、超标准收费、分解项目收费",
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
]
national = "两库（2025年版）第86项 医用耗材数量超标"
catalogue = ["XY4-10"]
seed     = "两库"
since     = 2021-05-01
template  = "limit_per_period"
evidence  = ["手术记录、植入物条形码粘贴单", "术中污染、丢弃的记录"]
ask       = ["实际用了几件？条码在哪里？"]
false_positives = [
    "两次住院各自计算",
    "知识点没有给出数量",
]

[slots]
knowledge = "limit_count"
only = "national_rule"
limit = "row"
period = "row"
who = "visit"

[params]
national_rule = 86   # 两库（2025年版）规则序号：医用耗材数量超标
+++*/
