"""The processes that parse: started before they are needed, ended with whoever needed them.

On Linux one that has loaded what parses is copied for each file, so that the next need not load it
again; elsewhere the next is started while one parses. A file always has a process of its own.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from inspector.intake.readers.files import HEAD

Process = subprocess.Popen[bytes]

# The room's front door would load DuckDB: the child is to be small and quick.
_BEGIN = (
    "import sys, types; room = types.ModuleType('inspector.intake'); "
    "room.__path__ = [sys.argv[1]]; sys.modules['inspector.intake'] = room; "
    "from inspector.intake.parser.reader import main; main()"
)
_TWO_HEAPS = {
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "MALLOC_ARENA_MAX": "2",
    # What is made of one cut of rows goes where that of the last one was, not back to the system.
    "MALLOC_MMAP_THRESHOLD_": str(32 << 20),
    "MALLOC_TRIM_THRESHOLD_": str(256 << 20),
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}
_COPIES = sys.platform == "linux"
"""Whether the process copies itself for each file; see the parser's `main`."""
_spare: ContextVar[list[Process] | None] = ContextVar("spare", default=None)


@contextmanager
def file_after_file() -> Iterator[None]:
    """While this lasts, a file that was read well leaves behind what the next one is read with."""
    if _spare.get() is not None:
        yield
        return
    spare: list[Process] = []
    token = _spare.set(spare)
    try:
        yield
    finally:
        _spare.reset(token)
        for process in spare:
            end(process)


def begin() -> Process:
    """A process that waits for a file."""
    spare = _spare.get()
    process = spare.pop() if spare else _started()
    if spare is not None and not _COPIES:
        spare.append(_started())
    return process


def leave(process: Process) -> None:
    """It has said all there is of its file: kept for the next one, if there may be one."""
    spare = _spare.get()
    if _COPIES and spare == []:
        spare.append(process)
    else:
        end(process)


def end(process: Process) -> None:
    """End it, whatever it is doing."""
    kill(process)
    process.wait()
    for pipe in (process.stdin, process.stdout):
        assert pipe
        # What was still to be told to the killed child is told to nobody.
        try:
            pipe.close()
        except OSError:
            continue


def kill(process: Process) -> None:
    """Let it go no further; its copy goes with it."""
    if not _COPIES:
        process.kill()
    elif process.returncode is None:
        os.killpg(process.pid, signal.SIGKILL)


def _started() -> Process:
    return subprocess.Popen(
        [sys.executable, "-P", "-c", _BEGIN, str(Path(__file__).parents[1])],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=HEAD,
        env={k: v for k, v in os.environ.items() if k != "INSPECTOR_PASSPHRASE"} | _TWO_HEAPS,
        # A group of its own, so that it ends together with its copy.
        process_group=0 if _COPIES else None,
    )
