/*+++
id       = "LST-70"
title.zh = "一日所收康复项目超过治疗师可能的工作量"
title.en = "More rehab in a day than a therapist can do"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：不得虚构医药服务项目",
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
]
national = "问题清单（2025年）第69、70项 康复"
seed     = "两库"
since     = 2021-05-01
template  = "capacity"
evidence  = ["排班表与考勤", "治疗记录上的治疗师签名"]
ask       = ["当天在岗几小时？有没有助手同时操作？"]
false_positives = [
    "当天的总时长没有超过在岗时长",
    "两位治疗师分别执行",
]

[slots]
knowledge = "session_item"
subject = "performer"

[params]
people = 1   # 同时可做几位，人；一对一治疗
hours = 12    # 一日最长在岗，小时；本项目取宽值
+++*/
