"""Everything said on stderr: talk, progress, refusals. stdout is left to data."""

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from traceback import extract_tb

from inspector.cli.stopping import Tell, heard
from inspector.errors import InspectorError
from inspector.home import home
from inspector.i18n import explain, say


def tell(text: str) -> None:
    """One line of talk."""
    print(text, file=sys.stderr, flush=True)


def refuse(error: InspectorError) -> None:
    """What happened and what to do next, in the language in force."""
    told = explain(error)
    tell(f"inspector: {say('cli.error')} [{error.code}] {told.what}")
    tell(f"  {say('cli.next')}: {told.next}")


def unforeseen(error: Exception) -> None:
    """Name the log file: frames and the kind of error only, since a message may hold a cell."""
    path = _log_folder() / f"{time.strftime('%Y%m%dT%H%M%S')}.log"
    frames = [
        f"{frame.filename}:{frame.lineno} {frame.name}" for frame in extract_tb(error.__traceback__)
    ]
    path.write_text("\n".join([*frames, type(error).__name__, ""]), "utf-8")
    tell(f"inspector: {say('cli.unforeseen', path=path)}")


def _log_folder() -> Path:
    """Where the trust store lives; if nothing can be written there, the system's own."""
    folder = home() / "logs"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return Path(tempfile.mkdtemp(prefix="inspector-"))
    return folder


@contextmanager
def progress(what: str) -> Iterator[Tell]:
    """A bar on a terminal, nothing when piped; call it with (what now, done, of)."""
    with _bar(what) as bar, heard(bar) as telling:
        yield telling


@contextmanager
def _bar(what: str) -> Iterator[Tell]:
    if not sys.stderr.isatty():
        yield lambda now, done, of: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what)
        yield lambda now, done, of: bar.update(
            task, description=f"{what} {now}", completed=done, total=of or None
        )
