/*+++
id       = "TRC-09"
title.zh = "批号、效期与追溯码不符"
title.en = "Batch or expiry differs from the code"
verdict  = "clue"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十九条第（三）项：未按规定通过医疗保障信息系统传送数据",
]
national = "—"
seed     = "金华2019"
since     = 2021-05-01
awaits.zh = "销售流水的生产批号、有效期，以及追溯码所属批次的查询结果"
awaits.en = "batch and expiry date of each sale, and the batch each trace code belongs to"
evidence  = ["药盒上的批号、有效期、追溯码（同一张照片）"]
ask       = ["上传的批号是手工填的吗？"]
+++*/
