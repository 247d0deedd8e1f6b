/*+++
id       = "NAT-82"
title.zh = "诊疗项目有禁忌症"
title.en = "Item against a contraindication"
verdict  = "clue"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：应当提供合理、必要的医药服务",
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
]
national = "两库（2025年版）第82项 医疗服务项目禁忌症"
catalogue = ["XY4-05"]
seed     = "两库"
since     = 2021-05-01
template  = "attribute_limit"
evidence  = ["检查、治疗记录与报告", "植入物型号"]
ask       = ["有禁忌为什么还做？确实做了吗？"]
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
national_rule = 82   # 两库（2025年版）规则序号：医疗服务项目禁忌症
+++*/
