/*+++
id       = "NAT-05"
title.zh = "二线用药之前没有一线用药"
title.en = "Second-line drug without the first line before it"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：将不属于医保基金支付范围的费用纳入支付",
    "《医疗保障基金使用监督管理条例》第三十八条第（六）项：将不属于支付范围的费用纳入支付",
]
national = "两库（2025年版）第5项 药品限二线使用"
catalogue = ["XY2-19"]
seed     = "两库"
since     = 2021-05-01
template  = "needs_support"
evidence  = ["病历中的既往用药史", "外院处方、购药凭证"]
ask       = ["一线药物何时用过、为何停用？"]
false_positives = [
    "一线药物在窗口期之内用过",
    "再次开药，首次开药在此之前",
    "全部由患者自费",
]

[slots]
knowledge = "limit_second_line"
only = "national_rule"
support = "fee"
support_column = "after_codes"
words_column = "after_words"
earliest = "first"
paid = "in_scope"

[params]
national_rule = 5    # 两库（2025年版）规则序号：药品限二线使用
days_before = 365   # 向前看几天，天；本项目设定，以检查期为限
days_after = 0      # 向后看几天，天；一线用药须在之前（或当日）
+++*/
