"""`inspector …` in a process of its own that finds the libraries already loaded.

A command differs from one started afresh in nothing but the second its imports take; the command
line is loaded anew each time, since it speaks the language it is loaded in.
"""

import multiprocessing
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from subprocess import TimeoutExpired
from tempfile import TemporaryDirectory

_SERVER = multiprocessing.get_context("forkserver")
_SERVER.set_forkserver_preload(
    [
        "inspector.steps",
        "inspector.report",
        "inspector.query",
        "pyhanko.sign",
        "typer",
        "rich.table",
    ]
)
_SECONDS = 300


def run(words: Sequence[str], folder: Path, environment: Mapping[str, str]) -> tuple[int, str, str]:
    """Its exit status, and what it wrote to stdout and to stderr.

    Raises:
        TimeoutExpired: it does not end.
    """
    with TemporaryDirectory() as told:
        files = [Path(told, name) for name in ("out", "err")]
        command = _SERVER.Process(
            target=_command, args=(list(words), str(folder), dict(environment), files)
        )
        command.start()
        command.join(_SECONDS)
        if command.exitcode is None:
            command.kill()
            raise TimeoutExpired(list(words), _SECONDS)
        out, err = (file.read_text("utf-8") for file in files)
        return command.exitcode, out, err


def _command(words: list[str], folder: str, environment: dict[str, str], files: list[Path]) -> None:
    for number, file in enumerate(files, 1):
        os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT), number)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    from inspector.cli import main as command_line

    # As `python -m inspector` has it.
    sys.argv = [str(Path(command_line.__file__).parents[1] / "__main__.py"), *words]
    command_line.main()
