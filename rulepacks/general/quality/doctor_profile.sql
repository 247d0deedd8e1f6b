/*+++
id       = "XY1-18"
title.zh = "医师次均费用远高于同科"
title.en = "A doctor’s cost per visit far above the department’s"
verdict  = "clue"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：应当提供合理、必要的医药服务",
    "《医疗保障基金使用监督管理条例》第三十八条第（二）项：过度诊疗、过度检查、超量开药",
]
national = "—"
seed     = "金华2019、吉林"
since     = 2021-05-01
template  = "outlier"
evidence  = ["该医师的处方、医嘱抽样", "同科医师的病种构成"]
ask       = ["收治的是不是重病人？工号有没有借给别人？"]
false_positives = [
    "同科的医师太少，不能比",
    "同科各人一样",
]

[slots]
subject = "doctor"
measure = "per_visit"
peers = "department"

[params]
deviations = 3.5   # 高出同科平均几个标准差，个（目录默认值，未经医院标定）
among = 5        # 同科至少几名医师，人（本项目设定）
+++*/
