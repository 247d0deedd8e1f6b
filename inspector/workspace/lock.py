"""One writer to a case: an OS lock, and beside it who holds it, for others to read.

Who is told to hold it holds it now: what a dead process left behind says nothing.
"""

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from inspector.errors import CaseLocked, writing

_LOCK, _TOLD = "lock", "lock.holder"
_PATIENCE_SECONDS = 0.3
"""Somebody may be looking who holds it, which takes a moment."""


@dataclass(frozen=True)
class Holder:
    """Who writes to a case and since when (UTC, ISO 8601); "?" if that could not be told."""

    name: str
    since: str


class WriterLock:
    """Held from construction to `release`; a crash lets go of it.

    Raises:
        CaseLocked: another process, or this one, writes already.
        WriteFailed: the folder cannot be written to.
    """

    def __init__(self, folder: Path, holder: str) -> None:
        # Windows lets nobody read a locked file: the holder is told in a file of its own.
        self._told = folder / _TOLD
        self._lock = FileLock(folder / _LOCK, timeout=_PATIENCE_SECONDS, is_singleton=False)
        with writing(folder / _LOCK):
            try:
                self._lock.acquire()
            except Timeout:
                told = _told(folder)
                raise CaseLocked(path=str(folder), holder=told.name, since=told.since) from None
        since = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        now = {"holder": holder, "pid": os.getpid(), "since": since}
        # On a full disk the case still opens: others are then not told who holds it.
        with suppress(OSError):
            self._told.write_text(json.dumps(now, ensure_ascii=False), "utf-8")

    def release(self) -> None:
        """Let the next one write."""
        try:
            with suppress(OSError):
                self._told.unlink(missing_ok=True)
        finally:
            self._lock.release()


def writer_of(folder: Path) -> Holder | None:
    """Who writes to the case in `folder` at this moment; None if nobody does."""
    if not (folder / _LOCK).exists():
        return None
    try:
        with FileLock(folder / _LOCK, timeout=0, is_singleton=False):
            return None
    except Timeout:
        return _told(folder)
    except OSError:  # A disk that can only be read: nobody writes to it.
        return None


def _told(folder: Path) -> Holder:
    try:
        told = json.loads((folder / _TOLD).read_text("utf-8"))
        return Holder(str(told["holder"]), str(told["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Holder("?", "?")
