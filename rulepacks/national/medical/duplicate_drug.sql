/*+++
id       = "NAT-69"
title.zh = "重复开药"
title.en = "Two drugs of one kind"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：不得重复开药",
    "《医疗保障基金使用监督管理条例》第三十八条第（二）项：重复开药",
]
national = "两库（2025年版）第69项 重复开药"
catalogue = ["XY3-01"]
seed     = "两库"
since     = 2021-05-01
template  = "two_items_together"
evidence  = ["医嘱单：换药、停药的时间", "药师审方记录"]
ask       = ["为什么两种同类药同时用？"]
false_positives = [
    "不在同一天",
    "两个不同的人",
]
sentence.zh = "{span}，{kept_name}与{item_name}属同类药同时使用，后者 {amount} 元。"
sentence.en = "{span}: {item_name} was given with {kept_name}, a drug of the same kind: {amount} yuan."

[slots]
knowledge = "pair_conflict"
only = "national_rule"
kept = "code_a"
included = "code_b"
kept_name = "name_a"
scope = "row_or_day"
excess = "all"

[params]
national_rule = 69   # 两库（2025年版）规则序号：重复开药
+++*/
