/*+++
id       = "NAT-25"
title.zh = "诊疗项目重复收费（范围未定，按同日看）"
title.en = "Item charged beside one that includes it (scope not stated, by the day)"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：不得重复收费、分解项目收费",
    "《医疗保障基金使用监督管理条例》第三十八条第（三）项：重复收费",
]
national = "两库（2025年版）第25项 医疗服务项目重复收费：知识点没有写明范围的"
catalogue = ["XY2-03"]
seed     = "两库"
since     = 2021-05-01
template  = "two_items_together"
evidence  = ["当地价格项目内涵、除外内容与说明", "治疗记录：两项各自的起止时间"]
ask       = ["两项是否确为两次独立的治疗？"]
false_positives = [
    "两项不在同一天",
    "两个不同的人",
]

[slots]
knowledge = "pair_exclusive"
only = "national_rule"
scope = "unstated"

[params]
national_rule = 25   # 两库（2025年版）规则序号：重复收费
+++*/
