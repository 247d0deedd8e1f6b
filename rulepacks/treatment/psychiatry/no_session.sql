/*+++
id       = "XY4-22"
title.zh = "精神科治疗没有治疗记录"
title.en = "Psychiatric treatment without a session on record"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
    "《医疗保障基金使用监督管理条例》第十六条：按照规定保管处方、病历、治疗检查记录、费用明细等资料",
]
national = "—"
seed     = "吉林、金华2022"
since    = 2021-05-01
template = "needs_support"
evidence = [
    "经颅磁刺激、电休克、生物反馈设备的开机日志",
    "治疗室门禁与监控",
    "治疗师的签名记录",
]
ask      = [
    "这一天是谁、在哪间治疗室做的？设备日志在哪里？",
]
false_positives = [
    "记账比治疗早一天或晚一天",
    "治疗记在另一个就诊号下",
    "表里没有的项目",
]
sentence.zh = "{day}收了{item_name}，前后一天都没有这位患者的治疗记录，涉及 {amount} 元。"
sentence.en = "{item_name} was charged on {day} with no session of the patient within a day: {amount} yuan."

[slots]
knowledge = "psych_item"
support = "session"

[params]
days_before = 1   # 治疗可以比记账早几天，天（目录默认值，未经医院标定）
days_after = 1    # 治疗可以比记账晚几天，天；也容设备时钟偏差（目录默认值，未经医院标定）
+++*/
