/*+++
id       = "XY4-11"
title.zh = "高值耗材串换"
title.en = "Implant other than the one billed"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（四）项：串换药品、医用耗材、诊疗项目",
]
national = "问题清单（2025年）第14、33项"
seed     = "信阳、金华2019"
since    = 2021-05-01
awaits.zh = "每位患者植入物标签上的唯一标识（UDI）、厂家、型号与国家耗材编码的对照"
awaits.en = "the device identifier on each patient's implant label, with maker, model and national code"
evidence = [
    "病历里粘贴的植入物条码标签（逐张拍照）",
    "随货同行单、耗材出库单",
    "厂家更换编码的说明",
]
ask      = [
    "植入的是哪个厂家、哪个型号？标签上的唯一标识与收费编码为什么不同？",
]
+++*/
