"""Nobody gets out: the list of probes as questions and as rules, each with its sentence.

The second half takes the gate away: what then runs still leaves nothing behind.
"""

from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from inspector.errors import QuestionRefused, RuleFileInvalid, TableUnknown
from inspector.i18n import explain, say
from inspector.rules import load_pack
from inspector.workspace import Case, Engine, catalogue_digest, engine, read_only, run_question
from tests.rooms.rules_made_up import write_pack
from tests.rooms.sandbox_probes import NO_TABLE, PROBES, RUN_ON
from tests.rooms.snapshot_sample import CANARY, INSPECTOR, verified_small

# Several statements can end the read-only transaction, and DuckDB's log can be switched on in any:
# to refuse them is the gate's alone.
SHORT = [
    sql
    for sql, reasons in PROBES
    if reasons != ("several-statements",)
    and not any(mark in sql for mark in (*RUN_ON, "enable_logging"))
]
AS_A_RULE = [probe for probe in PROBES if "\0" not in probe[0] and len(probe[0]) < 1000]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def case(home: Path) -> Iterator[Case]:
    with Case.create(home / "case", [verified_small(home)], INSPECTOR, []) as made:
        yield made


@pytest.fixture(scope="module")
def desk(case: Case) -> Iterator[Engine]:
    with engine(case, memory_limit="200MB", threads=1) as made:
        yield made


def lying_there(*folders: Path) -> dict[str, str]:
    return {
        str(path): sha256(path.read_bytes()).hexdigest()
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


# --- as a question -----------------------------------------------------------------------------


def test_every_probe_is_refused_as_a_question_and_leaves_nothing(
    case: Case, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = lying_there(home, tmp_path)
    for sql, reasons in PROBES:
        with pytest.raises(QuestionRefused) as refused:
            run_question(case, sql, 10, 5, 300)
        sentences = {say(f"query.reason.{reason}", "zh") for reason in reasons}
        assert any(sentence in explain(refused.value, "zh").what for sentence in sentences), sql
    assert lying_there(home, tmp_path) == before


@pytest.mark.parametrize("sql", NO_TABLE)
def test_a_name_that_is_no_table_of_the_case_reads_nothing(case: Case, sql: str) -> None:
    secret_variable = pa.table({"x": [CANARY]})
    with pytest.raises(TableUnknown):
        run_question(case, sql, 10, 5, 300)
    assert secret_variable.num_rows == 1


# --- as a rule ---------------------------------------------------------------------------------


def test_every_probe_is_refused_as_a_rule_with_file_line_and_sentence(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    pack = write_pack(tmp_path / "pack")
    [rule] = pack.glob("*/*.sql")
    passport = rule.read_text("utf-8").partition("+++*/")[0] + "+++*/\n"
    for sql, reasons in AS_A_RULE:
        rule.write_text(passport + sql, "utf-8")
        before = lying_there(home, tmp_path)
        with pytest.raises(RuleFileInvalid) as refused:
            load_pack(pack)
        facts = refused.value.facts
        assert facts["path"] == str(rule)
        assert any(say(f"query.reason.{reason}") in str(facts["problem"]) for reason in reasons), (
            sql,
            facts,
        )
        assert lying_there(home, tmp_path) == before, sql


# --- without the gate --------------------------------------------------------------------------


def test_without_the_gate_a_probe_still_leaves_nothing_behind(
    desk: Engine, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    meant, before = catalogue_digest(desk.con), lying_there(home, tmp_path)
    for sql in SHORT:
        with suppress(duckdb.Error, RuntimeError), read_only(desk.con) as con:
            con.execute(sql)
            con.fetchall()
        assert lying_there(home, tmp_path) == before, sql
        assert catalogue_digest(desk.con) == meant, sql


def test_without_the_gate_a_probe_still_reads_no_file(
    desk: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.csv").write_text(f"x\n{CANARY}\n")
    for sql in SHORT:
        for place in ("/etc/passwd", "/home/*"):
            asked = sql.replace(place, str(tmp_path / "a.csv"))
            told: list[tuple[object, ...]] = []
            with suppress(duckdb.Error, RuntimeError), read_only(desk.con) as con:
                con.execute(asked)
                told = con.fetchall()
            assert CANARY not in str(told) and "root:" not in str(told), asked
