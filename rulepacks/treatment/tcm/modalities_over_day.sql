/*+++
id       = "XY4-19b"
title.zh = "一日并行的中医治疗种类过多"
title.en = "Too many kinds of TCM treatment in one day"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（二）项：违反诊疗规范过度诊疗",
    "《医疗保障基金使用监督管理条例》第三十八条第（三）项：重复收费、超标准收费、分解项目收费",
]
national = "两库（2025年版）第27项 医疗服务项目限定频次"
catalogue = ["XY4-19"]
seed     = "金华2022、信阳"
since    = 2021-05-01
template = "limit_per_period"
evidence = [
    "治疗单与治疗方案",
    "患者当天在院的时间",
]
ask      = [
    "几种疗法为什么同一天都要做？各用多长时间？",
]
false_positives = [
    "分两天做",
    "同一种做了多次（另有规则）",
]
sentence.zh = "{span}，这位患者一天收了 {cnt_billed} 种针灸推拿治疗，一天至多 {cnt_allowed} 种，超出的{item_name} {amount} 元。"
sentence.en = "{span}: {cnt_billed} kinds of acupuncture and massage in a day where {cnt_allowed} is the limit; {item_name}: {amount} yuan."

[slots]
knowledge = "tcm_item"
period = "day"
together = "row"
group_column = "kind"
measure = "items"
limit = "param"

[params]
limit = 3   # 一日至多几种针灸推拿治疗，种（目录默认值，未经医院标定；各省另有规定）
+++*/
