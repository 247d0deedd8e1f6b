/*+++
id       = "NAT-23"
title.zh = "诊疗项目超过支付疗程"
title.en = "Item paid beyond its course"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：不得将不属于医疗保障基金支付范围的医药费用纳入支付",
    "《医疗保障基金使用监督管理条例》第三十八条第（六）项：将不属于支付范围的费用纳入支付",
]
national = "两库（2025年版）第23项 医疗服务项目限支付疗程"
catalogue = ["XY2-09"]
seed     = "两库"
since     = 2021-05-01
template  = "limit_per_period"
evidence  = ["医嘱单与用药、治疗记录", "病情变化、重新起算疗程的记录"]
ask       = ["疗程从哪一天起算？是否换了疾病过程？"]
false_positives = [
    "一天内多次，只算一天",
    "两次住院各自计算",
    "全部由患者自费",
]
sentence.zh = "{span}，{item_name}支付了 {cnt_billed} 天，疗程上限 {cnt_allowed} 天，超出部分 {amount} 元。"
sentence.en = "{span}: {cnt_billed} days of {item_name} where {cnt_allowed} is the course: {amount} yuan too much."

[slots]
knowledge = "limit_course"
only = "national_rule"
limit = "row"
limit_column = "days_max"
period = "row"
measure = "days"
who = "person"
paid = "in_scope"

[params]
national_rule = 23   # 两库（2025年版）规则序号：医疗服务项目限支付疗程
+++*/
