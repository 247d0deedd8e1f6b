/*+++
id       = "XY5-12"
title.zh = "低配设备按高配收费"
title.en = "A low-end device charged as high-end"
verdict  = "suspect"
basis    = ["《医疗保障基金使用监督管理条例》第三十八条第（四）项：串换药品、医用耗材、诊疗项目和服务设施"]
national = "问题清单（2025年）第95项"
seed     = "吉林、信阳"
partition = "person"
unit      = ["mdtrt_id", "med_list_codg", "day"]
since     = 2021-05-01
knowledge = ["image_tier", "device_level"]
evidence  = ["设备铭牌、注册证与配置许可", "影像文件里记的设备名称"]
ask       = ["这次检查在哪台设备上做的？几排、几特斯拉？"]
false_positives = [
    "同日也用过高配设备",
    "设备恰在所要的档次",
    "没有上机记录",
]
sentence.zh = "{day}，{item_name}收了 {cnt} 次，当天上机的是 {model}（{level}），达不到 {level_min}，应少收 {amount} 元。"
sentence.en = "On {day} {item_name} was charged ({cnt}); the device used was {model} ({level}), below {level_min}: {amount} yuan less was due."

[needs]
fee_net    = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt"]
device     = ["device_id", "model"]
device_log = ["psn_no", "device_id", "use_begntime"]

[min_coverage]
"device_log.psn_no" = 0.5
+++*/
WITH scanners AS (
    SELECT v.device_id, v.model, t.class, t.level, t.valid_from, t.valid_to
    FROM device AS v
    JOIN device_level AS t ON t.model = v.model
), scanned AS (
    SELECT g.psn_no, CAST(g.use_begntime AS DATE) AS day, s.class, MAX(s.level) AS level,
           MIN(s.model) AS model
    FROM device_log AS g
    JOIN scanners AS s ON s.device_id = g.device_id
    WHERE CAST(g.use_begntime AS DATE) BETWEEN s.valid_from AND s.valid_to
    GROUP BY g.psn_no, CAST(g.use_begntime AS DATE), s.class
)
SELECT f.mdtrt_id AS mdtrt_id, f.med_list_codg AS med_list_codg,
       CAST(f.fee_ocur_time AS DATE) AS day, f.bkkp_sn AS bkkp_sn, f.setl_id AS setl_id,
       f.psn_no AS psn_no, f.medins_list_codg AS medins_list_codg, k.name AS item_name,
       f.fee_ocur_time AS occurred_on, f.cnt AS cnt, d.model AS model, d.level AS level,
       k.level_min AS level_min, k.pric_lower AS pric_allowed,
       CAST(coalesce(GREATEST(f.det_item_fee_sumamt - f.cnt * k.pric_lower, 0), 0) AS DECIMAL(16, 2))
         AS amount,
       k.knowledge_row AS knowledge_row, '影像文件里记的设备与铭牌' AS counter_evidence
FROM fee_net AS f
JOIN image_tier AS k ON k.med_list_codg = f.med_list_codg
JOIN scanned AS d
  ON d.psn_no = f.psn_no AND d.day = CAST(f.fee_ocur_time AS DATE) AND d.class = k.class
WHERE d.level < k.level_min AND CAST(f.fee_ocur_time AS DATE) BETWEEN k.valid_from AND k.valid_to
ORDER BY mdtrt_id, med_list_codg, day, bkkp_sn
