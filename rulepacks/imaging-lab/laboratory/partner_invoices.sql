/*+++
id       = "XY5-17b"
title.zh = "外送检验多于受托单位对账"
title.en = "More tests sent out than the partner invoiced"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
    "《医疗保障基金使用监督管理条例》第三十八条第（四）项：串换药品、医用耗材、诊疗项目和服务设施",
]
national = "—"
catalogue = ["XY5-17"]
seed     = "金华2022"
since     = 2021-05-01
awaits.zh = "标本交接（冷链）记录和受托检验单位的逐月对账单；现在的表里没有这两样"
awaits.en = "the hand-over of specimens and the partner laboratory's monthly statements; no table holds either"
evidence  = ["委托协议、标本交接单", "受托单位的对账单与发票"]
ask       = ["每月送多少份标本、付多少钱？有没有迟到的发票？"]
+++*/
