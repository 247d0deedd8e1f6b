/*+++
id       = "XY4-19"
title.zh = "针灸推拿一日超过次数"
title.en = "Acupuncture or massage more often than a day allows"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（三）项：重复收费、超标准收费、分解项目收费",
    "《医疗保障基金使用监督管理条例》第三十八条第（二）项：违反诊疗规范过度诊疗",
]
national = "两库（2025年版）第27项 医疗服务项目限定频次"
seed     = "金华2022、信阳"
since    = 2021-05-01
template = "limit_per_period"
evidence = [
    "治疗单：每次的时间、穴位、治疗师签名",
    "诊间监控",
]
ask      = [
    "这一天做了几次？每次取了几个穴位？",
]
false_positives = [
    "隔日各一次",
    "两次就诊的两位患者",
    "同日做两个不同的项目，各一次",
]
sentence.zh = "{span}，{item_name}收了 {cnt_billed} 次，一日至多 {cnt_allowed} 次，多收 {amount} 元。"
sentence.en = "{span}: {cnt_billed} of {item_name} where a day allows {cnt_allowed}: {amount} yuan too much."

[slots]
knowledge = "tcm_item"
period = "day"
+++*/
