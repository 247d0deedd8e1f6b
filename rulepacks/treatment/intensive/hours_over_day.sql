/*+++
id       = "XY4-15"
title.zh = "抢救、重症监护超过一日可能的数量"
title.en = "Rescue and intensive care beyond what a day holds"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（三）项：重复收费、超标准收费、分解项目收费",
    "《医疗保障基金使用监督管理条例》第十五条：不得重复收费、超标准收费、分解项目收费",
]
national = "问题清单（2025年）第172、174、175、176、178、179项"
seed     = "信阳"
since    = 2021-05-01
template = "limit_per_period"
evidence = [
    "监护记录单的起止时间",
    "床位与科室的转入转出时间",
]
ask      = [
    "这一天的监护从几点到几点？数量是按什么记的？",
]
false_positives = [
    "跨两日的监护，各日都不超过 24 小时",
    "转床当日两个科各收一段，合计不超过",
    "两位患者各自在限内",
]
sentence.zh = "{span}，{item_name}收了 {cnt_billed}，一日至多 {cnt_allowed}，多收 {amount} 元。"
sentence.en = "{span}: {cnt_billed} of {item_name} where a day holds {cnt_allowed}: {amount} yuan too much."

[slots]
knowledge = "icu_item"
period = "row"
who = "visit"
+++*/
