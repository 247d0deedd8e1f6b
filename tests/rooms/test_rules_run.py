"""One rule on one engine: hit, clean, not run or error, never a silent zero."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from inspector.rules import HITS, Outcome, hit_id, load_pack, run_rule, tell
from inspector.workspace import catalogue_digest
from tests.rooms.rules_made_up import LIMITS, RULE, engine_with, write_pack

TWO_TOO_MANY = (
    "('F2','M1','A1','2024-03-01 09:00:00',3,30.00), ('F1','M1','B1','2024-03-01',9,9.00)"
)


def run(folder: Path, lines: str = TWO_TOO_MANY, rule: str = RULE, limits: str = LIMITS) -> Outcome:
    pack = load_pack(write_pack(folder, rule=rule, limits=limits))
    with engine_with(lines) as engine:
        before = catalogue_digest(engine.con)
        outcome = run_rule(pack.rules[0], pack, engine)
        assert catalogue_digest(engine.con) == before
    return outcome


def test_a_hit_carries_the_excess_and_its_denominator(tmp_path: Path) -> None:
    outcome = run(tmp_path)
    assert (outcome.status, outcome.reason.said(), outcome.hits, outcome.rows) == ("hit", "", 1, 1)
    assert (outcome.rows_read, outcome.amount_read) == (2, Decimal("39.00"))
    assert outcome.amount == Decimal("20.00")
    assert outcome.rule_digest.startswith("sha256:") and outcome.pack_digest.startswith("sha256:")


def test_rows_are_in_the_hits_contract(tmp_path: Path) -> None:
    table = run(tmp_path).table
    assert table.schema == HITS
    (row,) = table.to_pylist()
    assert row["hit_id"] == hit_id("T-01", ["M1", "A1"]) and len(row["hit_id"]) == 16
    assert (row["bkkp_sn"], row["cnt"], row["amount"]) == ("F2", Decimal(3), Decimal("20.00"))
    assert json.loads(row["detail"]) == {"cnt_allowed": "1"}
    assert str(row["occurred_on"]) == "2024-03-01 09:00:00"
    assert row["psn_no"] is None


def test_a_rule_nobody_signed_for_never_reaches_breach(tmp_path: Path) -> None:
    assert run(tmp_path).table["verdict"].to_pylist() == ["suspect"]


def test_a_hit_is_told_in_one_sentence(tmp_path: Path) -> None:
    pack = load_pack(write_pack(tmp_path))
    rows = run(tmp_path).table.to_pylist()
    assert tell(pack.rules[0], rows, "zh") == "A1 多收 20.00 元"
    assert tell(pack.rules[0], rows, "en") == "A1: 20.00 yuan too much"


def test_nothing_wrong_is_clean_and_keeps_its_denominator(tmp_path: Path) -> None:
    outcome = run(tmp_path, "('F1','M1','A1','2024-03-01',1,10.00)")
    assert (outcome.status, outcome.hits, outcome.rows_read) == ("clean", 0, 1)
    assert outcome.table.schema == HITS


def test_the_order_the_lines_lie_in_changes_nothing(tmp_path: Path) -> None:
    lines = [f"('F{n}','M{n % 7}','A1','2024-03-01',{2 + n % 3},30.00)" for n in range(60)]
    one = run(tmp_path, ", ".join(lines)).table
    other = run(tmp_path, ", ".join(reversed(lines))).table
    assert one.equals(other)
    hit_ids = [str(one_hit) for one_hit in one["hit_id"].to_pylist()]
    assert hit_ids == sorted(hit_ids)


def test_a_conduct_before_the_rule_held_is_no_hit(tmp_path: Path) -> None:
    assert run(tmp_path, "('F1','M1','A1','2023-12-31 23:59:00',3,30.00)").status == "clean"


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("FROM fee_net AS f", "FROM fee_net AS f", ""),
        (
            'fee_net = ["bkkp_sn"',
            'trt_session = ["session_id"]\nfee_net = ["bkkp_sn"',
            "trt_session",
        ),
        ('"med_list_codg", "cnt"]', '"med_list_codg", "pric"]', "pric"),
        (
            'knowledge = ["limit_per_day"]',
            'knowledge = ["limit_per_day", "sex_limit"]',
            "sex_limit",
        ),
    ],
)
def test_what_is_missing_is_named(tmp_path: Path, old: str, new: str, reason: str) -> None:
    outcome = run(tmp_path, rule=RULE.replace(old, new))
    assert outcome.status == ("not_run" if reason else "hit")
    assert reason in outcome.reason.said()
    assert outcome.rows_read == (0 if reason else 2)


def test_a_column_nobody_filled_or_too_few_filled_is_missing(tmp_path: Path) -> None:
    assert run(tmp_path / "a", "('F1',NULL,'A1','2024-03-01',3,30.00)").status == "not_run"
    thin = RULE.replace("[params]", '[min_coverage]\n"fee_net.mdtrt_id" = 0.6\n\n[params]')
    half = "('F1',NULL,'A1','2024-03-01',3,30.00), ('F2','M2','A1','2024-03-01',3,30.00)"
    outcome = run(tmp_path / "b", half, thin)
    assert outcome.status == "not_run" and "50.0%" in outcome.reason.said()


def test_an_empty_table_and_empty_knowledge_are_missing_too(tmp_path: Path) -> None:
    pack = load_pack(write_pack(tmp_path))
    with engine_with("('F1','M1','A1','2024-03-01',3,30.00)") as engine:
        engine.con.execute("DELETE FROM fee_list_d")
        assert run_rule(pack.rules[0], pack, engine).status == "not_run"
    header = LIMITS.splitlines()[0]
    assert run(tmp_path, limits=f"{header}\n").status == "not_run"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("AS amount", "AS excess"),
        ("AS DECIMAL(16, 2)) AS amount", "AS DOUBLE) AS amount"),
        ("f.cnt - k.limit_cnt) /", "k.limit_cnt - f.cnt) /"),
        ("(f.cnt - k.limit_cnt) / f.cnt", "2"),
        ("f.bkkp_sn AS bkkp_sn", "NULL AS bkkp_sn"),
        ("f.mdtrt_id AS mdtrt_id", "f.nothing AS mdtrt_id"),
        ("f.cnt > k.limit_cnt", "CAST(f.med_list_codg AS INTEGER) > k.limit_cnt"),
    ],
)
def test_a_result_that_breaks_the_contract_is_an_error_without_hits(
    tmp_path: Path, old: str, new: str
) -> None:
    assert old in RULE
    outcome = run(tmp_path, rule=RULE.replace(old, new))
    assert (outcome.status, outcome.hits, outcome.amount) == ("error", 0, Decimal("0.00"))
    assert outcome.reason and "A1" not in outcome.reason.to_text()


def test_a_rule_that_does_not_end_is_stopped(tmp_path: Path) -> None:
    endless = RULE.replace(
        "WHERE f.cnt > k.limit_cnt + $spare",
        "WHERE f.cnt > k.limit_cnt + $spare AND (SELECT count(*) FROM range(10000000) AS a(x) "
        "CROSS JOIN range(10000000) AS b(y) WHERE a.x + b.y = -1) = 0",
    )
    pack = load_pack(write_pack(tmp_path, rule=endless))
    with engine_with(TWO_TOO_MANY) as engine:
        outcome = run_rule(pack.rules[0], pack, engine, seconds=0.3)
        assert outcome.status == "error" and outcome.seconds < 10
        assert not engine.con.execute(
            "FROM duckdb_tables() WHERE table_name LIKE 'lim%'"
        ).fetchall()
