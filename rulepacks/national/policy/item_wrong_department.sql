/*+++
id       = "NAT-21"
title.zh = "诊疗项目在限定科室之外收取"
title.en = "Item charged outside its departments"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：不得将不属于医疗保障基金支付范围的医药费用纳入支付",
    "《医疗保障基金使用监督管理条例》第三十八条第（六）项：将不属于支付范围的费用纳入支付",
]
national = "两库（2025年版）第21项 医疗服务项目限科室使用"
catalogue = ["XY2-13"]
seed     = "两库"
since     = 2021-05-01
template  = "attribute_limit"
evidence  = ["开单科室、执行科室", "科室名称对照表"]
ask       = ["由哪个科室开单、哪个科室执行？"]
false_positives = [
    "科室没有登记",
    "科室名称中含有限定的用词",
    "全部由患者自费",
]

[slots]
knowledge = "limit_dept"
only = "national_rule"
attribute = "department"
value_column = "dept_words"
row_says = "row"
paid = "in_scope"

[params]
national_rule = 21   # 两库（2025年版）规则序号：医疗服务项目限科室使用
+++*/
