/*+++
id       = "SES-13d"
title.zh = "治疗记录上的签字雷同"
title.en = "Copied signatures on session records"
verdict  = "clue"
basis    = ["《医疗保障基金使用监督管理条例》第四十条第一款第（二）项：伪造、变造医学文书、电子信息等有关资料"]
national = "问题清单（2025年）第69、70项"
seed     = "金华2022、吉林"
catalogue = ["SES-13"]
since     = 2021-05-01
awaits.zh = "每次治疗的签名图像指纹（治疗记录号、签名图像散列值、签署时间）"
awaits.en = "a fingerprint of the signature on each session (session, image hash, time signed)"
evidence  = ["治疗单原件或扫描件上的患者签字"]
ask       = ["签字是谁签的？是不是每次当场签？"]
+++*/
