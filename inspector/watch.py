"""How far a long statement has come, told while it runs; whoever is told may stop it.

What is told never comes after the statement's end, and never goes back.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Protocol

EVERY = 0.5
"""Seconds between two words."""
KNOWING = (
    "SET enable_progress_bar = true; SET enable_progress_bar_print = false; "
    "SET progress_bar_time = 0"
)
"""SQL by which a connection knows how far it is, and draws nothing."""


class Running(Protocol):
    """A connection of DuckDB."""

    def query_progress(self) -> float:
        """Percent of the statement at work; below 0 where that is not known."""

    def interrupt(self) -> None:
        """Stop it."""


@contextmanager
def watched(con: Running, tell: Callable[[float], None]) -> Iterator[None]:
    """Tell now and then which share, 0 to 1, of what `con` runs inside is done.

    `tell` is called from another thread. What it raises stops the statement, and is raised here.
    """
    over, raised = Event(), list[BaseException]()

    def watch() -> None:
        share = 0.0
        while not over.wait(EVERY):
            share = max(share, min(con.query_progress() / 100, 1.0))
            try:
                tell(share)
            except BaseException as error:  # noqa: BLE001 - raised again where it can be heard
                raised.append(error)
                con.interrupt()
                return

    watching = Thread(target=watch, daemon=True)
    watching.start()
    try:
        yield
    except Exception:
        if not raised:
            raise
    finally:
        over.set()
        watching.join()
    if raised:
        raise raised[0]
