"""A folder to spill into that belongs to one living process; what dead ones left is swept away."""

import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

_PREFIX, _HELD, _YOUNG_SECONDS = "inspector-spill-", "held", 60


def own_folder(parent: Path) -> tuple[Path, FileLock]:
    """A new folder, and the lock that says its process lives."""
    for left in parent.glob(f"{_PREFIX}*"):
        sweep(left)
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=parent))
    held = FileLock(folder / _HELD, is_singleton=False)
    held.acquire()
    return folder, held


def sweep(folder: Path) -> None:
    """Remove what a dead process left; a living one holds its lock."""
    with suppress(OSError, Timeout):
        # A folder this young may not be locked yet.
        if time.time() - folder.stat().st_mtime > _YOUNG_SECONDS:
            with FileLock(folder / _HELD, timeout=0, is_singleton=False):
                pass
            shutil.rmtree(folder, ignore_errors=True)
