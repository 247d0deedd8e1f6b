/*+++
id       = "XY4-23"
title.zh = "病历文书雷同"
title.en = "Notes copied from patient to patient"
verdict  = "clue"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十条第一款第（二）项：伪造、变造医学文书和有关资料",
    "《医疗保障基金使用监督管理条例》第十六条：按照规定保管处方、病历、治疗检查记录、费用明细等资料",
]
national = "问题清单（2025年）第3项"
seed     = "信阳"
partition = "whole"
unit     = ["note_dr_name", "note_type", "first_note"]
since    = 2021-05-01
evidence = [
    "病历修改痕迹、书写时间",
    "逐份核对体征、检验值、签名",
]
ask      = [
    "这些记录是怎样写成的？体征与检验值从哪里来？",
]
false_positives = [
    "短的模板句",
    "同一位患者的连续记录",
    "不足五位患者",
    "另一类文书的固定格式（知情同意等）",
]
sentence.zh = "{note_dr_name}的{note_type}，{persons} 位患者一字不差（不计空白），共 {notes} 份（线索，不计金额）。"
sentence.en = "{note_dr_name}: {note_type} of {persons} patients, {notes} notes alike to the letter (a lead, no money)."

[needs]
med_note = ["mdtrt_id", "psn_no", "note_type", "note_time", "note_dr_name", "note_text"]

[params]
persons = 5     # 至少几位患者的文书相同，人（目录默认值，未经医院标定）
letters = 60    # 短于这些字的不看，字；固定的短句（本项目设定，未经医院标定）
forms = "|同意|告知|评估|通知|"   # 文书类型里有这些词的是固定格式，竖线隔开（本项目整理）
+++*/
WITH forms AS (
    SELECT unnest(string_split($forms, '|')) AS word
), fixed AS (
    SELECT DISTINCT m.note_type
    FROM med_note AS m
    JOIN forms AS w ON w.word <> '' AND strpos(m.note_type, w.word) > 0
), notes AS (
    SELECT m.mdtrt_id, m.psn_no, m.note_type, m.note_time, m.note_dr_name,
           replace(replace(m.note_text, ' ', ''), '　', '') AS body
    FROM med_note AS m
    LEFT JOIN fixed AS x ON x.note_type = m.note_type
    WHERE x.note_type IS NULL AND m.note_dr_name IS NOT NULL
), alike AS (
    SELECT note_dr_name, note_type, body, COUNT(DISTINCT psn_no) AS persons, COUNT(*) AS notes,
           strftime(MIN(note_time), '%Y-%m-%d %H:%M') AS first_note
    FROM notes
    WHERE length(body) >= $letters
    GROUP BY note_dr_name, note_type, body
    HAVING COUNT(DISTINCT psn_no) >= $persons
)
SELECT a.note_dr_name, a.note_type, a.first_note, n.mdtrt_id, n.psn_no, n.note_time AS occurred_on, a.persons,
       a.notes, CAST(0 AS DECIMAL(16, 2)) AS amount, '书写痕迹、各人的体征与检验值' AS counter_evidence
FROM alike AS a
JOIN notes AS n ON n.note_dr_name = a.note_dr_name AND n.note_type = a.note_type AND n.body = a.body
ORDER BY a.note_dr_name, a.note_type, a.first_note, occurred_on, n.mdtrt_id
