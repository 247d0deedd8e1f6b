/*+++
id       = "INV-09"
title.zh = "倒签、补录入库"
title.en = "Back-dated receipts"
verdict  = "clue"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十条第一款第（二）项：伪造、变造、隐匿、涂改、销毁电子信息等有关资料",
    "《医疗保障基金使用监督管理条例》第三十九条第（七）项：拒绝监督检查或者提供虚假情况",
]
national = "—"
seed     = "信阳、金华2019"
since     = 2021-05-01
awaits.zh = "出入库流水的录入时间（建单时间）和录入人；现在的出入库表只有业务日期"
awaits.en = "when, and by whom, each stock move was entered; the stock table only has the business date"
evidence  = ["业务系统里入库单的建单时间、修改日志", "检查通知送达的时间"]
ask       = ["入库单是谁、哪一天录入的？以前各月是不是也这样补录？"]
+++*/
