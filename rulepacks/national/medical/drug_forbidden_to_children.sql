/*+++
id       = "NAT-66"
title.zh = "儿童禁用药用于儿童"
title.en = "Drug forbidden to children"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：应当提供合理、必要的医药服务",
    "《医疗保障基金使用监督管理条例》第三十八条第（二）项：过度诊疗、过度检查、超量开药",
]
national = "两库（2025年版）第66项 药品儿童禁用"
catalogue = ["XY3-05"]
seed     = "两库"
since     = 2021-05-01
template  = "attribute_limit"
evidence  = ["处方、药师审方记录", "知情同意书"]
ask       = ["使用的依据是什么？药师审过吗？"]
false_positives = [
    "出生日期未登记",
]
sentence.zh = "{item_name}{said}：{attribute_name}为“{attribute}”，请医师、药师复核（不计金额）。"
sentence.en = "{item_name} was charged where {attribute_name_en} is “{attribute}”, which its limit does not allow; a physician should look (no amount)."

[slots]
knowledge = "limit_age"
only = "national_rule"
attribute = "age"
row_says = "allowed"
money = "none"

[params]
national_rule = 66   # 两库（2025年版）规则序号：药品儿童禁用
+++*/
