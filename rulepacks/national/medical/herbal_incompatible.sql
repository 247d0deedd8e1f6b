/*+++
id       = "NAT-75"
title.zh = "中药饮片配伍禁忌"
title.en = "Herbal pieces that must not meet"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：应当提供合理、必要的医药服务",
    "《医疗保障基金使用监督管理条例》第三十八条第（二）项：过度诊疗、过度检查、超量开药",
]
national = "两库（2025年版）第75项 中药饮片配伍禁忌"
catalogue = ["XY3-08"]
seed     = "两库"
since     = 2021-05-01
template  = "two_items_together"
evidence  = ["处方原件：医师双签名"]
ask       = ["是否双签名？依据是什么？"]
false_positives = [
    "不在同一张处方",
    "两个不同的人",
]
sentence.zh = "处方 {span}，{kept_name}与{item_name}属配伍禁忌，请药师复核（不计金额）。"
sentence.en = "Prescription {span}: {kept_name} and {item_name} must not meet; a pharmacist should look (no amount)."

[slots]
knowledge = "pair_conflict"
only = "national_rule"
kept = "code_a"
included = "code_b"
kept_name = "name_a"
scope = "row_or_day"
money = "none"

[params]
national_rule = 75   # 两库（2025年版）规则序号：中药饮片配伍禁忌
+++*/
