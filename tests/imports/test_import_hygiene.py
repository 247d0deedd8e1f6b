"""What is imported when: help is cheap, and nothing connects."""

import subprocess
import sys


def modules_after(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint('\\n'.join(sys.modules))"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.split())


def test_help_pays_for_typer_only() -> None:
    loaded = modules_after("import inspector.cli.app")
    assert "typer" in loaded
    heavy = {"duckdb", "pyarrow", "textual", "openpyxl", "pyhanko", "reportlab", "cryptography"}
    assert not loaded & heavy


def test_no_step_connects_to_anything() -> None:
    code = (
        "import socket\n"
        "def refuse(*args: object) -> None:\n"
        "    raise AssertionError('a socket was connected')\n"
        "socket.socket.connect = refuse\n"
        "socket.create_connection = refuse\n"
        "import inspector.steps, inspector.tui\n"
    )
    assert "inspector.steps" in modules_after(code)


def test_what_few_commands_need_is_loaded_by_those_alone() -> None:
    loaded = modules_after("import inspector.steps")
    assert not loaded & {"scipy", "scipy.stats", "reportlab", "pyhanko", "pyspark"}
