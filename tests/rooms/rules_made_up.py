"""A small pack made up for the tests: one rule, written into a folder the test may spoil."""

from pathlib import Path

from inspector.workspace import Engine, blank_engine

PACK = """
name = "trial"
version = "1"
title.zh = "试用"
title.en = "Trial"
[knowledge.limit_per_day]
key = ["med_list_codg"]
types = { limit_cnt = "DECIMAL(16,4)" }
"""

LIMITS = """med_list_codg,limit_cnt,valid_from,valid_to,source
A1,1,2024-01-01,,made up for the test
"""

RULE = """/*+++
id       = "T-01"
title.zh = "超过每日次数"
title.en = "More than allowed a day"
verdict  = "breach"
basis    = ["《条例》第三十八条"]
national = "test"
seed     = "test"
partition = "visit"
unit      = ["mdtrt_id", "med_list_codg"]
since     = 2024-01-01
knowledge = ["limit_per_day"]
evidence  = ["order"]
ask       = ["why?"]
false_positives = ["two patients"]
sentence.zh = "{med_list_codg} 多收 {amount} 元"
sentence.en = "{med_list_codg}: {amount} yuan too much"

[needs]
fee_net = ["bkkp_sn", "mdtrt_id", "med_list_codg", "cnt"]

[params]
spare = 0   # how many more are forgiven, times; made up
+++*/
SELECT f.mdtrt_id AS mdtrt_id, f.med_list_codg AS med_list_codg, f.bkkp_sn AS bkkp_sn,
       f.fee_ocur_time AS occurred_on, f.cnt AS cnt, k.limit_cnt AS cnt_allowed,
       CAST(f.det_item_fee_sumamt * (f.cnt - k.limit_cnt) / f.cnt AS DECIMAL(16, 2)) AS amount
FROM fee_net AS f
JOIN limit_per_day AS k ON k.med_list_codg = f.med_list_codg
WHERE f.cnt > k.limit_cnt + $spare
ORDER BY mdtrt_id, med_list_codg, bkkp_sn
"""

CASES = """
[[case]]
name = "three where one is allowed"
kind = "hit"
fee_list_d = '''
bkkp_sn | mdtrt_id | med_list_codg | fee_ocur_time | cnt | det_item_fee_sumamt
F1      | M1       | A1            | 2024-03-01    | 3   | 30.00
'''
hits = '''
bkkp_sn | cnt_allowed | amount
F1      | 1           | 20.00
'''

[[case]]
name = "exactly one"
kind = "border"
fee_list_d = '''
bkkp_sn | mdtrt_id | med_list_codg | fee_ocur_time | cnt | det_item_fee_sumamt
F1      | M1       | A1            | 2024-03-01    | 1   | 10.00
'''

[[case]]
name = "one each"
kind = "clears"
clears = "two patients"
fee_list_d = '''
bkkp_sn | mdtrt_id | med_list_codg | fee_ocur_time | cnt | det_item_fee_sumamt
F1      | M1       | A1            | 2024-03-01    | 1   | 10.00
F2      | M2       | A1            | 2024-03-01    | 1   | 10.00
'''

[[case]]
name = "two of three came back"
kind = "refund"
fee_list_d = '''
bkkp_sn | mdtrt_id | med_list_codg | fee_ocur_time | cnt | det_item_fee_sumamt | net_cnt | net_amt
F1      | M1       | A1            | 2024-03-01    | 3   | 30.00               | 1       | 10.00
'''

[[case]]
name = "no fee lines"
kind = "missing"
missing = ["fee_list_d"]
"""


def write_pack(
    folder: Path, *, rule: str = RULE, cases: str = CASES, pack: str = PACK, limits: str = LIMITS
) -> Path:
    """The made-up pack, with one part swapped for a spoiled one."""
    for name, text in (
        ("pack.toml", pack),
        ("knowledge/limit_per_day.csv", limits),
        ("charging/more_a_day.sql", rule),
        ("charging/more_a_day.cases.toml", cases),
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def engine_with(lines: str) -> Engine:
    """An engine of these fee lines: SQL VALUES of bkkp_sn, mdtrt_id, item, time, cnt, 元."""
    engine = blank_engine()
    engine.con.execute(
        "CREATE TABLE fee_list_d (bkkp_sn VARCHAR, mdtrt_id VARCHAR, med_list_codg VARCHAR, "
        "fee_ocur_time TIMESTAMP, cnt DECIMAL(16,4), det_item_fee_sumamt DECIMAL(16,2))"
    )
    engine.con.execute(f"INSERT INTO fee_list_d VALUES {lines}")
    engine.con.execute("CREATE VIEW fee_net AS SELECT * FROM fee_list_d")
    return engine
