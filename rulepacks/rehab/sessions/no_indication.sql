/*+++
id       = "SES-12"
title.zh = "没有适应症的康复治疗"
title.en = "Rehabilitation without an indication"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（二）项：违反诊疗规范过度诊疗、提供其他不必要的医药服务",
    "《医疗保障基金使用监督管理条例》第三十八条第（六）项：将不属于医疗保障基金支付范围的医药费用纳入结算",
    "《关于新增部分医疗康复项目纳入基本医疗保障支付范围的通知》（人社部发〔2016〕23号）附件各条：限定支付范围",
]
national = "问题清单（2025年）第173项"
seed     = "金华2022、信阳"
since     = 2021-05-01
template  = "attribute_limit"
evidence  = ["病历里的功能诊断与评定", "康复医学科会诊记录"]
ask       = ["患者有什么功能障碍？记在病历哪里？"]
false_positives = [
    "次要诊断里有适应症",
    "诊断编码不在表内，名称写明功能障碍",
    "没有诊断的就诊",
]

[slots]
knowledge = "rehab_ind"
attribute = "diagnosis"
row_says = "allowed"
+++*/
