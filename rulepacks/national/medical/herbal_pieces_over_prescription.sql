/*+++
id       = "NAT-77"
title.zh = "中药饮片收费数量多于处方"
title.en = "More herbal pieces charged than prescribed"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：不得超量开药、虚构医药服务项目",
    "《医疗保障基金使用监督管理条例》第三十八条第（四）项：串换药品",
]
national = "两库（2025年版）第77项 中药饮片超量上传"
catalogue = ["XY3-09"]
seed     = "两库"
since     = 2021-05-01
template  = "quantity_against_source"
evidence  = ["处方原件：味数、每味克数、剂数", "发药记录"]
ask       = ["处方几剂？代煎另计的数量是多少？"]
false_positives = [
    "尾差在允差之内",
    "处方分几张开，合计相符",
]

[slots]
knowledge = "limit_dose"
only = "national_rule"
source = "prescription"
lines = "herbal_piece"

[params]
national_rule = 77   # 两库（2025年版）规则序号：中药饮片超量上传
tolerance = 1       # 允差，计价单位（克）；称量尾差，本项目设定
+++*/
