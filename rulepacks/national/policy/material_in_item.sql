/*+++
id       = "NAT-30"
title.zh = "诊疗项目与耗材重复收费"
title.en = "Material charged beside the item that includes it"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：不得重复收费、超标准收费、分解项目收费",
    "《医疗保障基金使用监督管理条例》第三十八条第（三）项：重复收费、超标准收费、分解项目收费",
]
national = "两库（2025年版）第30项 医疗服务项目与医用耗材重复收费"
catalogue = ["XY2-04"]
seed     = "两库"
since     = 2021-05-01
template  = "two_items_together"
evidence  = ["当地价格项目内涵与除外内容", "耗材使用登记"]
ask       = ["这件耗材是否属除外内容？"]
false_positives = [
    "不在同一天",
    "两个不同的人",
    "按小时互斥，费用记在零点，钟点不明",
]

[slots]
knowledge = "pair_exclusive"
only = "national_rule"
scope = "row_or_day"
excess = "all"

[params]
national_rule = 30   # 两库（2025年版）规则序号：医疗服务项目与医用耗材重复收费
+++*/
