/*+++
id       = "XY2-03"
title.zh = "互斥项目同日收费（包含关系）"
title.en = "Mutually exclusive items charged on one day"
verdict  = "breach"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：不得重复收费、分解项目收费",
    "《医疗保障基金使用监督管理条例》第三十八条第（三）项：重复收费",
]
national = "两库（2025年版）第25项 重复收费：知识点或地方写明了范围的"
seed     = "信阳、金华2022"
since     = 2021-05-01
template  = "two_items_together"
evidence  = ["当地价格项目内涵、除外内容与说明", "治疗记录：两项各自的起止时间"]
ask       = ["两项是否确为两次独立的治疗？当地文件是否允许同日分别收费？"]
false_positives = [
    "两项不在同一天",
    "知识点尚未生效的日子",
    "两个不同的人",
    "按小时互斥，费用记在零点，钟点不明",
]
sentence.zh = "{span}，{kept_name}已包含{item_name}，后者另收 {cnt_excess} 次，多收 {amount} 元。"
sentence.en = "{span}: {kept_name} already includes {item_name}, which was charged as well ({cnt_excess} too many): {amount} yuan too much."

[slots]
knowledge = "pair_exclusive"
only = "national_rule"
scope = "stated"

[params]
national_rule = 25   # 两库（2025年版）规则序号：重复收费；地方自加的行也写 25
+++*/
