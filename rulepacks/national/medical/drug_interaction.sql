/*+++
id       = "NAT-74"
title.zh = "药品相互作用"
title.en = "Drugs that interact"
verdict  = "clue"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：应当提供合理、必要的医药服务",
    "《医疗保障基金使用监督管理条例》第三十八条第（二）项：过度诊疗、过度检查、超量开药",
]
national = "两库（2025年版）第74项 药品相互作用"
catalogue = ["XY3-07"]
seed     = "两库"
since     = 2021-05-01
template  = "two_items_together"
evidence  = ["药师审方记录", "用药监测记录"]
ask       = ["同时使用的依据、监测措施是什么？"]
false_positives = [
    "不在同一天",
    "两个不同的人",
]
sentence.zh = "{span}，{kept_name}与{item_name}不宜同用，请药师复核（不计金额）。"
sentence.en = "{span}: {kept_name} and {item_name} should not be used together; a pharmacist should look (no amount)."

[slots]
knowledge = "pair_conflict"
only = "national_rule"
kept = "code_a"
included = "code_b"
kept_name = "name_a"
scope = "row_or_day"
money = "none"

[params]
national_rule = 74   # 两库（2025年版）规则序号：药品相互作用
+++*/
