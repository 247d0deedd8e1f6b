/*+++
id       = "NAT-71"
title.zh = "用药有禁忌症"
title.en = "Drug against a contraindication"
verdict  = "clue"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：应当提供合理、必要的医药服务",
    "《医疗保障基金使用监督管理条例》第三十八条第（二）项：过度诊疗、过度检查、超量开药",
]
national = "两库（2025年版）第71项 药品禁忌症"
catalogue = ["XY3-06"]
seed     = "两库"
since     = 2021-05-01
template  = "attribute_limit"
evidence  = ["药师审方记录", "病程记录"]
ask       = ["是否评估过禁忌、有无替代药？"]
false_positives = [
    "禁忌的病是别人的",
    "没有诊断的就诊",
]
sentence.zh = "{item_name}{said}：{attribute_name}为“{attribute}”，请医师、药师复核（不计金额）。"
sentence.en = "{item_name} was charged where {attribute_name_en} is “{attribute}”, which its limit does not allow; a physician should look (no amount)."

[slots]
knowledge = "limit_diagnosis"
only = "national_rule"
attribute = "diagnosis"
row_says = "row"
money = "none"

[params]
national_rule = 71   # 两库（2025年版）规则序号：药品禁忌症
+++*/
