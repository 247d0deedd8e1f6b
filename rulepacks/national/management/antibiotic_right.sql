/*+++
id       = "NAT-45"
title.zh = "抗菌药物越级使用"
title.en = "Antibiotic above the doctor's grade"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：应当提供合理、必要的医药服务",
    "《医疗保障基金使用监督管理条例》第三十八条第（二）项：过度诊疗、过度检查、超量开药",
]
national = "两库（2025年版）第45项 抗菌药物分级使用管理"
catalogue = ["XY3-11"]
seed     = "两库"
since    = 2021-05-01
awaits.zh = "医师抗菌药物处方权限（工号、级别、起止）、本机构抗菌药物分级目录、会诊记录"
awaits.en = "the grade of antibiotic each doctor may prescribe, the hospital's graded list, the consultations"
evidence = ["抗菌药物处方权授予文件", "特殊使用级抗菌药物会诊记录"]
ask      = ["开药的医师有没有这一级的处方权？会诊了吗？"]
+++*/
