/*+++
id       = "NAT-39"
title.zh = "手术操作编码与性别不符"
title.en = "Operation of the other sex"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第十六条：应当妥善保管、及时传送真实完整的数据",
    "《医疗保障基金使用监督管理条例》第四十条第一款第（一）项：冒名就医",
]
national = "两库（2025年版）第39项 手术操作编码与性别不符"
catalogue = ["DQ-06"]
seed     = "两库"
since     = 2021-05-01
template  = "attribute_limit"
evidence  = ["身份证原件或参保登记", "病历首页、手术记录"]
ask       = ["病人是谁？编码是谁填的？"]
false_positives = [
    "登记的性别与身份证号不一致，登记可能有误",
    "性别未登记或未说明",
]
sentence.zh = "“{item_name}”（{code}）{said}：{attribute_name}为“{attribute}”。"
sentence.en = "“{item_name}” ({code}) does not fit: {attribute_name_en} is “{attribute}”."

[slots]
knowledge = "operation_sex"
item = "code"
attribute = "sex"
value_column = "sex"
row_says = "allowed"
subject = "operation"
+++*/
