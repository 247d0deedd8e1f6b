/*+++
id       = "XY3-18"
title.zh = "计费药量大于医嘱、执行的药量"
title.en = "More of a drug billed than ordered or given"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目",
    "《医疗保障基金使用监督管理条例》第三十八条第（三）项：重复收费、超标准收费",
]
national = "问题清单（2025年）第4、155项"
seed     = "信阳、金华2019、金华2022"
partition = "visit"
unit      = ["mdtrt_id", "medins_list_codg"]
since     = 2021-05-01
evidence  = ["医嘱单、执行单", "发药与退药记录", "麻醉药品残余量登记", "计价单位与医嘱单位是否一致"]
ask       = ["多出来的药给了谁？是不是没有退费？"]
false_positives = [
    "差额在允差之内",
    "没有医嘱的药（另有规则）",
    "长期医嘱没有执行数量",
    "医嘱没有写数量",
    "不是药品",
]
sentence.zh = "{item_name}计费 {cnt_billed}，医嘱、执行共 {cnt_allowed}，多计的部分 {amount} 元。"
sentence.en = "{item_name}: {cnt_billed} billed, {cnt_allowed} ordered or given: {amount} yuan too much."

[needs]
fee_net    = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "medins_list_codg", "med_chrgitm_type", "cnt", "det_item_fee_sumamt"]
drord      = ["mdtrt_id", "drord_no", "drord_type", "drord_detl_code", "cnt"]
drord_exec = ["mdtrt_id", "drord_no", "exec_cnt"]

[params]
units = 1       # 允差，计价单位（目录默认值，未经医院标定）
share = 0.02    # 允差，占医嘱量的比例；与上一项取大（目录默认值，未经医院标定）
drugs = '^(09|11)$'   # 收费类别（国家编码）：西药、中成药（正则表达式）
+++*/
WITH given AS (
    SELECT mdtrt_id, drord_no, SUM(exec_cnt) AS cnt
    FROM drord_exec
    GROUP BY mdtrt_id, drord_no
), ordered AS (
    SELECT o.mdtrt_id, o.drord_detl_code AS medins_list_codg,
           SUM(CASE WHEN o.drord_type = '1' THEN o.cnt ELSE g.cnt END) AS cnt_allowed,
           SUM(CASE WHEN o.drord_type = '1' AND o.cnt IS NULL THEN 1
                    WHEN coalesce(o.drord_type, '') <> '1' AND g.cnt IS NULL THEN 1
                    ELSE 0 END) AS unknown
    FROM drord AS o
    LEFT JOIN given AS g ON g.mdtrt_id = o.mdtrt_id AND g.drord_no = o.drord_no
    GROUP BY o.mdtrt_id, o.drord_detl_code
), billed AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg, f.medins_list_name,
           f.fee_ocur_time, f.cnt, f.det_item_fee_sumamt, o.cnt_allowed,
           SUM(f.cnt) OVER (PARTITION BY f.mdtrt_id, f.medins_list_codg) AS cnt_billed,
           SUM(f.cnt) OVER (
               PARTITION BY f.mdtrt_id, f.medins_list_codg ORDER BY f.fee_ocur_time, f.bkkp_sn
           ) AS so_far
    FROM fee_net AS f
    JOIN ordered AS o ON o.mdtrt_id = f.mdtrt_id AND o.medins_list_codg = f.medins_list_codg
    WHERE o.unknown = 0 AND regexp_matches(coalesce(f.med_chrgitm_type, ''), $drugs)
)
SELECT mdtrt_id, medins_list_codg, bkkp_sn, setl_id, psn_no, med_list_codg, medins_list_name AS item_name,
       fee_ocur_time AS occurred_on, cnt, cnt_billed, cnt_allowed,
       CAST(det_item_fee_sumamt * LEAST(cnt, so_far - cnt_allowed) / cnt AS DECIMAL(16, 2)) AS amount,
       '发药、退药与残余量登记' AS counter_evidence
FROM billed
WHERE cnt_billed > cnt_allowed + GREATEST($units, $share * cnt_allowed) AND so_far > cnt_allowed
ORDER BY mdtrt_id, medins_list_codg, bkkp_sn
