/*+++
id       = "SES-21c"
title.zh = "项目已含的透析耗材另行收费"
title.en = "Consumables the item includes charged as well"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（三）项：重复收费",
    "《医疗保障基金使用监督管理条例》第十五条：核验参保人员医疗保障凭证，按照诊疗规范提供合理、必要的医药服务",
]
national = "问题清单（2025年）第59项"
seed     = "吉林、信阳"
catalogue = ["SES-21"]
partition = "person"
unit      = ["psn_no", "day", "word"]
since     = 2021-05-01
knowledge = ["dial_included"]
evidence  = ["当地价格项目内涵与除外内容", "在线配制置换液的设备与水处理记录"]
ask       = ["当地文件允许另收吗？"]
false_positives = [
    "两项不在同一天",
    "同日的治疗不含这种耗材",
    "腹膜透析液",
]
sentence.zh = "{day}，{kept_name}的价格已含“{word}”，{item_name}另收 {amount} 元。"
sentence.en = "On {day} {item_name} was charged although {kept_name} includes “{word}”: {amount} yuan."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt", "medins_list_name"]
+++*/
WITH treated AS (
    SELECT f.psn_no, CAST(f.fee_ocur_time AS DATE) AS day, k.word, MIN(k.name) AS kept_name,
           MIN(k.knowledge_row) AS knowledge_row
    FROM fee_net AS f
    JOIN dial_included AS k ON k.med_list_codg = f.med_list_codg
    WHERE CAST(f.fee_ocur_time AS DATE) BETWEEN k.valid_from AND k.valid_to
    GROUP BY f.psn_no, CAST(f.fee_ocur_time AS DATE), k.word
), services AS (
    SELECT DISTINCT med_list_codg
    FROM dial_included
), besides AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.medins_list_name, f.fee_ocur_time, t.day, f.cnt, f.det_item_fee_sumamt, t.word, t.kept_name,
           t.knowledge_row, ROW_NUMBER() OVER (PARTITION BY f.bkkp_sn ORDER BY t.word) AS turn
    FROM fee_net AS f
    JOIN treated AS t ON t.psn_no = f.psn_no AND t.day = CAST(f.fee_ocur_time AS DATE)
    LEFT JOIN services AS s ON s.med_list_codg = f.med_list_codg
    WHERE strpos(f.medins_list_name, t.word) > 0 AND s.med_list_codg IS NULL
      AND strpos(f.medins_list_name, '腹膜') = 0
)
SELECT psn_no, day, word, bkkp_sn, setl_id, mdtrt_id, med_list_codg, medins_list_codg,
       medins_list_name AS item_name, kept_name, fee_ocur_time AS occurred_on, cnt,
       CAST(det_item_fee_sumamt AS DECIMAL(16, 2)) AS amount, knowledge_row,
       '当地允许另收的文件' AS counter_evidence
FROM besides
WHERE turn = 1
ORDER BY psn_no, day, word, bkkp_sn
