/*+++
id       = "XY2-02"
title.zh = "集采中选品种未按中选价收费"
title.en = "Selected product sold above its selected price"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（三）项：超标准收费",
    "《医疗保障基金使用监督管理条例》第三十八条第（七）项：造成医疗保障基金损失的其他违法行为",
]
national = "问题清单（2025年）第8、9、10项"
seed     = "信阳"
since     = 2021-05-01
template  = "price_or_amount_cap"
evidence  = ["招采平台的中选价与执行日期", "供应短缺的通知、非中选产品的采购审批"]
ask       = ["卖的是不是中选厂家的产品？院内计价单位与平台的怎么换算？"]
false_positives = [
    "正好按中选价",
    "执行日期之前",
    "降价之后按新价",
]
sentence.zh = "中选品种{item_name}本行收了 {billed} 元，按中选价应收 {cap} 元，多收 {amount} 元。"
sentence.en = "{billed} yuan for the selected product {item_name}, which at its selected price comes to {cap}: {amount} yuan too much."

[slots]
knowledge = "selected_price"
per = "unit"
cap_column = "price"

[params]
tolerance = 0.01   # 每行允差，元（目录默认值，未经医院标定）
+++*/
