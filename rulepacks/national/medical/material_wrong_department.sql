/*+++
id       = "NAT-85"
title.zh = "耗材与科室不符"
title.en = "Material charged by the wrong department"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（四）项：串换药品、医用耗材、诊疗项目",
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
]
national = "两库（2025年版）第85项 医用耗材与科室不符"
catalogue = ["XY2-25"]
seed     = "两库"
since     = 2021-05-01
template  = "attribute_limit"
evidence  = ["开单科室、执行科室", "科室名称对照表"]
ask       = ["由哪个科室开单、哪个科室执行？"]
false_positives = [
    "科室没有登记",
    "科室名称中含有限定的用词",
]

[slots]
knowledge = "limit_dept"
only = "national_rule"
attribute = "department"
value_column = "dept_words"
row_says = "row"

[params]
national_rule = 85   # 两库（2025年版）规则序号：医用耗材与科室不符
+++*/
