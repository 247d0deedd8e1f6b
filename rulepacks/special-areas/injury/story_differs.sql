/*+++
id       = "SPA-09"
title.zh = "外伤经过前后矛盾"
title.en = "The injury is told two ways"
verdict  = "clue"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十条第一款第（二）项：伪造、变造、隐匿、涂改资料",
    "《中华人民共和国社会保险法》第三十条：应当由工伤保险基金、第三人负担的医疗费用不纳入基本医疗保险基金支付范围",
]
national = "—"
seed     = "金华2022"
partition = "visit"
unit      = ["mdtrt_id"]
since     = 2021-05-01
knowledge = ["injury_word"]
evidence  = [
    "文书的各个版本与修改痕迹",
    "120、110 记录",
    "患者签名的说明",
]
ask       = ["第一次是谁讲的？为什么后来改了？"]
false_positives = [
    "入院记录写的是否认车祸",
    "申报也写了第三方",
    "没有申报文书",
]
sentence.zh = "入院、急诊文书写“{word}”，申报写“{word_declared}”，两处不一致。"
sentence.en = "The admission note says “{word}”, the declaration “{word_declared}”."

[needs]
med_note = ["mdtrt_id", "note_type", "note_time", "note_text"]
+++*/
WITH notes AS (
    SELECT mdtrt_id, psn_no, note_type, note_time, note_text,
           CASE WHEN strpos(note_type, '申报') > 0 OR strpos(note_type, '承诺') > 0
                  OR strpos(note_type, '意外伤害') > 0 THEN 'declared'
                WHEN strpos(note_type, '入院') > 0 OR strpos(note_type, '急诊') > 0
                  OR strpos(note_type, '急救') > 0 OR strpos(note_type, '首次病程') > 0 THEN 'first'
           END AS told_in
    FROM med_note
    WHERE note_text <> ''
), found AS (
    SELECT n.mdtrt_id, n.psn_no, n.note_type, n.note_time, n.told_in, k.word, k.kind, k.knowledge_row
    FROM notes AS n
    JOIN injury_word AS k
      ON strpos(
             replace(replace(replace(n.note_text, concat('否认', k.word), ''), concat('无', k.word), ''),
                     concat('非', k.word), ''),
             k.word
         ) > 0
    WHERE n.told_in IS NOT NULL AND CAST(n.note_time AS DATE) BETWEEN k.valid_from AND k.valid_to
), declared AS (
    SELECT mdtrt_id, MIN(CASE WHEN kind = 'self' THEN word END) AS word_declared,
           COUNT(CASE WHEN kind <> 'self' THEN 1 END) AS others_declared
    FROM found
    WHERE told_in = 'declared'
    GROUP BY mdtrt_id
), first_told AS (
    SELECT mdtrt_id, MIN(psn_no) AS psn_no, MIN(word) AS word, MIN(note_time) AS note_time,
           MIN(knowledge_row) AS knowledge_row
    FROM found
    WHERE told_in = 'first' AND kind <> 'self'
    GROUP BY mdtrt_id
)
SELECT f.mdtrt_id AS mdtrt_id, f.psn_no, f.word, d.word_declared, f.note_time AS occurred_on,
       CAST(0 AS DECIMAL(16, 2)) AS amount, f.knowledge_row, '患者签名的说明、出警记录' AS counter_evidence
FROM first_told AS f
JOIN declared AS d ON d.mdtrt_id = f.mdtrt_id
WHERE d.word_declared IS NOT NULL AND d.others_declared = 0
ORDER BY mdtrt_id
