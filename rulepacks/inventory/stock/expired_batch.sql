/*+++
id       = "INV-14"
title.zh = "销售过期、召回批次"
title.en = "Expired or recalled batches sold"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（七）项：造成医疗保障基金损失的其他违法行为",
    "《中华人民共和国药品管理法》第九十八条：超过有效期的药品为劣药，禁止销售",
]
national = "—"
seed     = "金华2019"
since     = 2021-05-01
awaits.zh = "发药、销售流水的生产批号和有效期，以及药监部门公布的召回批次；现在只有进货票据上有批号"
awaits.en = "batch number and expiry date of what was dispensed, and the batches recalled; only purchase papers carry a batch now"
evidence  = ["货架、病区实物的批号与有效期（拍照）", "召回通知与退货单"]
ask       = ["这一批还剩多少、卖了多少？召回后怎样处理的？"]
+++*/
