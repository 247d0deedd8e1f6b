/*+++
id       = "PHR-14"
title.zh = "信用红黑名单与累犯"
title.en = "Credit list and repeat offenders"
verdict  = "clue"
basis    = ["《医疗保障基金使用监督管理条例》第三十三条：定点医药机构与人员的信用管理"]
national = "—"
seed     = "绍兴、吉林"
since    = 2021-05-01
awaits.zh = "历次检查已生效的处理决定（机构、人员、违规类型、决定日期），以及信用分值表"
awaits.en = "final decisions of earlier inspections (institution, person, kind, date) and the table of credit points"
evidence = ["已生效的处理决定书"]
ask      = ["上次的问题整改了没有？"]
+++*/
