"""What an institution is by its own register, as the report tells it for the bureau's ranking."""

from dataclasses import replace
from decimal import Decimal

import duckdb

from inspector.report import figures, register
from inspector.report.facts import report_facts
from inspector.snapshot import Manifest, TableEntry
from tests.rooms.report_sample import DAY, MANIFEST, OUTCOMES

HAVE = {
    "medins_info": frozenset({"fixmedins_code", "hosp_lv", "medins_type"}),
    "setl_d": frozenset({"fixmedins_code", "hosp_lv"}),
}


def told(register_rows: str, settled: str, have: dict[str, frozenset[str]] | None = None) -> object:
    con = duckdb.connect()
    columns = "fixmedins_code, hosp_lv, medins_type"
    con.execute(f"CREATE VIEW medins_info AS SELECT * FROM (VALUES {register_rows}) t({columns})")
    con.execute(
        f"CREATE VIEW setl_d AS SELECT * FROM (VALUES {settled}) t(fixmedins_code, hosp_lv)"
    )
    return register(con, HAVE if have is None else have)


def test_level_and_kind_are_the_register_s_and_a_code_is_told_by_its_name() -> None:
    assert told("('H1', '二级', '康复'), ('H2', '02', NULL)", "('H1', '2')") == {
        "H1": {"level": "二级", "kind": "康复"},
        "H2": {"level": "三级甲等"},
    }


def test_where_the_register_lacks_a_level_that_of_most_settlements_is_taken() -> None:
    settled = "('H1', '5'), ('H1', '5'), ('H1', '9'), (NULL, '1')"
    assert told("('H1', NULL, '中医')", settled) == {"H1": {"level": "二级甲等", "kind": "中医"}}


def test_without_a_register_nothing_is_guessed() -> None:
    assert told("('H1', '二级', '康复')", "('H1', '5')", {}) == {}
    only = {"medins_info": frozenset({"fixmedins_code", "medins_type"})}
    assert told("('P1', NULL, '连锁药店')", "('P1', NULL)", only) == {"P1": {"kind": "连锁药店"}}


def sized(manifest: Manifest) -> tuple[int, str]:
    made = figures(
        {},
        OUTCOMES,
        [manifest],
        case_id="C-1",
        made_on=DAY,
        register={"H33010200001": {"level": "二级", "kind": "康复"}},
    )
    facts = report_facts(made, {})
    assert facts["institutions"] == [
        {"code": "H33010200001", "name": "康宁康复医院", "level": "二级", "kind": "康复"}
    ]
    [package] = facts["snapshots"]
    return package["settlements"], package["billed"]


def entry(rows: int, **sums: str) -> TableEntry:
    return TableEntry(rows, (), {}, {}, sums, "", 0, "")


def test_how_much_was_settled_and_billed_is_what_the_packer_signed() -> None:
    lines = entry(9, det_item_fee_sumamt="90.00")
    both = {"fee_list_d": lines, "setl_d": entry(4, medfee_sumamt="100.5")}
    assert sized(replace(MANIFEST, tables=both)) == (4, "100.50")
    assert sized(replace(MANIFEST, tables={"fee_list_d": lines})) == (0, "90.00")
    assert sized(replace(MANIFEST, tables={})) == (0, str(Decimal("0.00")))
