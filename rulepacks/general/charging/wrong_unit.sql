/*+++
id       = "XY2-30"
title.zh = "计价单位错误：按次、按疗程的项目按小时、部位收"
title.en = "Wrong billing unit"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：不得超标准收费、分解项目收费",
    "《医疗保障基金使用监督管理条例》第三十八条第（三）项：超标准收费",
]
national = "问题清单（2025年）第21、31、42、56、57、64、74、129、130、137、138、145、146、147、148、149、150、151、152、163、164、165、166项"
seed     = "信阳、金华2022"
since     = 2021-05-01
template  = "limit_per_period"
evidence  = ["省级价格项目规范里的计价单位", "执行记录：做了几次、几个部位"]
ask       = ["这个项目按什么单位收？为什么一次收了几个单位？"]
false_positives = [
    "两次就诊各收一次",
    "按日的项目在不同的日子",
    "规定执行之前",
]
sentence.zh = "{span}，{item_name}收了 {cnt_billed} 个计价单位，按规定的计价单位只能收 {cnt_allowed} 个，多收 {amount} 元。"
sentence.en = "{span}: {cnt_billed} units of {item_name} charged where its billing unit allows {cnt_allowed}: {amount} yuan too much."

[slots]
knowledge = "unit_rule"
period = "row"
limit = "row"
who = "visit"
+++*/
