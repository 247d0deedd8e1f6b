/*+++
id       = "SES-21"
title.zh = "透析耗材多于透析次数"
title.en = "More single-use kits than dialysis sessions"
verdict  = "suspect"
basis    = ["《医疗保障基金使用监督管理条例》第三十八条第（三）项：超标准收费", "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目"]
national = "问题清单（2025年）第59、60项"
seed     = "吉林、信阳"
partition = "person"
unit      = ["psn_no", "word", "month"]
since     = 2021-05-01
knowledge = ["dial_item", "dial_kit"]
evidence  = ["耗材条码粘贴单", "凝血、破膜更换的记录"]
ask       = ["多出的是更换的吗？更换记在哪里？"]
false_positives = [
    "一次治疗动静脉各一支穿刺针",
    "月底领用、次月一日治疗",
    "灌流器对灌流次数，不对透析次数",
]
sentence.zh = "{month}，{item_name}收了 {cnt_billed} 件，当月治疗 {sessions} 次只需 {cnt_allowed} 件，多收 {amount} 元。"
sentence.en = "In {month} {cnt_billed} of {item_name} were charged where {sessions} sessions need {cnt_allowed}: {amount} yuan too much."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt", "medins_list_name"]
+++*/
WITH kits AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.medins_list_name, f.fee_ocur_time, strftime(f.fee_ocur_time, '%Y-%m') AS month, f.cnt,
           f.det_item_fee_sumamt, k.word, k.per_session, k.families, k.knowledge_row,
           ROW_NUMBER() OVER (PARTITION BY f.bkkp_sn ORDER BY k.word) AS turn
    FROM fee_net AS f
    JOIN dial_kit AS k ON strpos(f.medins_list_name, k.word) > 0
    WHERE CAST(f.fee_ocur_time AS DATE) BETWEEN k.valid_from AND k.valid_to
), sessions AS (
    SELECT f.bkkp_sn, f.psn_no, i.family, f.fee_ocur_time, f.cnt
    FROM fee_net AS f
    JOIN dial_item AS i ON i.med_list_codg = f.med_list_codg
    WHERE i.charge_unit = 'session' AND i.family <> 'monitor'
      AND CAST(f.fee_ocur_time AS DATE) BETWEEN i.valid_from AND i.valid_to
), counted AS (
    SELECT bkkp_sn, psn_no, family, cnt, strftime(fee_ocur_time, '%Y-%m') AS month
    FROM sessions
    UNION
    SELECT bkkp_sn, psn_no, family, cnt, strftime(fee_ocur_time - INTERVAL 1 DAY, '%Y-%m')
    FROM sessions
    UNION
    SELECT bkkp_sn, psn_no, family, cnt, strftime(fee_ocur_time + INTERVAL 1 DAY, '%Y-%m')
    FROM sessions
), by_month AS (
    SELECT psn_no, family, month, SUM(cnt) AS sessions
    FROM counted
    GROUP BY psn_no, family, month
), billed AS (
    SELECT psn_no, word, month, per_session, families, SUM(cnt) AS cnt_billed
    FROM kits
    WHERE turn = 1
    GROUP BY psn_no, word, month, per_session, families
), needed AS (
    SELECT b.psn_no, b.word, b.month, b.cnt_billed, SUM(m.sessions) AS sessions,
           SUM(m.sessions) * b.per_session AS cnt_allowed
    FROM billed AS b
    JOIN by_month AS m
      ON m.psn_no = b.psn_no AND m.month = b.month AND strpos(b.families, concat('|', m.family, '|')) > 0
    GROUP BY b.psn_no, b.word, b.month, b.cnt_billed, b.per_session
), charged AS (
    SELECT k.bkkp_sn, k.setl_id, k.mdtrt_id, k.psn_no, k.med_list_codg, k.medins_list_codg,
           k.medins_list_name, k.fee_ocur_time, k.month, k.cnt, k.det_item_fee_sumamt, k.word,
           k.knowledge_row, n.cnt_billed, n.cnt_allowed, n.sessions,
           SUM(k.cnt) OVER (
               PARTITION BY k.psn_no, k.word, k.month ORDER BY k.fee_ocur_time, k.bkkp_sn
           ) - n.cnt_allowed AS over_so_far
    FROM kits AS k
    JOIN needed AS n ON n.psn_no = k.psn_no AND n.word = k.word AND n.month = k.month
    WHERE k.turn = 1 AND n.cnt_billed > n.cnt_allowed
)
SELECT psn_no, word, month, bkkp_sn, setl_id, mdtrt_id, med_list_codg, medins_list_codg,
       medins_list_name AS item_name, fee_ocur_time AS occurred_on, cnt, cnt_billed, cnt_allowed, sessions,
       LEAST(cnt, over_so_far) AS cnt_excess,
       CAST(det_item_fee_sumamt * LEAST(cnt, over_so_far) / cnt AS DECIMAL(16, 2)) AS amount,
       knowledge_row, '凝血、破膜更换的记录与条码' AS counter_evidence
FROM charged
WHERE over_so_far > 0
ORDER BY psn_no, word, month, bkkp_sn
