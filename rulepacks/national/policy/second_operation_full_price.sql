/*+++
id       = "NAT-15"
title.zh = "同组第二项手术未按规定折价"
title.en = "Second operation of one group at full price"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：不得重复收费、超标准收费、分解项目收费",
    "《医疗保障基金使用监督管理条例》第三十八条第（三）项：重复收费、超标准收费、分解项目收费",
]
national = "两库（2025年版）第15项 手术项目未按规定折价收费"
catalogue = ["XY2-05"]
seed     = "两库、信阳"
partition = "person"
unit      = ["psn_no", "operation_group", "day"]
since     = 2021-05-01
knowledge = ["pair_operation"]
evidence  = ["手术记录：切口、入路、时间", "当地价格文件的折价规定"]
ask       = ["两项手术是否同一切口、同一次麻醉？"]
false_positives = [
    "第二项已按规定折价",
    "不是同一天的手术",
    "不在同一手术组",
]
sentence.zh = "{day}，{item_name}与另一项手术同组同日，应按 {ratio_allowed} 折收，多收 {amount} 元。"
sentence.en = "On {day} {item_name} was done with another operation of its group and is due at {ratio_allowed} of its price: {amount} yuan too much."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt", "pric_uplmt_amt"]

[params]
national_rule = 15   # 两库（2025年版）规则序号：手术未按规定折价
ratio = 0.5   # 知识点没有填成数时，第二项按几成收，比例（目录默认值，未经医院标定）
tolerance = 1   # 允差，元；四舍五入（目录默认值，未经医院标定）
+++*/
WITH listed AS (
    SELECT med_list_codg, operation_group, coalesce(ratio, $ratio) AS ratio, valid_from, valid_to,
           MIN(knowledge_row) AS knowledge_row
    FROM pair_operation
    WHERE national_rule = $national_rule
    GROUP BY med_list_codg, operation_group, coalesce(ratio, $ratio), valid_from, valid_to
), operated AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.medins_list_name, f.fee_ocur_time, CAST(CAST(f.fee_ocur_time AS DATE) AS VARCHAR) AS day,
           f.cnt, f.det_item_fee_sumamt, f.pric_uplmt_amt, k.operation_group, k.ratio, k.knowledge_row
    FROM fee_net AS f
    JOIN listed AS k ON k.med_list_codg = f.med_list_codg
    WHERE CAST(f.fee_ocur_time AS DATE) BETWEEN k.valid_from AND k.valid_to AND f.pric_uplmt_amt > 0
), ranked AS (
    SELECT psn_no, operation_group, day, med_list_codg,
           ROW_NUMBER() OVER (
               PARTITION BY psn_no, operation_group, day ORDER BY MAX(pric_uplmt_amt) DESC, med_list_codg
           ) AS place
    FROM operated
    GROUP BY psn_no, operation_group, day, med_list_codg
), priced AS (
    SELECT o.psn_no, o.operation_group, o.day, o.bkkp_sn, o.setl_id, o.mdtrt_id, o.med_list_codg,
           o.medins_list_codg, o.medins_list_name, o.fee_ocur_time, o.cnt, o.det_item_fee_sumamt,
           o.ratio, o.pric_uplmt_amt, o.knowledge_row,
           CAST(o.det_item_fee_sumamt - o.ratio * o.pric_uplmt_amt * o.cnt AS DECIMAL(16, 2)) AS excess
    FROM operated AS o
    JOIN ranked AS r
      ON r.psn_no = o.psn_no AND r.operation_group = o.operation_group AND r.day = o.day
     AND r.med_list_codg = o.med_list_codg
    WHERE r.place > 1
)
SELECT psn_no, operation_group, day, bkkp_sn, setl_id, mdtrt_id, med_list_codg, medins_list_codg,
       medins_list_name AS item_name, fee_ocur_time AS occurred_on, cnt, ratio AS ratio_allowed,
       pric_uplmt_amt AS pric_allowed, excess AS amount, knowledge_row,
       '手术记录：两个切口或两次手术' AS counter_evidence
FROM priced
WHERE excess > $tolerance
ORDER BY psn_no, operation_group, day, bkkp_sn
