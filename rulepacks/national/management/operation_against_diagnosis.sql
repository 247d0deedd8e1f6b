/*+++
id       = "NAT-40"
title.zh = "诊断编码与手术操作编码不符"
title.en = "Operation that no diagnosis calls for"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第十六条：应当妥善保管、及时传送真实完整的数据",
    "《医疗保障基金使用监督管理条例》第三十九条第（三）项：未按照规定传送数据",
]
national = "两库（2025年版）第40项 诊断编码与手术操作编码不符"
catalogue = ["DQ-05"]
seed     = "两库"
since     = 2021-05-01
template  = "attribute_limit"
evidence  = ["病历首页", "手术记录"]
ask       = ["为哪个病做的这台手术？"]
false_positives = [
    "相符的是次要诊断",
    "诊断名称相符，编码不同",
]
sentence.zh = "“{item_name}”（{code}）{said}：{attribute_name}为“{attribute}”。"
sentence.en = "“{item_name}” ({code}) does not fit: {attribute_name_en} is “{attribute}”."

[slots]
knowledge = "operation_diagnosis"
item = "code"
attribute = "diagnosis"
row_says = "allowed"
subject = "operation"
+++*/
