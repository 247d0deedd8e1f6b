/*+++
id       = "XY5-10"
title.zh = "影像引导与同类检查重复收费"
title.en = "Guidance and the same examination both charged"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：不得重复收费、分解项目收费",
    "《医疗保障基金使用监督管理条例》第三十八条第（三）项：重复收费、分解项目收费",
]
national = "问题清单（2025年）第96、97、98、99项"
seed     = "信阳"
since    = 2021-05-01
template = "two_items_together"
evidence = [
    "操作记录：引导由谁做、几点",
    "有没有独立的检查申请与诊断报告",
]
ask      = [
    "引导之外有没有单独做一次诊断检查？报告在哪里？",
]
false_positives = [
    "两项不在同一天",
    "两个不同的人",
    "另一种设备的检查",
]
sentence.zh = "{span}，操作时收了{kept_name}，又收{item_name} {cnt_excess} 次，涉及 {amount} 元。"
sentence.en = "{span}: {kept_name} and also {item_name} ({cnt_excess}) charged for one procedure: {amount} yuan."

[slots]
knowledge = "guidance_pair"
+++*/
