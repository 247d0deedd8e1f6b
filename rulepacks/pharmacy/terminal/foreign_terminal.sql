/*+++
id       = "PHR-11"
title.zh = "为非定点机构代刷（终端）"
title.en = "Swiping for another shop (terminal)"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第三十八条第（五）项：为参保人员倒卖药品等提供便利",
    "《医疗保障基金使用监督管理条例》第三十八条第（七）项：造成基金损失的其他违法行为",
]
national = "药店清单（2025年）第6项"
seed     = "绍兴"
partition = "visit"
unit      = ["setl_id"]
since     = 2021-05-01
knowledge = ["registered_terminal"]
evidence  = [
    "终端登记表、终端实物位置",
    "网络地址",
]
ask       = ["这台终端放在哪里、谁在用？"]
false_positives = [
    "登记的移动终端",
    "登记晚于刷卡三十天以内",
    "没有记录终端",
    "没有本机构的登记表",
]
sentence.zh = "终端 {terminal} 没有登记在本机构，结算 {amount} 元。"
sentence.en = "Terminal {terminal} is not registered for this institution: {amount} yuan settled on it."

[needs]
fee_net = ["bkkp_sn", "setl_id", "mdtrt_id", "psn_no", "fee_ocur_time", "cnt", "det_item_fee_sumamt"]
setl_d = ["setl_id", "mdtrt_id", "fixmedins_code", "setl_time", "med_type"]
identity_check = ["mdtrt_id", "recog_time", "term_no"]

[params]
med_types = "|41|"   # 看哪些医疗类别：定点药店购药（med_type）
lag = 30   # 登记晚于刷卡多少天以内仍算，天（本项目设定，未经医院标定）
+++*/
WITH swipes AS (
    SELECT s.setl_id, s.mdtrt_id, s.fixmedins_code, s.setl_time, CAST(s.setl_time AS DATE) AS day
    FROM setl_d AS s
    WHERE strpos($med_types, concat('|', s.med_type, '|')) > 0
      AND coalesce(s.refd_setl_flag, '0') <> '1' AND s.medfee_sumamt > 0
), used AS (
    SELECT w.setl_id, w.fixmedins_code, w.setl_time, w.day, MIN(i.term_no) AS terminal
    FROM swipes AS w
    JOIN identity_check AS i ON i.mdtrt_id = w.mdtrt_id
    WHERE i.term_no <> ''
    GROUP BY w.setl_id, w.fixmedins_code, w.setl_time, w.day
), listed AS (
    SELECT DISTINCT u.setl_id
    FROM used AS u
    JOIN registered_terminal AS k ON k.term_no = u.terminal AND k.fixmedins_code = u.fixmedins_code
    WHERE u.day BETWEEN k.valid_from - $lag * INTERVAL 1 DAY AND k.valid_to
), told AS (
    SELECT fixmedins_code, MIN(knowledge_row) AS knowledge_row
    FROM registered_terminal
    GROUP BY fixmedins_code
)
SELECT u.setl_id AS setl_id, f.bkkp_sn AS bkkp_sn, f.mdtrt_id, f.psn_no, f.med_list_codg,
       f.medins_list_codg, f.medins_list_name AS item_name, u.setl_time AS occurred_on, f.cnt, u.terminal,
       u.fixmedins_code, f.det_item_fee_sumamt AS amount, t.knowledge_row,
       '终端登记表' AS counter_evidence
FROM used AS u
JOIN told AS t ON t.fixmedins_code = u.fixmedins_code
JOIN fee_net AS f ON f.setl_id = u.setl_id
LEFT JOIN listed AS l ON l.setl_id = u.setl_id
WHERE l.setl_id IS NULL
ORDER BY setl_id, bkkp_sn
