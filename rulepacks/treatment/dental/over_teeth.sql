/*+++
id       = "XY4-21"
title.zh = "口腔项目数量超过牙数、根管数"
title.en = "Dental items beyond the teeth or canals there are"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（三）项：重复收费、超标准收费、分解项目收费",
    "《医疗保障基金使用监督管理条例》第十五条：不得重复收费、超标准收费、分解项目收费",
]
national = "问题清单（2025年）第182、183项"
seed     = "问题清单"
since    = 2021-05-01
template = "limit_per_period"
evidence = [
    "病历牙位图、治疗前后的牙片",
    "材料领用记录",
]
ask      = [
    "做了哪几颗牙、几个根管？数量按什么记的？",
]
false_positives = [
    "分两次就诊，各自在限内",
    "按次计价的项目",
    "两位患者",
]
sentence.zh = "{span} 这次就诊，{item_name}收了 {cnt_billed}，一个人至多 {cnt_allowed}，多收 {amount} 元。"
sentence.en = "Visit {span}: {cnt_billed} of {item_name} where a mouth holds {cnt_allowed}: {amount} yuan too much."

[slots]
knowledge = "tooth_item"
period = "row"
who = "visit"
+++*/
