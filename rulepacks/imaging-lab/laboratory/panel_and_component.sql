/*+++
id       = "XY5-05"
title.zh = "检验组套与组套内单项重复收费"
title.en = "Panel and its components both charged"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：不得重复收费、分解项目收费",
    "《医疗保障基金使用监督管理条例》第三十八条第（三）项：重复收费、分解项目收费",
]
national = "问题清单（2025年）第127、128项"
seed     = "信阳"
since    = 2021-05-01
template = "two_items_together"
evidence = [
    "检验报告：样本编号有几个",
    "当地价格项目内涵：组套含哪些单项",
]
ask      = [
    "单项是不是另采的一份标本？为什么复测？",
]
false_positives = [
    "两项不在同一天",
    "两个不同的人",
    "不在组套里的检验",
]
sentence.zh = "{span}，收了{kept_name}，又收组套内的{item_name} {cnt_excess} 次，多收 {amount} 元。"
sentence.en = "{span}: {kept_name} was charged and its component {item_name} again ({cnt_excess}): {amount} yuan too much."

[slots]
knowledge = "lab_panel"
+++*/
