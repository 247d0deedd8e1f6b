/*+++
id       = "NAT-36"
title.zh = "同一患者同一时间两处治疗"
title.en = "One patient in two sessions at once"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：不得虚构医药服务项目",
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
]
national = "两库（2025年版）第36项 结算明细信息异常"
seed     = "两库"
since     = 2021-05-01
template  = "time_overlap"
evidence  = ["治疗记录上患者与治疗师的签名", "监控录像"]
ask       = ["这一刻患者在哪个治疗室？"]
false_positives = [
    "前一个结束、后一个开始，首尾相接",
    "交接重叠不超过五分钟",
    "只记了日期、没有钟点的治疗记录",
]

[slots]
knowledge = "session_item"
subject = "patient"

[params]
people = 1     # 同一时间可有几次，次；一个人只能在一处
handover = 5   # 交接允许重叠，分钟；本项目设定
+++*/
