/*+++
id       = "NAT-51"
title.zh = "频繁购药"
title.en = "Drug dispensed too often"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：不得重复开药、超量开药",
    "《医疗保障基金使用监督管理条例》第三十八条第（二）项：超量开药、重复开药",
]
national = "两库（2025年版）第51项 频繁购药"
catalogue = ["XY1-07"]
seed     = "两库、金华2019"
since     = 2021-05-01
template  = "limit_per_period"
evidence  = ["每次的处方与剩余药量", "购药登记"]
ask       = ["为什么一个月配这么多次？药是谁来取的？"]
false_positives = [
    "同一次就诊的几笔只算一次",
    "跨月分别计算",
]
sentence.zh = "{span}，{item_name}配了 {cnt_billed} 次，超过 {cnt_allowed} 次，超出各次 {amount} 元。"
sentence.en = "{span}: {item_name} dispensed {cnt_billed} times where {cnt_allowed} is usual: {amount} yuan in the further ones."

[slots]
of = "all"
limit = "param"
period = "month"
together = "item"
measure = "visits"
who = "person"
lines = "drug"

[params]
limit = 4   # 一个月内同一药品最多几次，次（目录默认值，未经医院标定）
+++*/
