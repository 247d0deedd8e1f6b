/*+++
id       = "NAT-56"
title.zh = "药费占比偏高"
title.en = "High share of drugs"
verdict  = "clue"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：不得超量开药、重复开药",
    "《医疗保障基金使用监督管理条例》第三十八条第（二）项：超量开药",
]
national = "两库（2025年版）第56项 药费占比统计"
catalogue = ["XY1-19"]
seed     = "两库"
since     = 2021-05-01
template  = "share"
evidence  = ["该科室药品费用排名前十的品种"]
ask       = ["占比高的原因是什么？收治哪些病种？"]
false_positives = [
    "费用总额太小，占比没有意义",
    "占比正好等于阈值",
]

[slots]
part = "drug"
subject = "department"
period = "month"

[params]
most = 0.5      # 占比阈值，比例；本项目设定，以当地考核指标为准
least = 10000   # 至少多少费用才算，元；本项目设定
+++*/
