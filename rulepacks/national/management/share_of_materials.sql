/*+++
id       = "NAT-58"
title.zh = "耗材占比偏高"
title.en = "High share of materials"
verdict  = "clue"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：应当提供合理、必要的医药服务",
    "《医疗保障基金使用监督管理条例》第三十八条第（二）项：过度诊疗、过度检查、超量开药",
]
national = "两库（2025年版）第58项 耗材占比统计"
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
part = "material"
subject = "department"
period = "month"

[params]
most = 0.25   # 占比阈值，比例（目录默认值，未经医院标定）
least = 10000   # 至少多少费用才算，元（目录默认值，未经医院标定）
+++*/
