/*+++
id       = "PAY-08"
title.zh = "病历互审的扣分"
title.en = "Points taken off in peer review"
verdict  = "clue"
basis    = ["《医疗保障基金使用监督管理条例》第十五条：应当按照规定提供真实、准确的收费凭据和相关资料"]
national = "—"
seed     = "金华2022"
since     = 2021-05-01
awaits.zh = "病历互审的结果（抽中的病历、两位评审员各自的结论、第三人的裁定、扣分）和点值"
awaits.en = "the outcome of the peer review (records drawn, each reviewer's verdict, the third's decision, points) and the value of a point"
evidence  = ["按病组、医师分层抽取的名单与种子", "评审表"]
ask       = ["哪些扣分医院不认可？"]
+++*/
