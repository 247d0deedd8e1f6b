"""A question in a process of its own: answered, cut, refused, failed or stopped; never more."""

import datetime
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from inspector.errors import (
    InspectorError,
    QuestionBroken,
    QuestionFailed,
    QuestionRefused,
    QuestionStopped,
)
from inspector.i18n import explain, say
from inspector.workspace import Answer, Case, run_question
from tests.rooms.snapshot_sample import CANARY, INSPECTOR, verified_small

SQL = f"""
    CREATE TABLE fee_list_d AS SELECT 'B' || range AS bkkp_sn, '{CANARY}' AS psn_no,
        CAST(range AS DECIMAL(16,2)) AS det_item_fee_sumamt,
        TIMESTAMP '2024-03-01 08:00:00' AS fee_ocur_time,
        CAST(1 AS DECIMAL(16,4)) AS net_cnt, CAST(range AS DECIMAL(16,2)) AS net_amt,
        CAST(1 AS DECIMAL(16,4)) AS cnt
    FROM range(1000)
"""
RUNAWAYS = {
    "a long count": "SELECT count(*) FROM range(1000000000000) t(a) WHERE a % 7 = 3",
    "endless recursion": (
        "WITH RECURSIVE t AS (SELECT 1 AS a UNION ALL SELECT a + 1 FROM t) SELECT max(a) FROM t"
    ),
    "a cross join": "SELECT sum(a.range * b.range) FROM range(1000000) a, range(1000000) b",
    "a huge value": "SELECT length(repeat('x', 4000000000)) + range FROM range(3)",
    "a huge value from data": "SELECT length(repeat(bkkp_sn, 1000000000)) FROM fee_list_d",
    "a huge list": "SELECT list(a) FROM range(10000000000) t(a)",
    "a huge answer": "SELECT repeat('x', 1000000) FROM range(1000000)",
    "a slow pattern": "SELECT count(*) FROM range(100000000) t(a) WHERE md5(a::VARCHAR) ~ '(0+)+1'",
}


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    folder = tmp_path_factory.mktemp("asked")
    snapshot = verified_small(folder, SQL)
    with Case.create(folder / "case", [snapshot], INSPECTOR, []) as made:
        yield made


def asked(case: Case, sql: str, limit: int = 10, seconds: float = 20) -> Answer:
    return run_question(case, sql, limit, seconds, 512)


def test_an_answer_has_columns_types_and_rows(case: Case) -> None:
    answer = asked(
        case,
        "SELECT bkkp_sn, net_amt AS 金额, fee_ocur_time, NULL::VARCHAR AS n, [1] AS l"
        " FROM fee_net ORDER BY net_amt",
    )
    assert answer.columns == ["bkkp_sn", "金额", "fee_ocur_time", "n", "l"]
    assert answer.types == ["VARCHAR", "DECIMAL(16,2)", "TIMESTAMP", "VARCHAR", "INTEGER[]"]
    first = ("B0", Decimal("0.00"), datetime.datetime(2024, 3, 1, 8), None, [1])
    assert answer.rows[0] == first
    assert len(answer.rows) == 10
    assert answer.cut


@pytest.mark.parametrize(
    ("rows", "limit", "cut"), [(9, 10, False), (10, 10, False), (11, 10, True)]
)
def test_an_answer_says_when_it_was_cut(case: Case, rows: int, limit: int, cut: bool) -> None:
    answer = asked(case, f"SELECT * FROM range({rows})", limit)
    assert (len(answer.rows), answer.cut) == (min(rows, limit), cut)


def test_an_empty_answer_keeps_its_columns(case: Case) -> None:
    answer = asked(case, "SELECT bkkp_sn FROM fee_list_d WHERE false")
    assert (answer.columns, answer.rows, answer.cut) == (["bkkp_sn"], [], False)


def test_every_kind_of_cell_comes_through(case: Case) -> None:
    answer = asked(
        case,
        "SELECT DATE '2024-01-01', TIME '08:00', INTERVAL 1 DAY, uuid(), 'x'::BLOB, 1.5::DOUBLE,"
        " {'a': 1}, MAP {'k': 2}, true, 1::HUGEINT",
    )
    assert len(answer.rows[0]) == 10


def test_a_time_with_a_time_zone_is_asked_for_without_one(case: Case) -> None:
    with pytest.raises(QuestionFailed) as failed:
        asked(case, "SELECT now()")
    assert failed.value.facts["kind"] == "time-zone"
    assert asked(case, "SELECT now()::TIMESTAMP").rows


def test_a_refused_question_starts_no_process(case: Case) -> None:
    with pytest.raises(QuestionRefused):
        asked(case, "DROP VIEW fee_net")


def test_a_wrong_name_is_told_with_its_line_and_the_known_names_near_it(case: Case) -> None:
    with pytest.raises(QuestionFailed) as failed:
        asked(case, "SELECT bkkp_sn,\n net_amnt\nFROM fee_net")
    assert failed.value.facts["kind"] == "name"
    assert "line 2" in str(failed.value.facts["hint"])
    assert "net_amt" in str(failed.value.facts["hint"])


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT CAST(psn_no AS INTEGER) FROM fee_list_d",
        "SELECT CAST(psn_no AS DATE) FROM fee_list_d",
        "SELECT strptime(psn_no, '%Y') FROM fee_list_d",
        "SELECT psn_no::INTEGER[] FROM fee_list_d",
        "SELECT json_extract(psn_no, '$.a') FROM fee_list_d",
        "SELECT regexp_matches('a', psn_no || '(') FROM fee_list_d",
        "SELECT CAST(psn_no AS ENUM('a')) FROM fee_list_d",
        "SELECT chr(1) FROM fee_list_d GROUP BY psn_no HAVING psn_no::BOOLEAN",
        f"SELECT '{CANARY}' FROM fee_net WHERE nothing = '{CANARY}'",
        f"SELECT '{CANARY}'::INTEGER",
        f'SELECT "{CANARY}" FROM fee_net',
        f"SELECT '{CANARY}",
    ],
)
def test_no_error_ever_quotes_a_cell(case: Case, sql: str) -> None:
    with pytest.raises(InspectorError) as failed:
        asked(case, sql)
    assert isinstance(failed.value, QuestionFailed | QuestionRefused)
    told = [str(failed.value), repr(failed.value), *map(str, failed.value.facts.values())]
    told += [explain(failed.value, "zh").what, explain(failed.value, "en").next]
    assert not any("CANARY" in text or "李某某" in text for text in told)


@pytest.mark.parametrize(
    "kind", ["syntax", "name", "value", "not-allowed", "disk", "time-zone", "input", "other"]
)
def test_every_kind_of_failure_has_a_sentence_in_both_languages(kind: str) -> None:
    assert say(f"query.kind.{kind}", "zh") != say(f"query.kind.{kind}", "en")


@pytest.mark.parametrize("name", RUNAWAYS)
def test_a_runaway_is_ended_at_its_limit(case: Case, name: str) -> None:
    started = time.monotonic()
    with pytest.raises(QuestionStopped):
        run_question(case, RUNAWAYS[name], 1_000_000, 1.0, 300)
    # Start of the process, limit, grace, all on a busy machine; left alone it runs for hours.
    assert time.monotonic() - started < 60


def test_a_person_can_stop_a_question(case: Case) -> None:
    stop = threading.Event()
    threading.Timer(0.8, stop.set).start()
    started = time.monotonic()
    with pytest.raises(QuestionStopped):
        run_question(case, RUNAWAYS["a cross join"], 10, 600, 300, stop)
    assert time.monotonic() - started < 120


def test_a_killed_question_leaves_no_spill(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(QuestionStopped):
        run_question(case, RUNAWAYS["a huge value"], 10, 0.5, 300)
    assert list(tmp_path.iterdir()) == []


def test_a_child_that_is_told_nothing_ends(tmp_path: Path) -> None:
    child = [sys.executable, "-P", "-m", "inspector.workspace.answerer"]
    done = subprocess.run(child, input=b"", capture_output=True, timeout=60, check=False)
    assert done.returncode != 0
    assert done.stdout == b""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
def test_no_secret_is_in_the_arguments_or_environment_of_the_child(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INSPECTOR_PASSPHRASE", "口令-canary")
    seen: list[bytes] = []
    stop = threading.Event()

    def look() -> None:
        while not stop.is_set():
            for process in Path("/proc").glob("[0-9]*"):
                try:
                    line = (process / "cmdline").read_bytes()
                    if b"inspector.workspace.answerer" in line:
                        seen.append(line + (process / "environ").read_bytes())
                except OSError:
                    continue

    looker = threading.Thread(target=look)
    looker.start()
    with pytest.raises(QuestionStopped):
        run_question(case, RUNAWAYS["a cross join"], 10, 0.5, 300)
    stop.set()
    looker.join()
    own = [text for text in seen if b"INSPECTOR_" in text or b"AGE-SECRET-KEY" in text]
    assert seen
    assert not any(b"canary" in text or INSPECTOR.age_secret.encode() in text for text in own)
    assert os.environ["INSPECTOR_PASSPHRASE"] == "口令-canary"


ENDS = {
    "before it was ready": "raise ImportError",
    "by a fault of the program": "told.write(b'!'); told.flush(); raise RuntimeError",
    "by a crash": "told.write(b'!'); told.flush(); os.kill(os.getpid(), signal.SIGSEGV)",
    "in the middle of a word": "told.write(b'!xyz')",
    "killed before it was ready": "os.kill(os.getpid(), signal.SIGKILL)",
}


def ending(monkeypatch: pytest.MonkeyPatch, folder: Path, act: str) -> None:
    """From here on the process that answers does `act` in place of answering."""
    room = folder / "stand_in.py"
    room.write_text(
        f"import os, signal, sys\nsys.stdin.buffer.read()\ntold = sys.stdout.buffer\n{act}\n"
    )
    real = subprocess.Popen

    def begun(command: list[str], **how: object) -> object:
        return real([sys.executable, str(room)], **how)  # type: ignore[call-overload]

    monkeypatch.setattr("inspector.workspace.question.subprocess.Popen", begun)


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("how", ENDS)
def test_a_child_that_ends_by_itself_is_not_said_to_be_past_its_limit(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    ending(monkeypatch, tmp_path, ENDS[how])
    with pytest.raises(QuestionBroken) as broken:
        asked(case, "SELECT 1")
    for lang in ("zh", "en"):
        assert str(broken.value.facts["ended"]) in explain(broken.value, lang).what


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("signal", ["SIGKILL", "SIGABRT"])
def test_a_child_that_gets_no_more_memory_is_said_to_be_past_its_limit(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, signal: str
) -> None:
    act = f"told.write(b'!'); told.flush(); os.kill(os.getpid(), signal.{signal})"
    ending(monkeypatch, tmp_path, act)
    with pytest.raises(QuestionStopped):
        asked(case, "SELECT 1")
