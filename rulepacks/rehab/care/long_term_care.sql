/*+++
id       = "SES-23"
title.zh = "长护险服务与评估对不上"
title.en = "Long-term-care visits against plan and assessment"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
    "当地长期护理保险办法（《长期护理保险失能等级评估操作指南》及统筹区文件）关于服务记录的条款",
]
national = "—"
seed     = "上海静安"
since     = 2021-05-01
awaits.zh = "长护险的上门服务记录（护理员、参保人、起止时间、定位）、失能评估结论及有效期、服务计划"
awaits.en = "long-term-care visits (carer, person, start, end, place), disability assessments with their validity, and care plans"
evidence  = ["护理员定位与打卡记录", "评估结论与有效期"]
ask       = ["当天护理员在哪里？服务了多久？"]
+++*/
