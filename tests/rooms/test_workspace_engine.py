"""The engine: sealed tables as DuckDB sees them, and a sandbox that holds."""

import threading
from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from inspector.errors import NotRecipient, QuestionStopped, SealDamaged
from inspector.snapshot import locate
from inspector.trust import SealedReader, new_identity
from inspector.workspace import (
    Case,
    Engine,
    blank_engine,
    catalogue_digest,
    engine,
    read_only,
    translate,
)
from inspector.workspace.sealed import SealedFiles
from tests.rooms.snapshot_sample import CANARY, COLLEAGUE, INSPECTOR, verified_small

LATER = """
    CREATE TABLE fee_list_d AS SELECT 'B9' AS bkkp_sn, 'M2' AS mdtrt_id, 'P2' AS psn_no,
        1.0000 AS cnt, 7.00 AS det_item_fee_sumamt, 1.0000 AS net_cnt, 7.00 AS net_amt,
        '骨科' AS acord_dept_name
"""


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with Case.create(tmp_path / "case", [verified_small(tmp_path)], INSPECTOR, []) as made:
        yield made


@pytest.fixture
def desk(case: Case) -> Iterator[Engine]:
    with engine(case, memory_limit="200MB", threads=2) as made:
        yield made


# --- what it shows -----------------------------------------------------------------------------


def test_a_sealed_table_reads_as_it_was_packed(desk: Engine) -> None:
    rows = desk.con.execute(
        "SELECT bkkp_sn, det_item_fee_sumamt FROM fee_list_d ORDER BY bkkp_sn"
    ).fetchall()
    assert rows == [
        ("B1", Decimal("10.50")),
        ("B2", Decimal("-10.50")),
        ("B3", Decimal("20.00")),
        ("B6", Decimal("0.30")),
    ]


def test_control_sums_of_the_manifest_are_those_of_the_engine(case: Case, desk: Engine) -> None:
    told = case.snapshots[0].manifest.tables["fee_list_d"]
    for column, total in told.sums.items():
        row = desk.con.execute(
            f'SELECT CAST(sum("{column}") AS VARCHAR) FROM fee_list_d'
        ).fetchone()
        assert row == (total,)


def test_fee_net_leaves_out_what_was_refunded(desk: Engine) -> None:
    rows = desk.con.execute(
        "SELECT bkkp_sn, cnt, det_item_fee_sumamt FROM fee_net ORDER BY bkkp_sn"
    ).fetchall()
    assert rows == [("B3", Decimal(2), Decimal("20.00")), ("B6", Decimal(3), Decimal("0.30"))]


def test_a_rule_can_ask_what_the_snapshot_supplies(desk: Engine) -> None:
    assert desk.tables == ["fee_list_d"]
    assert "fee_ocur_time" in desk.have["fee_list_d"]
    assert desk.have["fee_net"] == desk.have["fee_list_d"]
    assert "setl_d" not in desk.have
    assert desk.rows == {"fee_list_d": 4}
    assert desk.filled["fee_list_d"]["fee_ocur_time"] == 3


def test_a_column_nobody_filled_is_there_but_not_supplied(tmp_path: Path) -> None:
    sql = "CREATE TABLE staff AS SELECT 'S1' AS staff_code, NULL::VARCHAR AS certno"
    snapshot = verified_small(tmp_path, sql)
    with Case.create(tmp_path / "case", [snapshot], INSPECTOR, []) as case, engine(case) as desk:
        assert desk.have["staff"] == {"staff_code"}
        assert desk.filled["staff"] == {"certno": 0, "staff_code": 1}
        assert desk.con.execute("SELECT certno FROM staff").fetchall() == [(None,)]


def test_several_snapshots_are_one_table_with_all_their_columns(tmp_path: Path) -> None:
    both = [verified_small(tmp_path), verified_small(tmp_path, LATER, "later", version=2)]
    with Case.create(tmp_path / "case", both, INSPECTOR, []) as case, engine(case) as desk:
        rows = desk.con.execute(
            "SELECT bkkp_sn, acord_dept_name FROM fee_net ORDER BY bkkp_sn"
        ).fetchall()
        assert rows == [("B3", None), ("B6", None), ("B9", "骨科")]
        assert desk.rows["fee_list_d"] == 5
        assert desk.filled["fee_list_d"]["acord_dept_name"] == 1
        assert desk.filled["fee_list_d"]["fee_ocur_time"] == 3


def test_a_snapshot_sealed_to_others_is_not_opened(tmp_path: Path) -> None:
    outsider = new_identity("检查员戊", "inspector")
    snapshot = verified_small(tmp_path)
    with (
        Case.create(tmp_path / "case", [snapshot], outsider, []) as case,
        pytest.raises(NotRecipient),
    ):
        engine(case)


def test_a_colleague_reads_the_same_rows(case: Case) -> None:
    case.close()
    folder = case.folder
    with (
        Case.create(folder.with_name("c2"), case.snapshots, COLLEAGUE, []) as other,
        engine(other) as desk,
    ):
        assert desk.con.execute("SELECT count(*) FROM fee_list_d").fetchone() == (4,)


def test_evidence_that_changes_under_the_engine_is_named_as_damaged(tmp_path: Path) -> None:
    rows = "CREATE TABLE staff AS SELECT hash(range) AS a, hash(range + 1) AS b FROM range(300000)"
    snapshot = verified_small(tmp_path, rows)
    with Case.create(tmp_path / "case", [snapshot], INSPECTOR, []) as case, engine(case) as desk:
        place = case.snapshots[0]
        offset, length = locate(place, "staff")
        with place.path.open("r+b") as file:
            file.seek(offset + length // 2)
            file.write(b"\0" * 200_000)
        with pytest.raises(duckdb.Error) as failed:
            desk.con.execute("SELECT bit_xor(a), bit_xor(b) FROM staff").fetchall()
        damaged = translate(failed.value)
        assert isinstance(damaged, SealDamaged)
        assert damaged.facts == {"path": str(place.path)}


def test_threads_that_share_a_handle_have_their_own_positions(tmp_path: Path) -> None:
    snapshot = verified_small(tmp_path)
    with SealedReader(snapshot.path, INSPECTOR.age_secret, *locate(snapshot, "fee_list_d")) as file:
        handle = SealedFiles({"sealed://x": file}).open("sealed://x")
        whole = file.read_at(0, file.size)
        wrong: list[int] = []

        def read_again_and_again(start: int) -> None:
            for length in range(1, 300):
                handle.seek(start)
                if handle.read(length) != whole[start : start + length]:
                    wrong.append(start)

        threads = [threading.Thread(target=read_again_and_again, args=(n * 31,)) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert wrong == []
        assert handle.seek(-8, 2) == file.size - 8
        assert handle.read() == whole[-8:]
        assert handle.read() == b""


# --- the sandbox -------------------------------------------------------------------------------

ESCAPES = [
    "SELECT * FROM read_text('/etc/passwd')",
    "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT * FROM glob('/*')",
    "SELECT * FROM read_text('https://example.org/')",
    "SELECT * FROM 'sealed://0123456789abcdef/other'",
    "SELECT * FROM secret_variable",
    "COPY (SELECT 1) TO '{folder}/stolen.csv'",
    "COPY fee_list_d TO '{folder}/stolen.parquet'",
    "COPY fee_list_d TO 'sealed://stolen'",
    "EXPORT DATABASE '{folder}/stolen'",
    "ATTACH '{folder}/stolen.db' AS stolen",
    "INSTALL httpfs",
    "LOAD httpfs",
    "SET threads = 1",
    "SET temp_directory = '{folder}'",
    "SET enable_external_access = true",
    "RESET disabled_filesystems",
    "SET python_enable_replacements = true",
    "SET profiling_output = '{folder}/stolen'",
    "SET log_query_path = '{folder}/stolen'",
    "SELECT getenv('HOME')",
]
CHANGES = [
    "CREATE TABLE x AS SELECT 1",
    "CREATE MACRO sum(x) AS 0",
    "CREATE OR REPLACE VIEW fee_net AS SELECT 1 AS cnt",
    "DROP VIEW fee_net",
    "CREATE SEQUENCE s",
    "CREATE TYPE mood AS ENUM ('good')",
]


@pytest.mark.parametrize("sql", ESCAPES)
def test_even_without_the_gate_there_is_no_way_out(desk: Engine, tmp_path: Path, sql: str) -> None:
    secret_variable = pa.table({"x": [CANARY]})
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(duckdb.Error):
        desk.con.execute(sql.format(folder=tmp_path)).fetchall()
    assert sorted(tmp_path.rglob("*")) == before
    assert secret_variable.num_rows == 1


@pytest.mark.parametrize("sql", CHANGES)
def test_a_read_only_transaction_changes_nothing_in_the_catalogue(desk: Engine, sql: str) -> None:
    before = catalogue_digest(desk.con)
    with suppress(duckdb.Error), read_only(desk.con) as con:
        con.execute(sql)
    assert catalogue_digest(desk.con) == before
    assert desk.con.execute("SELECT sum(cnt) FROM fee_net").fetchone() == (Decimal(5),)


@pytest.mark.parametrize("sql", [*CHANGES, "CREATE TEMP TABLE y AS SELECT 1", "SET VARIABLE v = 1"])
def test_a_change_on_the_connection_itself_is_seen(desk: Engine, sql: str) -> None:
    before = catalogue_digest(desk.con)
    desk.con.execute(sql)
    assert catalogue_digest(desk.con) != before


def test_a_temporary_table_dies_with_the_throw_away_connection(desk: Engine) -> None:
    with read_only(desk.con) as con, suppress(duckdb.Error):
        con.execute("CREATE TEMP TABLE fee_net AS SELECT 0 AS cnt")
    with read_only(desk.con) as con:
        assert con.execute("SELECT sum(cnt) FROM fee_net").fetchone() == (Decimal(5),)


def test_the_transaction_ends_even_if_the_statement_fails(desk: Engine) -> None:
    for _ in range(3):
        with pytest.raises(duckdb.Error), read_only(desk.con) as con:
            con.execute("SELECT CAST(bkkp_sn AS INTEGER) FROM fee_list_d").fetchall()
    desk.con.execute("CREATE TABLE still_writable AS SELECT 1")


def test_knowledge_can_still_be_laid_beside_the_snapshot(desk: Engine) -> None:
    desk.con.register("arriving", pa.table({"code": ["A"], "ceiling": ["40"]}))
    desk.con.execute("CREATE TABLE price_ceiling AS SELECT * FROM arriving")
    with read_only(desk.con) as con:
        assert con.execute("SELECT ceiling FROM price_ceiling").fetchall() == [("40",)]


def test_a_blank_engine_is_locked_unless_it_is_the_office(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x\n1\n")
    asked = f"SELECT * FROM read_csv('{tmp_path / 'a.csv'}')"
    with blank_engine() as blank, pytest.raises(duckdb.Error):
        blank.con.execute(asked)
    with blank_engine(files=True) as office:
        assert office.con.execute(asked).fetchall() == [(1,)]


def test_interrupting_stops_what_runs(desk: Engine) -> None:
    timer = threading.Timer(0.3, desk.interrupt)
    timer.start()
    with pytest.raises(duckdb.Error) as stopped:
        desk.con.execute("SELECT sum(a.range * b.range) FROM range(1000000) a, range(1000000) b")
        desk.con.fetchall()
    assert isinstance(translate(stopped.value), QuestionStopped)
