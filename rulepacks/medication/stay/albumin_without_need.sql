/*+++
id       = "XY3-16"
title.zh = "人血白蛋白用在白蛋白不低的时候"
title.en = "Albumin given when albumin was not low"
verdict  = "suspect"
basis    = ["《医疗保障基金使用监督管理条例》第三十八条第（六）项：将不属于医疗保障基金支付范围的医药费用纳入医疗保障基金结算"]
national = "两库（2025年版）第8项"
seed     = "信阳"
partition = "person"
unit      = ["psn_no", "mdtrt_id"]
since     = 2021-05-01
knowledge = ["albumin_ground"]
evidence  = ["检验系统里的原始结果（有无改动）", "用药申请与病程", "外院带来的化验单"]
ask       = ["用之前白蛋白多少？为什么还用？"]
false_positives = [
    "化验低于 30 g/L",
    "有腹水、休克、烧伤的诊断",
    "当日抢救或重症监护",
    "做血浆置换",
]
sentence.zh = "{day} 用{item_name}，之前三天内{finding}，{amount} 元。"
sentence.en = "{item_name} on {day}; within three days before: {finding_en}. {amount} yuan."

[needs]
fee_net          = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "medins_list_name", "det_item_fee_sumamt"]
lab_report       = ["psn_no", "rpt_time", "exam_item_detl_name", "exam_rslt_dicm"]
setl_list_diag_d = ["mdtrt_id", "psn_no", "diag_code"]

[params]
named = '人血白蛋白|人血清白蛋白'   # 药名用词（正则表达式）
limit = 30   # 血清白蛋白的界限，g/L（国家医保药品目录限定）
days = 3     # 化验最多早于用药几天，天（目录默认值，未经医院标定）
grave = '抢救|重症监护|血浆置换'    # 同日收过即不看的项目用词（正则表达式）
other_tests = '前白蛋白|微量|尿|糖化|比值|球蛋白|缺血'   # 名称含白蛋白而不是血清白蛋白的化验用词（正则表达式）
+++*/
WITH doses AS (
    SELECT bkkp_sn, setl_id, mdtrt_id, psn_no, med_list_codg, medins_list_codg, medins_list_name, fee_ocur_time,
           CAST(fee_ocur_time AS DATE) AS day, cnt, det_item_fee_sumamt
    FROM fee_net
    WHERE regexp_matches(coalesce(medins_list_name, ''), $named)
), grave_days AS (
    SELECT psn_no, CAST(fee_ocur_time AS DATE) AS day
    FROM fee_net
    WHERE regexp_matches(coalesce(medins_list_name, ''), $grave)
    GROUP BY psn_no, CAST(fee_ocur_time AS DATE)
), grounds AS (
    SELECT d.psn_no, d.mdtrt_id, MIN(k.valid_from) AS valid_from, MAX(k.valid_to) AS valid_to
    FROM setl_list_diag_d AS d
    JOIN albumin_ground AS k ON starts_with(d.diag_code, k.diag_prefix)
    GROUP BY d.psn_no, d.mdtrt_id
), tests AS (
    SELECT psn_no, rpt_time, CAST(rpt_time AS DATE) AS day,
           TRY_CAST(regexp_extract(coalesce(exam_rslt_dicm, ''), '[0-9.]+') AS DECIMAL(8, 2)) AS albumin
    FROM lab_report
    WHERE strpos(coalesce(exam_item_detl_name, ''), '白蛋白') > 0
      AND NOT regexp_matches(concat(exam_item_detl_name, coalesce(spcm_name, '')), $other_tests)
), before AS (
    SELECT d.bkkp_sn, t.albumin,
           row_number() OVER (PARTITION BY d.bkkp_sn ORDER BY t.rpt_time DESC, t.albumin) AS latest
    FROM doses AS d
    JOIN tests AS t ON t.psn_no = d.psn_no
    WHERE t.albumin IS NOT NULL
      AND date_diff('day', CAST(t.day AS DATE), CAST(d.day AS DATE)) BETWEEN 0 AND $days
)
SELECT d.psn_no AS psn_no, d.mdtrt_id AS mdtrt_id, d.bkkp_sn AS bkkp_sn, d.setl_id, d.med_list_codg,
       d.medins_list_codg, d.medins_list_name AS item_name, d.day, d.fee_ocur_time AS occurred_on, d.cnt, b.albumin,
       CASE WHEN b.albumin IS NULL THEN '没有化验'
            ELSE concat('最近一次白蛋白 ', CAST(b.albumin AS VARCHAR), ' g/L') END AS finding,
       CASE WHEN b.albumin IS NULL THEN 'no test'
            ELSE concat('albumin ', CAST(b.albumin AS VARCHAR), ' g/L') END AS finding_en,
       d.det_item_fee_sumamt AS amount, '外院化验、病程记录' AS counter_evidence
FROM doses AS d
LEFT JOIN before AS b ON b.bkkp_sn = d.bkkp_sn AND b.latest = 1
LEFT JOIN grave_days AS g ON g.psn_no = d.psn_no AND g.day = d.day
LEFT JOIN grounds AS w
  ON w.psn_no = d.psn_no AND w.mdtrt_id = d.mdtrt_id AND d.day BETWEEN w.valid_from AND w.valid_to
WHERE g.psn_no IS NULL AND w.psn_no IS NULL AND (b.albumin IS NULL OR b.albumin >= $limit)
ORDER BY psn_no, mdtrt_id, bkkp_sn
