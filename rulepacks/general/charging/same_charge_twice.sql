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
WITH services AS (
    SELECT bkkp_sn, setl_id, mdtrt_id, psn_no, med_list_codg, medins_list_codg, medins_list_name,
           fee_ocur_time, CAST(fee_ocur_time AS DATE) AS fee_day, cnt, pric, det_item_fee_sumamt,
           coalesce(rx_drord_no, '') AS order_no
    FROM fee_net
    WHERE substr(coalesce(list_type, '2'), 1, 1) = '2'
), by_day AS (
    SELECT s.mdtrt_id, s.med_list_codg, s.fee_day, d.knowledge_row, SUM(s.cnt) AS cnt_billed,
           CAST($per_day AS DECIMAL(16, 4)) AS cnt_allowed
    FROM services AS s
    JOIN daily_item AS d ON d.med_list_codg = s.med_list_codg
    WHERE s.fee_day BETWEEN d.valid_from AND d.valid_to
    GROUP BY s.mdtrt_id, s.med_list_codg, s.fee_day, d.knowledge_row
    HAVING SUM(s.cnt) > CAST($per_day AS DECIMAL(16, 4))
), by_second AS (
    SELECT s.mdtrt_id, s.med_list_codg, s.fee_ocur_time, s.pric, s.order_no,
           SUM(s.cnt) AS cnt_billed, MIN(s.cnt) AS cnt_allowed
    FROM services AS s
    LEFT JOIN daily_item AS d ON d.med_list_codg = s.med_list_codg
    WHERE d.med_list_codg IS NULL
      AND s.fee_ocur_time <> CAST(s.fee_day AS TIMESTAMP)
    GROUP BY s.mdtrt_id, s.med_list_codg, s.fee_ocur_time, s.pric, s.order_no
    HAVING COUNT(*) > 1
), a_day AS (
    SELECT s.bkkp_sn, s.setl_id, s.mdtrt_id, s.psn_no, s.med_list_codg, s.medins_list_codg,
           s.medins_list_name, s.fee_ocur_time, s.cnt, s.det_item_fee_sumamt,
           CAST(s.fee_day AS VARCHAR) AS moment, b.cnt_allowed, b.knowledge_row, b.cnt_billed,
           SUM(s.cnt) OVER (
               PARTITION BY s.mdtrt_id, s.med_list_codg, s.fee_day
               ORDER BY s.fee_ocur_time, s.bkkp_sn
           ) AS so_far
    FROM services AS s
    JOIN by_day AS b
      ON b.mdtrt_id = s.mdtrt_id AND b.med_list_codg = s.med_list_codg AND b.fee_day = s.fee_day
), a_second AS (
    SELECT s.bkkp_sn, s.setl_id, s.mdtrt_id, s.psn_no, s.med_list_codg, s.medins_list_codg,
           s.medins_list_name, s.fee_ocur_time, s.cnt, s.det_item_fee_sumamt,
           strftime(s.fee_ocur_time, '%Y-%m-%d %H:%M:%S') AS moment, b.cnt_allowed,
           CAST(NULL AS VARCHAR) AS knowledge_row, b.cnt_billed,
           SUM(s.cnt) OVER (
               PARTITION BY s.mdtrt_id, s.med_list_codg, s.fee_ocur_time, s.pric, s.order_no
               ORDER BY s.bkkp_sn
           ) AS so_far
    FROM services AS s
    JOIN by_second AS b
      ON b.mdtrt_id = s.mdtrt_id AND b.med_list_codg = s.med_list_codg
     AND b.fee_ocur_time = s.fee_ocur_time AND b.pric = s.pric AND b.order_no = s.order_no
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
