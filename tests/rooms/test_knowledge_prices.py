"""A ceiling or an amount in a workbook reaches the rule that reads it; so do the rarer families."""

from pathlib import Path
from typing import Any

import pytest

from inspector import shipped
from inspector.knowledge import (
    NATIONAL,
    families,
    family_of,
    keep_publications,
    layers,
    open_lines,
    read_knowledge,
)
from inspector.rules import load_pack, run_rule
from inspector.workspace import blank_engine
from tests.rooms.knowledge_made_up import DRUG, DRUG2, ITEM, ITEM2, read


def imported(folder: Path, rule: str, *rows: tuple[object, ...]) -> list[dict[str, Any]]:
    """The rows that a workbook about the rule named so leaves in its table."""
    publication = read(folder, f"第三十批“{rule}”规则对应知识点明细", {"明细": rows})
    keep_publications(folder, [publication])
    family = family_of(publication.points[0].national_rule)
    assert family is not None
    return read_knowledge(families()[family.name].shape, layers(folder)).to_pylist()


def test_an_imported_ceiling_is_what_the_price_rule_holds_a_line_against(tmp_path: Path) -> None:
    head = ("项目名称", "国家代码", "最高限价")
    ceilings = ((head), ("甲治疗", ITEM, "30元"), ("乙治疗", ITEM2, "由各省确定"))
    found = imported(tmp_path, "医疗服务项目超限定单价收费", *ceilings)
    assert [(str(row["pric_max"]), row["needs_overlay"]) for row in found] == [
        ("30.000000", ""),
        ("None", "pric_max"),
    ]
    assert [one["code"] for one in open_lines(tmp_path / NATIONAL)] == [ITEM2]
    pack = load_pack(shipped.folder("rulepacks") / "general", library=layers(tmp_path))
    rule = next(rule for rule in pack.rules if rule.id == "XY2-01")
    with blank_engine() as engine:
        engine.con.execute(
            "CREATE TABLE mdtrt_d AS SELECT 'M1' AS mdtrt_id, '二级' AS hosp_lv; "
            "CREATE TABLE fee_net AS SELECT 'F' || n AS bkkp_sn, 'S1' AS setl_id, "
            "'M1' AS mdtrt_id, 'P1' AS psn_no, TIMESTAMP '2024-08-05 09:30:00' AS fee_ocur_time, "
            f"CASE n WHEN 1 THEN '{ITEM}' ELSE '{ITEM2}' END AS med_list_codg, "
            "'H' AS medins_list_codg, '甲' AS medins_list_name, CAST(1 AS DECIMAL(16,4)) AS cnt, "
            "CAST(32 AS DECIMAL(16,6)) AS pric, CAST(32 AS DECIMAL(16,2)) AS det_item_fee_sumamt "
            "FROM range(1, 3) AS r(n)"
        )
        outcome = run_rule(rule, pack, engine)
    assert [(hit["bkkp_sn"], str(hit["amount"])) for hit in outcome.table.to_pylist()] == [
        ("F1", "2.00")
    ]


@pytest.mark.parametrize(
    ("header", "cell", "amount"),
    [
        ("限制金额", "200", "200.00"),
        ("金额上限", "200.5元", "200.50"),
        ("总额上限", "不详", "None"),
    ],
)
def test_an_amount_is_read_under_any_of_its_headings(
    tmp_path: Path, header: str, cell: str, amount: str
) -> None:
    rows = (("项目名称", "国家代码", header), ("甲治疗", ITEM, cell))
    (row,) = imported(tmp_path, "医疗服务项目超限定报销总额", *rows)
    assert str(row["amount_max"]) == amount


@pytest.mark.parametrize(
    ("rule", "code", "said", "expected"),
    [
        ("老年人用药安全", DRUG, "65岁以上患者慎用", {"age_max": 64, "age_unit": "year"}),
        ("老年人用药安全", DRUG, "老年患者慎用", {"age_max": None, "needs_overlay": "age_max"}),
        ("妊娠期及哺乳期用药安全", DRUG2, "孕妇禁用", {"kind": "forbidden"}),
        ("妊娠期及哺乳期用药安全", DRUG2, "哺乳期慎用", {"diag_words": "|妊娠|孕|哺乳|"}),
        ("无指征检验检查", ITEM, "限糖尿病", {"kind": "allowed", "diag_words": "|糖尿病|"}),
        ("无指征治疗", ITEM2, "限脑卒中", {"kind": "allowed", "diag_words": "|脑卒中|"}),
    ],
)
def test_families_nobody_has_published_yet_are_read_and_left_to_a_person(
    tmp_path: Path, rule: str, code: str, said: str, expected: dict[str, object]
) -> None:
    (row,) = imported(tmp_path, rule, ("名称", "医保编码", "限制内容"), ("甲", code, said))
    assert {name: row[name] for name in expected} == expected
    assert not row["reviewed"]
