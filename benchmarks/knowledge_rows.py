"""What ten thousand details cost against one: a rule made from a template, over a hospital's lines.

    python benchmarks/knowledge_rows.py [LINES]

A table limits one item, or ten thousand. Both families are measured over lines of which all are
limited, so that they answer the same question about as many lines, with as many rows of hits.
"""

import sys
from dataclasses import replace
from datetime import date
from statistics import median
from time import perf_counter

import pyarrow as pa

from inspector import shipped
from inspector.rules import Pack, Rule, load_pack
from inspector.rules.rows import rule_rows
from inspector.workspace import Engine, blank_engine

ITEMS, ROUNDS = 10_000, 5
COLUMNS = (
    "bkkp_sn VARCHAR, setl_id VARCHAR, mdtrt_id VARCHAR, psn_no VARCHAR, med_list_codg VARCHAR, "
    "medins_list_codg VARCHAR, medins_list_name VARCHAR, rx_drord_no VARCHAR, "
    "fee_ocur_time TIMESTAMP, cnt DECIMAL(16,4), det_item_fee_sumamt DECIMAL(16,2), "
    "fulamt_ownpay_amt DECIMAL(16,2), list_type VARCHAR"
)


def lay_out(engine: Engine, lines: int, items: int) -> None:
    """Fee lines over so many items, a thousandth of them two in a day where one is allowed."""
    engine.con.execute(f"CREATE TABLE fee_net ({COLUMNS})")
    engine.con.execute(
        f"""
        INSERT INTO fee_net
        SELECT printf('F%010d', i), 'S' || i // 40, 'M' || i // 40, 'P' || i // 200,
               printf('I%06d', i % {items}), 'H1', 'item', '',
               TIMESTAMP '2024-01-01 08:00:00' + INTERVAL (i % 365) DAY + INTERVAL (i % 600) MINUTE,
               CASE WHEN i % 1000 = 0 THEN 2 ELSE 1 END, 10, 0, '201'
        FROM range({lines}) AS r(i)
        """
    )


def limits(pack: Pack, items: int) -> pa.Table:
    """One limit for each item: once in a visit."""
    schema = pack.knowledge["limit_count"].schema
    rows = [
        {
            "med_list_codg": f"I{item:06}",
            "cnt_max": 1,
            "period": "day",
            "national_rule": 27,
            "valid_from": date(1900, 1, 1),
            "valid_to": date(9999, 12, 31),
            "knowledge_row": f"made up:{item}",
        }
        for item in range(items)
    ]
    return pa.Table.from_pylist(rows, schema=schema)


def seconds(rule: Rule, pack: Pack, engine: Engine) -> tuple[float, int]:
    """The median of some rounds, and how many rows came."""
    taken, rows = [], 0
    for _ in range(ROUNDS):
        started = perf_counter()
        rows = len(rule_rows(rule, pack, engine))
        taken.append(perf_counter() - started)
    return median(taken), rows


def main(lines: int) -> None:
    """Measure and print."""
    pack = load_pack(shipped.folder("rulepacks") / "national")
    rule = next(rule for rule in pack.rules if rule.id == "NAT-27")
    times = {}
    for details in (1, ITEMS):
        told = replace(pack, knowledge={**pack.knowledge, "limit_count": limits(pack, details)})
        with blank_engine() as engine:
            lay_out(engine, lines, details)
            times[details], rows = seconds(rule, told, engine)
            print(f"{details:>6,} details  {lines:,} lines  {rows:,} rows  {times[details]:.2f} s")
    print(f"{ITEMS:,} details take {times[ITEMS] / times[1]:.2f} times what one takes")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
