/*+++
id       = "NAT-60"
title.zh = "CT 检查占比偏高"
title.en = "High share of CT"
verdict  = "clue"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：应当提供合理、必要的医药服务",
    "《医疗保障基金使用监督管理条例》第三十八条第（二）项：过度诊疗、过度检查、超量开药",
]
national = "两库（2025年版）第60项 CT检查占比统计"
catalogue = ["XY1-19"]
seed     = "两库"
since     = 2021-05-01
template  = "share"
evidence  = ["该科室费用构成与病种", "设备配置与使用登记"]
ask       = ["占比高的原因是什么？收治哪些病种？"]
false_positives = [
    "费用总额太小，占比没有意义",
    "占比正好等于阈值",
]

[slots]
part = "listed"
subject = "department"
period = "month"
knowledge = "imaging_item"
only = "national_rule"

[params]
national_rule = 60   # 两库（2025年版）规则序号：CT检查占比统计
most = 0.08   # 占比阈值，比例（目录默认值，未经医院标定）
least = 10000   # 至少多少费用才算，元（目录默认值，未经医院标定）
+++*/
