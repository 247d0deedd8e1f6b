/*+++
id       = "SES-12b"
title.zh = "昏迷患者收取需主动参与的训练"
title.en = "Active training charged for an unconscious patient"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（二）项：违反诊疗规范过度诊疗、提供其他不必要的医药服务",
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
]
national = "问题清单（2025年）第173项"
seed     = "金华2022、信阳"
catalogue = ["SES-12"]
since     = 2021-05-01
template  = "attribute_limit"
evidence  = ["格拉斯哥评分、护理记录里的意识状态", "治疗单上患者的配合程度"]
ask       = ["治疗那几天患者清醒吗？怎样做的训练？"]
false_positives = [
    "昏迷患者的被动活动（运动疗法）",
    "诊断里没有昏迷",
    "没有诊断的就诊",
]

[slots]
knowledge = "rehab_contra"
attribute = "diagnosis"
row_says = "forbidden"
+++*/
