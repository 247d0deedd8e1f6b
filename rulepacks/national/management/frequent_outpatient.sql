/*+++
id       = "NAT-50"
title.zh = "频繁门诊"
title.en = "Far more outpatient visits than others"
verdict  = "clue"
basis    = [
    "《医疗保障基金使用监督管理条例》第十七条：不得利用享受医疗保障待遇的机会转卖药品、重复享受",
    "《医疗保障基金使用监督管理条例》第四十一条：参保人员骗取医疗保障基金支出",
]
national = "两库（2025年版）第50项 频繁门诊"
catalogue = ["XY1-06"]
seed     = "两库"
since     = 2021-05-01
template  = "outlier"
evidence  = ["近一年的就诊记录与取药记录"]
ask       = ["患者是否都由本人就诊？"]
false_positives = [
    "同组的人太少，不能比",
    "同组的人次数都一样",
]

[slots]
subject = "person"
measure = "visits"
peers = "visit_type"

[params]
deviations = 3   # 高出同组平均几个标准差才算，个；本项目设定
among = 3        # 同组至少几个人，人；本项目设定
+++*/
