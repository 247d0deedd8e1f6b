"""Memory and spill: what does not fit goes to the disk sealed, and nothing of it stays there."""

import io
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from inspector.errors import SealDamaged
from inspector.workspace import Case, Engine, blank_engine, engine
from inspector.workspace.memory import memory_limit
from inspector.workspace.spill import SpillFiles
from inspector.workspace.spill_folder import sweep
from tests.rooms.snapshot_sample import CANARY, INSPECTOR, verified_small


def test_memory_is_half_the_machine_at_most_two_gigabytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("INSPECTOR_MEMORY", raising=False)
    assert 256 <= int(memory_limit().removesuffix("MiB")) <= 2048
    monkeypatch.setenv("INSPECTOR_MEMORY", "800MB")
    assert memory_limit() == "800MB"
    monkeypatch.setenv("INSPECTOR_MEMORY", "800MB'; SELECT 1")
    assert memory_limit().endswith("MiB")


def spilled(desk: Engine) -> bytes:
    files = [path for path in desk.spill.folder.iterdir() if path.name != "held"]
    return b"".join(path.read_bytes() for path in files)


def test_what_does_not_fit_in_memory_is_spilled_sealed(tmp_path: Path) -> None:
    with blank_engine("100MiB") as desk:
        desk.con.execute(
            "CREATE TABLE t AS SELECT range AS i, 'CANARY-' || hash(range) AS s FROM range(1500000)"
        )
        desk.con.execute("CREATE TABLE u AS SELECT * FROM t ORDER BY s")
        noise = spilled(desk)
        assert len(noise) > 1_000_000
        assert b"CANARY" not in noise
        counted = desk.con.execute("SELECT count(DISTINCT s), sum(i) FROM u").fetchone()
        assert counted == (1_500_000, 1_500_000 * 1_499_999 // 2)
    assert not desk.spill.folder.exists()


def test_values_longer_than_a_block_survive_the_spill() -> None:
    with blank_engine("100MiB") as desk:
        for name in range(20):
            desk.con.execute(
                f"CREATE TABLE t{name} AS SELECT range AS i, repeat('CANARY' || range, 140000) AS s"
                " FROM range(10)"
            )
        noise = spilled(desk)
        assert len(noise) > 1_000_000
        assert b"CANARY" not in noise
        for name in range(20):
            told = desk.con.execute(f"SELECT min(length(s)), count(*) FROM t{name}").fetchone()
            assert told == (7 * 140000, 10)


def test_a_spilled_block_that_was_touched_is_refused() -> None:
    spill = SpillFiles()
    handle = spill.open("spill://here/a.tmp", "rb+")
    handle.write(b"x" * 100)
    path = next(path for path in spill.folder.iterdir() if path.name == "a.tmp")
    assert path.read_bytes() != b"x" * 100
    path.write_bytes(b"\0" * 100)
    handle.seek(0)
    with pytest.raises(SealDamaged):
        handle.read(100)
    spill.close()


def test_spill_reads_back_blocks_parts_of_blocks_and_what_follows() -> None:
    spill = SpillFiles()
    handle = spill.open("spill://here/a.tmp", "rb+")
    for number in range(4):
        handle.seek(number * 10)
        handle.write(bytes([number]) * 10)
    handle.seek(10)
    assert handle.read(4) == b"\1" * 4
    handle.seek(10)
    assert handle.read(20) == b"\1" * 10 + b"\2" * 10
    handle.seek(0)
    handle.write(b"\7" * 10)
    handle.seek(0)
    assert handle.read() == b"\7" * 10 + b"\1" * 10 + b"\2" * 10 + b"\3" * 10
    handle.seek(3)
    with pytest.raises(OSError, match="none was written"):
        handle.read(2)
    handle.truncate(20)
    long = spill.open("spill://here/duckdb_temp_block-1.block", "wb+")
    long.write((300_000).to_bytes(8, "little"))
    long.write(b"z" * 300_000)
    long.seek(8)
    assert long.read(300_000) == b"z" * 300_000
    assert spill.info("spill://here/a.tmp")["size"] == 20
    spill.rm("spill://here/a.tmp")
    assert not spill.exists("spill://here/a.tmp")
    assert isinstance(handle, io.RawIOBase)
    spill.close()


def test_the_spill_of_a_dead_process_is_swept_and_that_of_a_living_one_stays(
    tmp_path: Path,
) -> None:
    code = (
        "import os, sys; from pathlib import Path;"
        "from inspector.workspace.spill import SpillFiles;"
        "s = SpillFiles(Path(sys.argv[1])); s.open('spill://here/a', 'wb').write(b'x');"
        "print(s.folder, flush=True); os._exit(9)"
    )
    told = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=False
    )
    dead = Path(told.stdout.strip())
    assert dead.exists()
    living = SpillFiles(tmp_path)
    long_ago = time.time() - 3600
    for folder in (dead, living.folder):
        os.utime(folder, (long_ago, long_ago))
        sweep(folder)
    assert not dead.exists()
    assert living.folder.exists()
    living.close()


@pytest.mark.heavy
def test_no_patient_is_written_anywhere_by_open_ask_and_spill(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    sql = (
        f"CREATE TABLE mdtrt_d AS SELECT '{CANARY}' || hash(range) AS psn_name,"
        " hash(range + 1) AS psn_no FROM range(2000000)"
    )
    snapshot = verified_small(tmp_path, sql)
    with (
        Case.create(tmp_path / "case", [snapshot], INSPECTOR, []) as case,
        engine(case, memory_limit="100MB") as desk,
    ):
        desk.con.execute("CREATE TABLE sorted AS SELECT * FROM mdtrt_d ORDER BY psn_name")
        assert len(spilled(desk)) > 1_000_000
        for path in tmp_path.rglob("*"):
            assert not path.is_file() or b"CANARY" not in path.read_bytes(), path
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith("inspector-")] == []
