/*+++
id       = "NAT-09"
title.zh = "药品超过最大开药天数"
title.en = "Prescription longer than the days allowed"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：不得超量开药",
    "《医疗保障基金使用监督管理条例》第三十八条第（二）项：过度诊疗、过度检查、超量开药",
]
national = "两库（2025年版）第9项 药品限最大开药天数/开药量"
catalogue = ["XY2-22"]
seed     = "两库"
since     = 2021-05-01
template  = "limit_per_period"
evidence  = ["处方原件：用法用量与天数", "长期处方、节假日延长的当地规定"]
ask       = ["为什么开这么多天？"]
false_positives = [
    "同日两张处方各在限内",
    "全部由患者自费",
]
sentence.zh = "处方 {span} 的{item_name}开了 {cnt_billed} 天，上限 {cnt_allowed} 天，超出部分 {amount} 元。"
sentence.en = "Prescription {span}: {cnt_billed} days of {item_name} where {cnt_allowed} is the limit: {amount} yuan too much."

[slots]
knowledge = "limit_course"
only = "national_rule"
limit = "row"
limit_column = "days_max"
period = "row"
measure = "supply_days"
who = "visit"
paid = "in_scope"

[params]
national_rule = 9   # 两库（2025年版）规则序号：药品限最大开药天数/开药量
+++*/
