/*+++
id       = "TRC-05"
title.zh = "有销售码、无购进码"
title.en = "Codes sold that never came in"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
]
national = "药店清单（2025年）第5项"
seed     = "金华2019"
since     = 2021-05-01
awaits.zh = "本院购进（入库）时的追溯码；现在的追溯码表只有销售时扫的码"
awaits.en = "the trace codes scanned when goods come in; the trace table only has codes scanned at sale"
evidence  = ["入库验收时的扫码记录、供应商上传的出库码", "药盒实物"]
ask       = ["这些药是从哪里进的？供应商有没有传码？"]
+++*/
