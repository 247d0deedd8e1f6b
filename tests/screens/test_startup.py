"""The first paint waits for no engine: a worker imports DuckDB and Arrow when it needs them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from inspector.cli import screen, session
from inspector.cli.main import main

HEAVY = ("duckdb", "pyarrow", "pyhanko", "openpyxl", "reportlab", "cryptography", "pydantic")
LATER = "inspector.tui.pages"
"""The pages of a case; imported while it is opened."""


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
    assert LATER not in told.stdout.split()


@pytest.mark.parametrize("line", [[], ["--lang", "en"], ["--case=x", "--lang=zh"], ["--case", "x"]])
def test_a_line_without_a_command_opens_the_screens_before_any_command_is_put_up(
    line: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "case_option", None)
    opened: list[Path | None] = []

    def open_screen() -> int:
        opened.append(session.case_option)
        return 0

    monkeypatch.setattr(screen, "open_screen", open_screen)
    with pytest.raises(SystemExit) as left:
        main(line)
    assert left.value.code == 0
    assert opened == [Path("x") if "x" in " ".join(line) else None]


@pytest.mark.parametrize("line", [["--case"], ["--frob"], ["frob"], ["--case", "x", "-"]])
def test_any_other_line_is_read_by_the_command_line(
    line: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screen, "open_screen", lambda: pytest.fail("opened"))
    with pytest.raises(SystemExit) as left:
        main(line)
    assert left.value.code == 2


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
