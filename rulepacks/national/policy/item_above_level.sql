/*+++
id       = "NAT-24"
title.zh = "诊疗项目超出医疗机构级别限制"
title.en = "Item not paid for at this grade of hospital"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：不得将不属于医疗保障基金支付范围的医药费用纳入支付",
    "《医疗保障基金使用监督管理条例》第三十八条第（六）项：将不属于支付范围的费用纳入支付",
]
national = "两库（2025年版）第24项 医疗服务项目限医疗机构级别"
catalogue = ["XY2-13"]
seed     = "两库"
since     = 2021-05-01
template  = "attribute_limit"
evidence  = ["定点协议上的机构等级与日期", "医联体、专科备案文件"]
ask       = ["使用之日本机构是什么等级？"]
false_positives = [
    "机构等级未登记",
    "等级相符的就诊（升级之后）",
    "全部由患者自费",
]

[slots]
knowledge = "limit_level"
only = "national_rule"
attribute = "level"
value_column = "hosp_lvs"
row_says = "allowed"
paid = "in_scope"

[params]
national_rule = 24   # 两库（2025年版）规则序号：医疗服务项目限医疗机构级别
+++*/
