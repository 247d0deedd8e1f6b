/*+++
id       = "SPA-03"
title.zh = "成人限出血时使用的凝血因子"
title.en = "Adult given a factor paid for bleeding only"
verdict  = "suspect"
basis    = ["《医疗保障基金使用监督管理条例》第三十八条第（六）项：将不属于支付范围的费用纳入结算"]
national = "两库（2025年版）第8项"
seed     = "金华2022"
partition = "visit"
unit      = ["mdtrt_id", "med_list_codg"]
since     = 2021-05-01
knowledge = ["factor_item"]
evidence  = [
    "统筹区关于成人预防治疗的书面规定",
    "当日病历：出血部位、输注记录",
]
ask       = [
    "当地是否允许成人预防治疗？文件是哪一份、从哪天起？",
    "这次为什么用？",
]
false_positives = [
    "诊断写有出血、血肿、手术、外伤",
    "未满十八岁",
    "就诊没有记诊断",
    "目录行没有限出血时使用",
]
sentence.zh = "{day}，{age} 岁，诊断“{diagnosis}”里没有出血、手术，{item_name} {amount} 元。"
sentence.en = "{day}: aged {age}, no bleeding in the diagnosis, {item_name} {amount} yuan."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "medins_list_name", "cnt", "det_item_fee_sumamt"]
mdtrt_d = ["mdtrt_id"]

[params]
adult = 18   # 满多少岁为成人，岁；目录备注的“成人”
+++*/
WITH limited AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           coalesce(f.medins_list_name, '') AS item_name, f.fee_ocur_time, f.cnt, f.det_item_fee_sumamt,
           MIN(k.valid_from) AS valid_from, MAX(k.valid_to) AS valid_to, MIN(k.knowledge_row) AS knowledge_row
    FROM fee_net AS f
    JOIN factor_item AS k
      ON starts_with(f.med_list_codg, k.code_prefix)
     AND strpos(coalesce(f.medins_list_name, ''), k.name_word) > 0
    WHERE k.bleeding_only = '1'
    GROUP BY f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
             coalesce(f.medins_list_name, ''), f.fee_ocur_time, f.cnt, f.det_item_fee_sumamt
), told AS (
    SELECT mdtrt_id, brdy, age,
           concat_ws(
               '；', nullif(otp_diag_info, ''), nullif(dscg_maindiag_name, ''), nullif(adm_diag_dscr, '')
           ) AS diagnosis,
           concat(coalesce(main_cond_dscr, ''), coalesce(oprn_oprt_name, '')) AS more
    FROM mdtrt_d
), read AS (
    SELECT mdtrt_id, brdy, age, diagnosis,
           replace(
               replace(replace(concat(diagnosis, more), '无出血', ''), '未出血', ''), '预防出血', ''
           ) AS said
    FROM told
    WHERE diagnosis <> ''
), given AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg, f.item_name,
           f.fee_ocur_time, f.cnt, f.det_item_fee_sumamt, r.diagnosis, f.knowledge_row,
           CAST(coalesce(
               floor(
                   (CAST(strftime(f.fee_ocur_time, '%Y%m%d') AS INTEGER)
                    - CAST(strftime(r.brdy, '%Y%m%d') AS INTEGER)) / 10000
               ),
               r.age
           ) AS DECIMAL(4, 1)) AS age
    FROM limited AS f
    JOIN read AS r ON r.mdtrt_id = f.mdtrt_id
    WHERE CAST(f.fee_ocur_time AS DATE) BETWEEN f.valid_from AND f.valid_to
      AND strpos(r.said, '出血') = 0 AND strpos(r.said, '血肿') = 0 AND strpos(r.said, '积血') = 0
      AND strpos(r.said, '手术') = 0 AND strpos(r.said, '伤') = 0 AND strpos(r.said, '拔牙') = 0
)
SELECT mdtrt_id, med_list_codg, bkkp_sn, setl_id, psn_no, medins_list_codg, item_name,
       CAST(fee_ocur_time AS DATE) AS day, fee_ocur_time AS occurred_on, cnt, age, diagnosis,
       det_item_fee_sumamt AS amount, knowledge_row, '当地允许预防治疗的文件、出血的记录' AS counter_evidence
FROM given
WHERE age >= $adult
ORDER BY mdtrt_id, med_list_codg, bkkp_sn
