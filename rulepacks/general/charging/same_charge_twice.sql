/*+++
id       = "XY2-31"
title.zh = "同一项目重复记账"
title.en = "The same item charged twice"
verdict  = "suspect"
basis    = [
    "《医疗保障基金使用监督管理条例》第十五条：不得重复收费",
    "《医疗保障基金使用监督管理条例》第三十八条第（三）项：重复收费",
]
national = "两库（2025年版）第25项 重复收费、第27项 限定频次"
seed     = "信阳"
partition = "visit"
unit      = ["mdtrt_id", "med_list_codg", "moment"]
since     = 2021-05-01
knowledge = ["daily_item"]
evidence  = ["医嘱单与执行单", "费用记账日志：两笔由谁、何时、从哪里记入"]
ask       = ["这一天（这一刻）做了几次？请出示每一次的执行记录。"]
false_positives = [
    "一日多次、时间不同的项目，如静脉输液两组",
    "费用时间为零点，时刻不明，不能说是同一时刻",
    "两笔出自两条不同的医嘱",
    "药品、耗材分两笔发出",
]
sentence.zh = "{item_name}在 {moment} 记了 {cnt_billed} 次，应记 {cnt_allowed} 次，多收 {amount} 元。"
sentence.en = "{item_name} was charged {cnt_billed} times on {moment} where {cnt_allowed} is due: {amount} yuan too much."

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time", "med_list_codg", "cnt", "pric", "det_item_fee_sumamt"]

[params]
per_day = 1   # 按日计价项目每日可收次数，次；计价单位“日”（《全国医疗服务价格项目规范》）
+++*/
WITH by_day AS (
    SELECT f.mdtrt_id, f.med_list_codg, CAST(f.fee_ocur_time AS DATE) AS fee_day, d.knowledge_row,
           SUM(f.cnt) AS cnt_billed, CAST($per_day AS DECIMAL(16, 4)) AS cnt_allowed
    FROM fee_net AS f
    JOIN daily_item AS d ON d.med_list_codg = f.med_list_codg
    WHERE substr(coalesce(f.list_type, '2'), 1, 1) = '2'
      AND CAST(f.fee_ocur_time AS DATE) BETWEEN d.valid_from AND d.valid_to
    GROUP BY f.mdtrt_id, f.med_list_codg, CAST(f.fee_ocur_time AS DATE), d.knowledge_row
    HAVING SUM(f.cnt) > CAST($per_day AS DECIMAL(16, 4))
), by_second AS (
    SELECT f.mdtrt_id, f.med_list_codg, f.fee_ocur_time, f.pric, coalesce(f.rx_drord_no, '') AS order_no,
           SUM(f.cnt) AS cnt_billed, MIN(f.cnt) AS cnt_allowed
    FROM fee_net AS f
    LEFT JOIN daily_item AS d ON d.med_list_codg = f.med_list_codg
    WHERE substr(coalesce(f.list_type, '2'), 1, 1) = '2' AND d.med_list_codg IS NULL
      AND f.fee_ocur_time <> CAST(CAST(f.fee_ocur_time AS DATE) AS TIMESTAMP)
    GROUP BY f.mdtrt_id, f.med_list_codg, f.fee_ocur_time, f.pric, coalesce(f.rx_drord_no, '')
    HAVING COUNT(*) > 1
), a_day AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.medins_list_name, f.fee_ocur_time, f.cnt, f.det_item_fee_sumamt,
           CAST(b.fee_day AS VARCHAR) AS moment, b.cnt_allowed, b.knowledge_row, b.cnt_billed,
           SUM(f.cnt) OVER (
               PARTITION BY f.mdtrt_id, f.med_list_codg, b.fee_day
               ORDER BY f.fee_ocur_time, f.bkkp_sn
           ) AS so_far
    FROM fee_net AS f
    JOIN by_day AS b
      ON b.mdtrt_id = f.mdtrt_id AND b.med_list_codg = f.med_list_codg
     AND b.fee_day = CAST(f.fee_ocur_time AS DATE)
    WHERE substr(coalesce(f.list_type, '2'), 1, 1) = '2'
), a_second AS (
    SELECT f.bkkp_sn, f.setl_id, f.mdtrt_id, f.psn_no, f.med_list_codg, f.medins_list_codg,
           f.medins_list_name, f.fee_ocur_time, f.cnt, f.det_item_fee_sumamt,
           strftime(f.fee_ocur_time, '%Y-%m-%d %H:%M:%S') AS moment, b.cnt_allowed,
           CAST(NULL AS VARCHAR) AS knowledge_row, b.cnt_billed,
           SUM(f.cnt) OVER (
               PARTITION BY f.mdtrt_id, f.med_list_codg, f.fee_ocur_time, f.pric, b.order_no
               ORDER BY f.bkkp_sn
           ) AS so_far
    FROM fee_net AS f
    JOIN by_second AS b
      ON b.mdtrt_id = f.mdtrt_id AND b.med_list_codg = f.med_list_codg
     AND b.fee_ocur_time = f.fee_ocur_time AND b.pric = f.pric
     AND b.order_no = coalesce(f.rx_drord_no, '')
    WHERE substr(coalesce(f.list_type, '2'), 1, 1) = '2'
), repeated AS (
    SELECT bkkp_sn, setl_id, mdtrt_id, psn_no, med_list_codg, medins_list_codg, medins_list_name,
           fee_ocur_time, cnt, det_item_fee_sumamt, moment, cnt_allowed, knowledge_row, cnt_billed,
           so_far
    FROM a_day
    UNION ALL
    SELECT bkkp_sn, setl_id, mdtrt_id, psn_no, med_list_codg, medins_list_codg, medins_list_name,
           fee_ocur_time, cnt, det_item_fee_sumamt, moment, cnt_allowed, knowledge_row, cnt_billed,
           so_far
    FROM a_second
)
SELECT mdtrt_id, med_list_codg, moment, bkkp_sn, setl_id, psn_no, medins_list_codg,
       medins_list_name AS item_name, fee_ocur_time AS occurred_on, cnt, cnt_billed, cnt_allowed,
       LEAST(cnt, so_far - cnt_allowed) AS cnt_excess,
       CAST(det_item_fee_sumamt * LEAST(cnt, so_far - cnt_allowed) / cnt AS DECIMAL(16, 2)) AS amount,
       knowledge_row, '每一次的执行记录' AS counter_evidence
FROM repeated
WHERE so_far > cnt_allowed
ORDER BY mdtrt_id, med_list_codg, moment, bkkp_sn
