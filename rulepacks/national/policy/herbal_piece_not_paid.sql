/*+++
id       = "NAT-03"
title.zh = "不予支付的中药饮片纳入医保支付"
title.en = "Herbal piece that is never paid for"
verdict  = "breach"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：不得将不属于医疗保障基金支付范围的医药费用纳入支付",
    "《医疗保障基金使用监督管理条例》第三十八条第（六）项：将不属于支付范围的费用纳入支付",
]
national = "两库（2025年版）第3项 中药饮片单复方均不予支付"
catalogue = ["XY2-24"]
seed     = "两库"
since     = 2021-05-01
template  = "list_match"
evidence  = ["处方与饮片对照目录"]
ask       = ["这味药对应的国家编码是什么？"]
false_positives = [
    "全部由患者自费",
    "同名的中成药，不是饮片",
]
sentence.zh = "{item_name}属单方、复方均不予支付的饮片，纳入支付 {amount} 元。"
sentence.en = "{item_name} is a herbal piece that is never paid for: {amount} yuan."

[slots]
knowledge = "herbal_not_paid"
only = "national_rule"
key = "item"
paid = "in_scope"
lines = "herbal_piece"

[params]
national_rule = 3   # 两库（2025年版）规则序号：中药饮片单复方均不予支付
+++*/
