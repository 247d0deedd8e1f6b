/*+++
id       = "NAT-76"
title.zh = "中药饮片超大处方"
title.en = "Herbal prescription of too many pieces"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：应当提供合理、必要的医药服务",
    "《医疗保障基金使用监督管理条例》第三十八条第（二）项：过度诊疗、过度检查、超量开药",
]
national = "两库（2025年版）第76项 中药饮片超大处方"
catalogue = ["XY3-09"]
seed     = "两库"
since     = 2021-05-01
template  = "limit_per_period"
evidence  = ["处方原件", "病历中的辨证与治法"]
ask       = ["为什么用这么多味药？"]
false_positives = [
    "两张处方各在限内",
    "只计饮片，不计成药",
]
sentence.zh = "处方 {span} 用了 {cnt_billed} 味饮片，超过 {cnt_allowed} 味，超出各味 {amount} 元。"
sentence.en = "Prescription {span} has {cnt_billed} herbal pieces where {cnt_allowed} is the limit: {amount} yuan in the further ones."

[slots]
of = "all"
limit = "param"
period = "prescription"
together = "everything"
measure = "items"
who = "visit"
lines = "herbal_piece"

[params]
limit = 18   # 一张处方最多几味，味（目录默认值，未经医院标定）
+++*/
