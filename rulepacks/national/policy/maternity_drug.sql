/*+++
id       = "NAT-02"
title.zh = "限生育保险的药品由医保支付"
title.en = "Maternity drug paid by medical insurance"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：不得将不属于医疗保障基金支付范围的医药费用纳入支付",
    "《医疗保障基金使用监督管理条例》第三十八条第（六）项：将不属于支付范围的费用纳入支付",
]
national = "两库（2025年版）第2项 药品限生育保险"
catalogue = ["XY2-16"]
seed     = "两库"
since     = 2021-05-01
template  = "attribute_limit"
evidence  = ["结算单上的险种与医疗类别", "生育登记"]
ask       = ["这一笔应由哪个险种支付？"]
false_positives = [
    "险种未登记",
    "生育门诊、生育住院由合并后的职工医保支付",
    "全部由患者自费",
]

[slots]
knowledge = "limit_insurance"
only = "national_rule"
attribute = "insurance"
value_column = "insutypes"
row_says = "allowed"
paid = "in_scope"

[params]
national_rule = 2   # 两库（2025年版）规则序号：药品限生育保险
+++*/
