"""The first paint waits for no engine: a worker imports DuckDB and Arrow when it needs them."""

import subprocess
import sys

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
