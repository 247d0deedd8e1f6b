/*+++
id       = "NAT-70"
title.zh = "超说明书适应症用药"
title.en = "Drug used off its label"
verdict  = "clue"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：应当提供合理、必要的医药服务",
    "《医疗保障基金使用监督管理条例》第三十八条第（二）项：过度诊疗、过度检查、超量开药",
]
national = "两库（2025年版）第70项 超说明书适应症用药"
catalogue = ["XY3-03"]
seed     = "两库"
since     = 2021-05-01
template  = "attribute_limit"
evidence  = ["超说明书用药备案", "药事会、专家论证意见"]
ask       = ["超说明书使用备案了吗？依据哪部指南？"]
false_positives = [
    "诊断用词相符，编码不同",
    "次要诊断相符",
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
national_rule = 70   # 两库（2025年版）规则序号：超说明书适应症用药
+++*/
