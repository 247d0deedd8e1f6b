/*+++
id       = "XY5-13"
title.zh = "床旁检查与常规检查重复收费"
title.en = "Bedside and routine examination both charged"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：不得重复收费、分解项目收费",
    "《医疗保障基金使用监督管理条例》第三十八条第（三）项：重复收费、分解项目收费",
]
national = "问题清单（2025年）第94项"
seed     = "信阳"
since    = 2021-05-01
template = "two_items_together"
evidence = [
    "检查申请单：几份",
    "检查报告：几份、几点",
]
ask      = [
    "同一天为什么做两次？床旁之后患者又去了检查室吗？",
]
false_positives = [
    "两项不在同一天",
    "两个不同的人",
    "不同部位的检查，知识点没有列出",
]
sentence.zh = "{span}，收了{kept_name}，又收{item_name} {cnt_excess} 次，涉及 {amount} 元。"
sentence.en = "{span}: {kept_name} and also {item_name} ({cnt_excess}) charged on one day: {amount} yuan."

[slots]
knowledge = "bedside_pair"
+++*/
