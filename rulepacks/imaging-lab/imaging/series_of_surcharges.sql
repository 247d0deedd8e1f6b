/*+++
id       = "XY5-09b"
title.zh = "收了三维、门控，影像里没有相应序列"
title.en = "Three-dimensional or gated scan charged, no such series"
verdict  = "suspect"
basis    = ["《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目"]
national = "问题清单（2025年）第81、82、84、87、88、90项"
catalogue = ["XY5-09"]
seed     = "信阳、吉林"
since     = 2021-05-01
awaits.zh = "影像系统里每次检查的序列清单（部位、层厚、三维、门控）；现在的检查报告只有影像编号"
awaits.en = "the series of each examination in the image archive (part, slices, three-dimensional, gated); today's reports hold an image number"
evidence  = ["影像系统里的序列清单", "影像归档的保存年限"]
ask       = ["三维、门控的图像在哪里？是不是已经清理？"]
+++*/
