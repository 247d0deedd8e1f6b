/*+++
id       = "NAT-73"
title.zh = "妊娠、哺乳期慎用禁用药"
title.en = "Drug to be avoided in pregnancy"
verdict  = "clue"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：应当提供合理、必要的医药服务",
    "《医疗保障基金使用监督管理条例》第三十八条第（二）项：过度诊疗、过度检查、超量开药",
]
national = "两库（2025年版）第73项 妊娠期及哺乳期用药安全"
catalogue = ["XY3-06"]
seed     = "两库"
since     = 2021-05-01
template  = "attribute_limit"
evidence  = ["药师审方记录", "知情同意书"]
ask       = ["是否评估过对胎儿、婴儿的风险？"]
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
national_rule = 73   # 两库（2025年版）规则序号：妊娠期及哺乳期用药安全
+++*/
