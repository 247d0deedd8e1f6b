"""How many buckets a rule is run in, and whether it had to be, changes nothing of what it finds."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from inspector import shipped
from inspector.intake import convert
from inspector.rules import Outcome, Pack, Rule, load_pack, run_rules
from inspector.rules.buckets import counts
from inspector.rules.lacks import columns_of
from inspector.workspace import FEE_NET, Engine, blank_engine, catalogue_digest
from tests.rooms.rules_made_up import RULE, engine_with, write_pack

MANY = ", ".join(
    f"('F{n}','M{n % 37}','A1','2024-03-01 09:00:00',{1 + n % 4},{10 + n}.00)" for n in range(400)
)
Chosen = tuple[Pack, Rule]
WHOLE_DAY = """SELECT mdtrt_id, med_list_codg, bkkp_sn, CAST(1 AS DECIMAL(16, 2)) AS amount
FROM (
    SELECT f.mdtrt_id AS mdtrt_id, f.med_list_codg AS med_list_codg, f.bkkp_sn AS bkkp_sn,
           SUM(f.cnt + k.limit_cnt + $spare) OVER (PARTITION BY f.mdtrt_id) AS so_many
    FROM fee_net AS f
    JOIN limit_per_day AS k ON k.med_list_codg = f.med_list_codg
) AS counted
WHERE so_many > 37
ORDER BY mdtrt_id, med_list_codg, bkkp_sn
"""


def chosen(folder: Path, rule: str = RULE) -> list[Chosen]:
    pack = load_pack(write_pack(folder, rule=rule))
    return [(pack, rule) for rule in pack.rules]


def told(outcome: Outcome) -> tuple[object, ...]:
    measured = (outcome.status, outcome.rows_read, outcome.amount_read, outcome.hits)
    return (*measured, outcome.amount, outcome.table.to_pylist())


@pytest.mark.parametrize("count", [2, 7, 16])
def test_buckets_change_no_hit_and_no_denominator(tmp_path: Path, count: int) -> None:
    windowed = chosen(tmp_path, RULE.partition("SELECT")[0] + WHOLE_DAY)
    with engine_with(MANY) as engine:
        before = catalogue_digest(engine.con)
        (whole,) = run_rules(windowed, engine, buckets=1)
        (cut,) = run_rules(windowed, engine, buckets=count)
        assert catalogue_digest(engine.con) == before
    assert whole.hits and told(cut) == told(whole)


@pytest.mark.heavy
def test_cutting_by_what_a_window_does_not_cover_would_show(tmp_path: Path) -> None:
    """The promise is the rule's: this one breaks it, and so the test above can fail."""
    by_time = WHOLE_DAY.replace("PARTITION BY f.mdtrt_id", "PARTITION BY f.fee_ocur_time")
    wrong = chosen(tmp_path, RULE.partition("SELECT")[0] + by_time)
    with engine_with(MANY) as engine:
        (whole,) = run_rules(wrong, engine, buckets=1)
        (cut,) = run_rules(wrong, engine, buckets=400)
    assert told(cut) != told(whole)


def test_lines_without_a_key_are_in_a_bucket_too(tmp_path: Path) -> None:
    rule = RULE.replace('"mdtrt_id", "med_list_codg", "cnt"]', '"bkkp_sn"]')
    nobody = "('F1',NULL,'A1','2024-03-01',3,30.00), ('F2','M1','A1','2024-03-01',3,30.00)"
    with engine_with(nobody) as engine:
        (cut,) = run_rules(chosen(tmp_path, rule), engine, buckets=5)
    assert (cut.rows, cut.amount, cut.rows_read) == (2, Decimal("40.00"), 2)


def test_memory_decides_how_many_buckets_there_are(tmp_path: Path) -> None:
    ((_, rule),) = chosen(tmp_path)
    with blank_engine("1GiB") as engine:
        engine.con.execute("CREATE TABLE fee_net (bkkp_sn VARCHAR, mdtrt_id VARCHAR)")
        tried = {}
        for rows in (20_000, 1_000_000, 20_000_000):
            engine.rows["fee_list_d"] = rows
            tried[rows] = counts(rule, engine, columns_of(engine))
    assert tried == {
        20_000: (1, 2, 8, 32),
        1_000_000: (1, 2, 8, 32),
        20_000_000: (1, 4, 16, 64),
    }


def test_a_rule_that_would_spill_is_run_in_buckets_instead(tmp_path: Path) -> None:
    sort = RULE.partition("SELECT")[0] + WHOLE_DAY.replace(
        "PARTITION BY f.mdtrt_id", "PARTITION BY f.mdtrt_id ORDER BY f.bkkp_sn"
    ).replace("so_many > 37", "so_many > 100000000")
    with blank_engine("300MiB") as engine:
        engine.con.execute(
            "CREATE TABLE fee_list_d AS SELECT CAST(i AS VARCHAR) || repeat('x', 40) AS bkkp_sn,"
            " CAST(hash(i) % 100000 AS VARCHAR) AS mdtrt_id, 'A1' AS med_list_codg,"
            " CAST(1 AS DECIMAL(16, 4)) AS cnt, CAST(1 AS DECIMAL(16, 2)) AS det_item_fee_sumamt,"
            " CAST(1 AS DECIMAL(16, 4)) AS net_cnt, CAST(1 AS DECIMAL(16, 2)) AS net_amt"
            " FROM range(1500000) AS r(i)"
        )
        engine.con.execute(FEE_NET)
        engine.rows["fee_list_d"] = 1_500_000
        heard: list[str] = []
        asked = run_rules(chosen(tmp_path, sort), engine, told=lambda rule, *_: heard.append(rule))
        (outcome,) = asked
    assert (outcome.status, outcome.rows_read) == ("clean", 1_500_000)
    assert len(heard) == 1 + 2, "once whole, then each bucket"


def test_progress_names_each_rule_and_ends_a_run_that_is_told_to(tmp_path: Path) -> None:
    two = [*chosen(tmp_path / "a"), *chosen(tmp_path / "b", RULE.replace("T-01", "T-02"))]
    heard: list[tuple[str, int, int]] = []

    def hear(rule: str, done: int, total: int) -> None:
        heard.append((rule, done, total))
        if done == 1:
            raise KeyboardInterrupt

    finished: list[Outcome] = []
    with engine_with(MANY) as engine:
        with pytest.raises(KeyboardInterrupt):
            finished.extend(run_rules(two, engine, told=hear))
        tables = engine.con.execute("SELECT table_name FROM duckdb_tables()").fetchall()
    assert heard == [("T-01", 0, 2), ("T-02", 1, 2)]
    assert [one.rule_id for one in finished] == ["T-01"] and tables == [("fee_list_d",)]


@pytest.fixture(scope="module")
def hospital() -> Iterator[Engine]:
    with blank_engine(files=True) as engine:
        convert([shipped.folder("sample_audits") / "kangning" / "raw"], engine.con)
        engine.con.execute(FEE_NET)
        yield engine


@pytest.mark.heavy
def test_every_shipped_rule_finds_the_same_in_any_number_of_buckets(hospital: Engine) -> None:
    names = ("general", "inventory", "rehab")
    packs = [load_pack(shipped.folder("rulepacks") / name) for name in names]
    every = [(pack, rule) for pack in packs for rule in pack.rules]

    def run(count: int) -> dict[str, object]:
        return {one.rule_id: told(one) for one in run_rules(every, hospital, buckets=count)}

    whole = run(1)
    assert all(run(count) == whole for count in (2, 7, 16))
