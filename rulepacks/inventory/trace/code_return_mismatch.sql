/*+++
id       = "TRC-10"
title.zh = "退费未退码、退码未退费"
title.en = "Money returned without the code, or the code without the money"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（三）项：超标准收费",
]
national = "—"
seed     = "吉林"
since     = 2021-05-01
awaits.zh = "追溯码的退货记录（哪个码、哪一天退）；现在的追溯码表只有扫码销售"
awaits.en = "returns of trace codes (which code, on which day); the trace table only has sales"
evidence  = ["退药单上的追溯码", "退费记录"]
ask       = ["退药时扫码了吗？退码和退费是不是同一天做的？"]
+++*/
