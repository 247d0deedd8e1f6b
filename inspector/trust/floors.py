"""The highest version seen of every line of packs, snapshots and rosters; it only rises.

It lies outside every package, so an older one passed off as the newest is refused.
"""

import json
from pathlib import Path

from filelock import FileLock

from inspector.errors import TrustStoreDamaged
from inspector.trust.canonical import canonical
from inspector.trust.revocations import file_name
from inspector.whole import write_whole


class Floors:
    """One file a line; several processes may raise one at once."""

    def __init__(self, folder: Path, lock: Path) -> None:
        self._folder = folder
        self._lock = lock

    def floor(self, line: str) -> int:
        """The highest version seen of a line of packs, snapshots or rosters; 0 if none was.

        Raises:
            TrustStoreDamaged: what cannot be read is not taken for none.
        """
        file = self._file(line)
        try:
            told = json.loads(file.read_text("utf-8"))
            if told["line"] == line and isinstance(told["version"], int):
                return int(told["version"])
        except FileNotFoundError:
            return 0
        except (ValueError, KeyError, TypeError):
            pass
        raise TrustStoreDamaged(path=str(file))

    def raise_floor(self, line: str, version: int) -> None:
        """Remember that `version` has been seen; a lower one changes nothing."""
        self._lock.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(self._lock):
            if version > self.floor(line):
                write_whole(self._file(line), canonical({"line": line, "version": version}))

    def _file(self, line: str) -> Path:
        return self._folder / f"{file_name(line)}.json"
