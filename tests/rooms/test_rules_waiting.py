"""A knowledge row that is not settled makes suspicions, whatever its rule may call a hit."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from inspector.rules import Outcome, Rule, load_pack, run_rule, tell
from inspector.steps import packs
from tests.rooms.rules_made_up import PACK, RULE, engine_with, write_pack

LINES = "('F2','M1','A1','2024-03-01 09:00:00',3,30.00), ('F1','M1','B1','2024-03-01',9,18.00)"
NAMED = RULE.replace("AS cnt_allowed,", "AS cnt_allowed, k.knowledge_row AS knowledge_row,")
TYPED = PACK.replace('"DECIMAL(16,4)"', '"DECIMAL(16,4)", reviewed = "BOOLEAN"')


def run(folder: Path, needs_overlay: str, reviewed: str) -> tuple[Rule, Outcome]:
    limits = (
        "med_list_codg,limit_cnt,needs_overlay,reviewed,valid_from,valid_to,source\n"
        "B1,1,,true,,,made up\n"
        f"A1,1,{needs_overlay},{reviewed},,,made up\n"
    )
    pack = load_pack(write_pack(folder, rule=NAMED, pack=TYPED, limits=limits))
    with engine_with(LINES) as engine:
        return pack.rules[0], run_rule(pack.rules[0], replace(pack, standing="signed"), engine)


@pytest.mark.parametrize(
    ("needs_overlay", "reviewed", "awaits", "said"),
    [
        ("cnt_max", "true", "value", ("还缺地方规定的数值", "awaits a regional value")),
        ("", "false", "review", ("尚未核对", "awaits review")),
        ("cnt_max", "false", "value", ("还缺地方规定的数值", "awaits a regional value")),
    ],
)
def test_an_unsettled_row_makes_suspicions_and_says_what_it_awaits(
    tmp_path: Path, needs_overlay: str, reviewed: str, awaits: str, said: tuple[str, str]
) -> None:
    rule, outcome = run(tmp_path, needs_overlay, reviewed)
    told = {row["med_list_codg"]: row for row in outcome.table.to_pylist()}
    assert {code: row["verdict"] for code, row in told.items()} == {"A1": "suspect", "B1": "breach"}
    assert json.loads(told["A1"]["detail"])["awaits"] == awaits
    assert said[0] in tell(rule, [told["A1"]], "zh")
    assert said[1] in tell(rule, [told["A1"]], "en")
    assert tell(rule, [told["B1"]], "zh") == "B1 多收 16.00 元"


@pytest.mark.parametrize(("needs_overlay", "reviewed"), [("", "true"), ("", "")])
def test_a_settled_row_decides_as_its_rule_says(
    tmp_path: Path, needs_overlay: str, reviewed: str
) -> None:
    _, outcome = run(tmp_path, needs_overlay, reviewed)
    assert set(outcome.table["verdict"].to_pylist()) == {"breach"}
    assert all("awaits" not in row["detail"] for row in outcome.table.to_pylist())


def test_every_shipped_rule_that_may_say_breach_names_the_knowledge_row_that_decided() -> None:
    loaded = packs()
    library = {
        name
        for pack in loaded
        for name, table in pack.knowledge.items()
        if "reviewed" in table.column_names
    }
    assert library
    for pack in loaded:
        for rule in pack.rules:
            if rule.verdict == "breach" and library & {*rule.knowledge}:
                assert "knowledge_row" in rule.sql, rule.id
