/*+++
id       = "XY4-08"
title.zh = "介入、骨科手术另收已含的步骤"
title.en = "Step of an operation charged beside it"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（三）项：重复收费、超标准收费、分解项目收费",
    "《医疗保障基金使用监督管理条例》第十五条：不得重复收费、超标准收费、分解项目收费",
]
national = "问题清单（2025年）第16、17、18、19、22、29、38、39、40、41、42、43、44、45、46、47、48、49、50、51、52项"
seed     = "信阳"
since    = 2021-05-01
template = "two_items_together"
evidence = [
    "手术记录：哪一支血管、哪一节段、哪一侧",
    "造影与介入的时间、影像",
]
ask      = [
    "两项是同一处、同一次做的吗？当地价格项目允许分别收费吗？",
]
false_positives = [
    "诊断性造影在另一天做",
    "知识点尚未生效的日子",
    "另一次就诊",
]
sentence.zh = "{span}，{kept_name}已含{item_name}，后者另收 {cnt_excess} 次，多收 {amount} 元；不同血管、节段或侧别的除外。"
sentence.en = "{span}: {kept_name} includes {item_name}, charged as well ({cnt_excess}): {amount} yuan, unless another vessel, segment or side."

[slots]
knowledge = "oprn_pair"
scope = "row"
who = "visit"
+++*/
