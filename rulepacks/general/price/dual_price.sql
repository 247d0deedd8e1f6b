/*+++
id       = "XY2-29"
title.zh = "医保与自费差别定价"
title.en = "One price for the insured, another for cash"
verdict  = "suspect"
basis    = ["《医疗保障基金使用监督管理条例》第三十八条第（三）项：超标准收费"]
national = "药店清单（2025年）第19项"
seed     = "绍兴"
since     = 2021-05-01
awaits.zh = "自费患者、自费购药的收费明细（收银流水：商品、数量、单价、时间）；现在的收费表只有医保结算的明细"
awaits.en = "the sales to self-paying people (item, quantity, price, time); the fee table only has what was settled with the insurance"
evidence  = ["收银系统的价格字典与修改日志", "同一天自费与医保的小票"]
ask       = ["同一天同一商品，自费和医保为什么两个价？是不是促销、会员价？"]
+++*/
