"""The first paint waits for no engine: a worker imports DuckDB and Arrow when it needs them."""

import os
import subprocess
import sys
from pathlib import Path

HEAVY = ("duckdb", "pyarrow", "pyhanko", "openpyxl", "reportlab", "cryptography")


def test_the_program_is_imported_without_the_heavy_libraries() -> None:
    told = subprocess.run(
        [sys.executable, "-c", "import inspector.tui, sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {name.partition(".")[0] for name in told.stdout.split()}
    assert loaded.isdisjoint(HEAVY)
    assert "textual" in loaded


def test_a_passphrase_is_asked_for_and_the_identity_unlocked_after_the_first_paint(
    tmp_path: Path,
) -> None:
    (tmp_path / "my.identity").write_bytes(b"")
    script = (
        "import sys; from pathlib import Path; import inspector.tui;"
        "from inspector.cli import session;"
        f"session.unlocker(Path({str(tmp_path / 'my.identity')!r})); print(*sys.modules)"
    )
    told = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "INSPECTOR_PASSPHRASE": "p"},
    )
    assert {name.partition(".")[0] for name in told.stdout.split()}.isdisjoint(HEAVY)
