"""On the made-up hospital the rules find all that is planted, to the cent, and nothing else."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from inspector import shipped
from inspector.intake import convert
from inspector.rules import load_pack, run_rules
from inspector.workspace import Engine, blank_engine

pytestmark = pytest.mark.heavy
SAMPLE = shipped.folder("sample_audits") / "kangning"
PACKS = ("general", "inventory", "rehab")
LOOKS_FOR = {
    "DQ-03": "charged_after_discharge",
    "TRC-02": "trace_code_twice",
    "XY2-01": "price_over_ceiling",
    "XY2-03": "exclusive_items",
    "XY2-12": "sex_conflict",
    "XY2-27": "bed_days_over_stay",
    "XY2-31": "duplicate_charge",
    "INV-01": "zero_stock_sale",
    "INV-02": "settled_over_stock",
    "SES-01": "rehab_without_session",
    "SES-02": "session_too_short",
    "SES-03": "therapist_overlap",
}


def written(name: str) -> list[dict[str, str]]:
    with (SAMPLE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def hospital() -> Iterator[Engine]:
    with blank_engine(files=True) as engine:
        convert([SAMPLE / "raw"], engine.con)
        engine.con.execute(
            "CREATE VIEW fee_net AS SELECT * REPLACE (net_cnt AS cnt, "
            "net_amt AS det_item_fee_sumamt) FROM fee_list_d WHERE net_cnt > 0"
        )
        yield engine


@pytest.fixture(scope="module")
def hits(hospital: Engine) -> dict[str, list[dict[str, Any]]]:
    packs = [load_pack(shipped.folder("rulepacks") / name) for name in PACKS]
    chosen = [(pack, rule) for pack in packs for rule in pack.rules if rule.id in LOOKS_FOR]
    return {one.rule_id: one.table.to_pylist() for one in run_rules(chosen, hospital)}


@pytest.mark.parametrize("rule_id", LOOKS_FOR)
def test_all_that_is_planted_is_found_to_the_cent_and_nothing_else(
    hits: dict[str, list[dict[str, Any]]], rule_id: str
) -> None:
    planted = [row for row in written("truth.csv") if row["kind"] == LOOKS_FOR[rule_id]]
    key = planted[0]["key_type"]
    found: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for hit in hits[rule_id]:
        if hit["amount"]:
            found[hit[key], hit["bkkp_sn"]] += hit["amount"]
    assert found == {(row["key"], row["bkkp_sn"]): Decimal(row["amount"]) for row in planted}


def test_no_money_stands_on_an_innocent_look_alike(hits: dict[str, list[dict[str, Any]]]) -> None:
    innocent = {(row["key_type"], row["key"]) for row in written("traps.csv")}
    trapped = [
        (rule_id, key, hit[key])
        for rule_id in LOOKS_FOR
        for hit in hits[rule_id]
        for key in ("bkkp_sn", "session_id", "drug_trac_codg")
        if hit["amount"] and (key, hit[key]) in innocent
    ]
    assert trapped == []
