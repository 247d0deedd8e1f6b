"""One writer to a case: an OS lock, and beside it who holds it, for others to read."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from inspector.errors import CaseLocked


class WriterLock:
    """Held from construction to `release`; a crash lets go of it.

    Raises:
        CaseLocked: another process, or this one, writes already.
    """

    def __init__(self, folder: Path, holder: str) -> None:
        # Windows lets nobody read a locked file: the holder is told in a file of its own.
        self._told = folder / "lock.holder"
        self._lock = FileLock(folder / "lock", timeout=0, is_singleton=False)
        try:
            self._lock.acquire()
        except Timeout:
            raise self._refusal(folder) from None
        since = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        told = {"holder": holder, "pid": os.getpid(), "since": since}
        self._told.write_text(json.dumps(told, ensure_ascii=False), "utf-8")

    def release(self) -> None:
        """Let the next one write."""
        self._told.unlink(missing_ok=True)
        self._lock.release()

    def _refusal(self, folder: Path) -> CaseLocked:
        try:
            told = json.loads(self._told.read_text("utf-8"))
            return CaseLocked(path=str(folder), holder=told["holder"], since=told["since"])
        except (OSError, ValueError, KeyError, TypeError):
            return CaseLocked(path=str(folder), holder="?", since="?")
