"""A folder to spill into that belongs to one living process; what dead ones left is swept away."""

import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

_PREFIX, _HELD, _YOUNG_SECONDS = "inspector-spill-", "held", 60


class SpillFolder:
    """A new folder under `parent` (or where the system has them), and a lock that says: alive."""

    def __init__(self, parent: Path | None = None) -> None:
        parent = parent or Path(tempfile.gettempdir())
        for left in parent.glob(f"{_PREFIX}*"):
            sweep(left)
        self.path = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=parent))
        self._lock = FileLock(self.path / _HELD, is_singleton=False)
        self._lock.acquire()

    def close(self) -> None:
        """Remove it with all that is in it."""
        self._lock.release()
        shutil.rmtree(self.path, ignore_errors=True)


def sweep(folder: Path) -> None:
    """Remove what a dead process left; a living one holds its lock."""
    with suppress(OSError, Timeout):
        # A folder this young may not be locked yet.
        if time.time() - folder.stat().st_mtime > _YOUNG_SECONDS:
            with FileLock(folder / _HELD, timeout=0, is_singleton=False):
                pass
            shutil.rmtree(folder, ignore_errors=True)
