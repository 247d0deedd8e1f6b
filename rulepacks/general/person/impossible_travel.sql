/*+++
id       = "XY1-12"
title.zh = "同一张卡在两家机构短时先后结算"
title.en = "One card settled in two places too close in time"
verdict  = "clue"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十条第一款第（一）项：诱导、协助他人冒名或者虚假就医、购药",
    "《医疗保障基金使用监督管理条例》第四十一条第（一）项：将本人的医疗保障凭证交由他人冒名使用",
]
national = "—"
seed     = "绍兴、金华2019"
partition = "person"
whole     = ["oth_setl"]
unit      = ["setl_id"]
since     = 2021-05-01
evidence  = [
    "两处的监控、签字",
    "结算用的是实体卡还是电子凭证",
]
ask       = [
    "是不是家人用电子凭证代结算？",
    "两处相距多远，本人在哪一处？",
]
false_positives = [
    "相隔半小时以上",
    "出院结算不必本人到场",
    "结算时刻不明（零点）",
    "已冲销的结算",
    "外院清单里的本院结算",
]
sentence.zh = "{occurred_on} 在本院结算，前后 {minutes} 分钟又在{oth_medins_name}结算（不计金额）。"
sentence.en = "Settled here at {occurred_on} and in {oth_medins_name} within {minutes} minutes (no amount)."

[needs]
setl_d   = ["setl_id", "mdtrt_id", "psn_no", "certno", "fixmedins_code", "med_type", "setl_time"]
oth_setl = ["oth_medins_code", "oth_setl_id", "oth_setl_time"]

[params]
minutes = 30   # 两家机构之间至少要多久，分钟（目录默认值，泉州模型；按实际路程改）
+++*/
WITH here AS (
    SELECT setl_id, mdtrt_id, psn_no, certno, fixmedins_code, setl_time, epoch(setl_time) AS at
    FROM setl_d
    WHERE med_type NOT LIKE '2%' AND med_type <> '52' AND coalesce(refd_setl_flag, '0') <> '1'
      AND setl_time <> CAST(CAST(setl_time AS DATE) AS TIMESTAMP)
), there AS (
    SELECT psn_no, certno, oth_medins_code, oth_medins_name, oth_setl_id, epoch(oth_setl_time) AS at
    FROM oth_setl
    WHERE coalesce(med_type, '11') NOT LIKE '2%' AND coalesce(med_type, '11') <> '52'
      AND oth_setl_time <> CAST(CAST(oth_setl_time AS DATE) AS TIMESTAMP)
), close AS (
    SELECT h.setl_id, h.mdtrt_id, h.psn_no, h.setl_time, t.oth_medins_name, t.oth_setl_id,
           CAST(floor(abs(h.at - t.at) / 60) AS BIGINT) AS minutes,
           ROW_NUMBER() OVER (PARTITION BY h.setl_id ORDER BY abs(h.at - t.at), t.oth_setl_id) AS turn
    FROM here AS h
    JOIN there AS t ON (t.psn_no = h.psn_no OR t.certno = h.certno)
    WHERE t.oth_medins_code <> h.fixmedins_code AND abs(h.at - t.at) < 60 * $minutes
)
SELECT setl_id, mdtrt_id, psn_no, setl_time AS occurred_on, oth_medins_name, oth_setl_id, minutes,
       CAST(0 AS DECIMAL(16, 2)) AS amount, '家人代结算的登记；互联网购药记录' AS counter_evidence
FROM close
WHERE turn = 1
ORDER BY setl_id
