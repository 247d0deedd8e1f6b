/*+++
id       = "NAT-64"
title.zh = "药品与诊疗项目不符"
title.en = "Drug without the service it goes with"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（四）项：串换药品、医用耗材、诊疗项目",
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
]
national = "两库（2025年版）第64项 药品与医疗服务项目不符"
catalogue = ["XY3-12"]
seed     = "两库"
since     = 2021-05-01
template  = "needs_support"
evidence  = ["医嘱与执行记录", "打包价格的说明"]
ask       = ["这个药用在哪一项诊疗里？"]
false_positives = [
    "相应的诊疗项目记在前后一天",
    "名称相符，编码不同",
]
sentence.zh = "{day}收了{item_name}，前后一天没有收相应的诊疗项目，涉及 {amount} 元。"
sentence.en = "{item_name} was charged on {day} without the service it goes with: {amount} yuan."

[slots]
knowledge = "drug_needs"
support = "fee"
earliest = "every"

[params]
days_before = 1   # 向前看几天，天（目录默认值，未经医院标定）
days_after = 1   # 向后看几天，天（目录默认值，未经医院标定）
+++*/
