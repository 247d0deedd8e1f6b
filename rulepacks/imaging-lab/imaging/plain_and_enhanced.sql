/*+++
id       = "XY5-08"
title.zh = "平扫与增强扫描分别收费"
title.en = "Plain and enhanced scans both charged"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：不得重复收费、分解项目收费",
    "《医疗保障基金使用监督管理条例》第三十八条第（三）项：重复收费、分解项目收费",
]
national = "问题清单（2025年）第83、89项"
seed     = "信阳"
since    = 2021-05-01
template = "two_items_together"
evidence = [
    "检查报告与影像编号：是不是同一部位、同一次检查",
    "当地价格项目说明：平扫后增强怎么收",
]
ask      = [
    "平扫与增强是不是不同部位？是不是分两次上机？",
]
false_positives = [
    "两项不在同一天",
    "两个不同的人",
    "另一种检查",
]
sentence.zh = "{span}，收了{kept_name}，又收{item_name} {cnt_excess} 次，同一部位一次完成的不应另收，涉及 {amount} 元。"
sentence.en = "{span}: {kept_name} and also {item_name} ({cnt_excess}) charged for one sitting: {amount} yuan."

[slots]
knowledge = "scan_pair"
+++*/
