/*+++
id       = "PHR-07"
title.zh = "刷卡人次大于客流"
title.en = "More swipes than visitors"
verdict  = "clue"
basis    = ["《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目"]
national = "—"
seed     = "绍兴"
since    = 2021-05-01
awaits.zh = "门店客流计数（机构、日期、进店人数），来自客流统计设备或录像清点"
awaits.en = "a count of the shop's visitors by day, from a counter or the video"
evidence = [
    "一天的录像，清点进店人数",
    "外送、代购的登记",
]
ask      = ["这一天有多少人进店？多少是外送、代购？"]
+++*/
