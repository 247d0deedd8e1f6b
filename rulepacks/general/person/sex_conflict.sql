/*+++
id       = "XY2-12"
title.zh = "项目与患者性别不符"
title.en = "Item of the other sex"
verdict  = "breach"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（四）项：串换诊疗项目",
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
]
national = "两库（2025年版）第81项 医疗服务项目区分性别使用；问题清单（2025年）第76项"
seed     = "信阳"
since     = 2021-05-01
template  = "attribute_limit"
evidence  = ["身份证原件或参保登记", "检查、治疗报告单上的姓名与性别"]
ask       = ["这个项目是给谁做的？报告单在哪里？"]
false_positives = [
    "登记的性别与身份证号不一致，登记可能有误",
    "性别未登记或未说明",
]
sentence.zh = "登记为{attribute}的患者收了{item_name}，共 {amount} 元。"
sentence.en = "{item_name} was charged to a patient registered as {attribute}, the sex it is not for: {amount} yuan."

[slots]
knowledge = "limit_sex"
only = "national_rule"
attribute = "sex"
value_column = "sex"
row_says = "allowed"

[params]
national_rule = 81   # 两库（2025年版）规则序号：医疗服务项目区分性别使用
+++*/
