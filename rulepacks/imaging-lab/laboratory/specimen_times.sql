/*+++
id       = "XY5-02b"
title.zh = "采样、接收、报告的时间链不合理"
title.en = "Impossible times of sample, receipt and report"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十条第一款第（二）项：伪造、变造医学文书、电子信息等有关资料",
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
]
national = "—"
catalogue = ["XY5-02"]
seed     = "吉林、信阳"
since     = 2021-05-01
awaits.zh = "每份标本的采集时间、接收时间和检查的上机时间；现在的检验登记只有日期，报告只有报告时间"
awaits.en = "when each specimen was taken and received, and when each scan began; today's tables hold a registration day and a report time"
evidence  = ["检验、影像系统里各环节的时间", "各系统时钟的偏差"]
ask       = ["采样、接收时间由谁记、怎样记？"]
+++*/
