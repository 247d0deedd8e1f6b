/*+++
id       = "NAT-65"
title.zh = "儿童专用药用于成人"
title.en = "Child-only drug given to an adult"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：应当提供合理、必要的医药服务",
    "《医疗保障基金使用监督管理条例》第三十八条第（四）项：串换药品、医用耗材、诊疗项目",
]
national = "两库（2025年版）第65项 药品儿童专用"
catalogue = ["XY3-05"]
seed     = "两库"
since     = 2021-05-01
template  = "attribute_limit"
evidence  = ["处方与病历", "患者体重、吞咽功能的记录"]
ask       = ["为什么给成人开儿童剂型？药给了谁？"]
false_positives = [
    "出生日期未登记",
]

[slots]
knowledge = "limit_age"
only = "national_rule"
attribute = "age"
row_says = "allowed"

[params]
national_rule = 65   # 两库（2025年版）规则序号：药品儿童专用
+++*/
