/*+++
id       = "NAT-84"
title.zh = "耗材与诊疗项目不符"
title.en = "Material without the service it goes with"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（四）项：串换药品、医用耗材、诊疗项目",
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
]
national = "两库（2025年版）第84项 医用耗材与医疗服务项目不符"
catalogue = ["XY4-09"]
seed     = "两库"
since     = 2021-05-01
template  = "needs_support"
evidence  = ["手术、操作记录", "植入物条形码粘贴单"]
ask       = ["这件耗材用在哪一项手术、操作里？"]
false_positives = [
    "相应的手术、操作记在前后一天",
    "名称相符，编码不同",
]
sentence.zh = "{day}收了{item_name}，前后一天没有收相应的手术、操作，涉及 {amount} 元。"
sentence.en = "{item_name} was charged on {day} without the service it goes with: {amount} yuan."

[slots]
knowledge = "material_needs"
support = "fee"
earliest = "every"

[params]
days_before = 1   # 向前看几天，天（目录默认值，未经医院标定）
days_after = 1   # 向后看几天，天（目录默认值，未经医院标定）
+++*/
