"""Where DuckDB spills what does not fit in memory: sealed under a key that dies with the process.

Blocks lie in the files at the offsets DuckDB chose; their nonces and tags stay in memory, so a
file left behind by a crash is noise. The next spill sweeps it away.
"""

import io
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from fsspec import AbstractFileSystem

from inspector.trust import Vault, new_key
from inspector.workspace.spill_blocks import Blocks
from inspector.workspace.spill_folder import SpillFolder


class _Handle(io.RawIOBase):
    """A position for each thread, as in `sealed`."""

    def __init__(self, blocks: Blocks) -> None:
        self._blocks = blocks
        self._here = threading.local()

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return getattr(self._here, "position", 0)

    def seek(self, offset: int, whence: int = 0) -> int:
        start = (0, self.tell(), self._blocks.size)[whence]
        self._here.position = start + offset
        return start + offset

    def read(self, size: int | None = -1) -> bytes:
        position = self.tell()
        wanted = self._blocks.size - position if size is None or size < 0 else size
        plain = self._blocks.read(position, wanted)
        self._here.position = position + len(plain)
        return plain

    def write(self, data: Any) -> int:
        position = self.tell()
        plain = bytes(data)
        self._blocks.write(position, plain)
        self._here.position = position + len(plain)
        return len(plain)

    def truncate(self, size: int | None = None) -> int:
        size = self.tell() if size is None else size
        self._blocks.truncate(size)
        return size


class SpillFiles(AbstractFileSystem):  # type: ignore[misc]
    """`spill://…`, DuckDB's temp_directory: one flat folder of sealed blocks, gone at `close`."""

    protocol = "spill"
    cachable = False
    folder_url = "spill://here"

    def __init__(self, parent: Path | None = None) -> None:
        super().__init__()
        self._own = SpillFolder(parent)
        self.folder = self._own.path
        self._vault = Vault(new_key())
        self._files: dict[str, Blocks] = {}
        self._lock = threading.Lock()

    def open(self, path: str, mode: str = "rb", **_: Any) -> _Handle:
        """A handle on a spill file; it is made when it is not there."""
        with self._lock:
            if path not in self._files:
                self._files[path] = Blocks(self._real(path), self._vault)
            return _Handle(self._files[path])

    def rm(self, path: str, *_: Any, **__: Any) -> None:
        """Remove one file; its seals are forgotten first."""
        with self._lock:
            blocks = self._files.pop(path, None)
        if blocks is not None:
            blocks.close()
            self._real(path).unlink(missing_ok=True)

    rm_file = rm

    def exists(self, path: str, **_: Any) -> bool:
        """Whether it is the folder or a file in it."""
        return self.isdir(path) or path in self._files

    def isfile(self, path: str) -> bool:
        """Whether it has been made."""
        return path in self._files

    def isdir(self, path: str) -> bool:
        """The one folder there is."""
        return path.rstrip("/") == self.folder_url

    def info(self, path: str, **_: Any) -> dict[str, Any]:
        """Name, size and kind, as fsspec wants them."""
        if self.isdir(path):
            return {"name": path, "size": 0, "type": "directory"}
        if path not in self._files:
            raise FileNotFoundError(path)
        return {"name": path, "size": self._files[path].size, "type": "file"}

    def ls(self, path: str, detail: bool = True, **_: Any) -> list[Any]:
        """All files."""
        return [self.info(name) if detail else name for name in self._listed()]

    def glob(self, path: str, **_: Any) -> list[str]:
        """The path itself, or all files for a wildcard."""
        return [name for name in self._listed() if name == path or path.endswith("*")]

    def mkdir(self, path: str, *_: Any, **__: Any) -> None:
        """The folder exists already."""

    def makedirs(self, path: str, exist_ok: bool = False) -> None:
        """The folder exists already."""

    def rmdir(self, path: str) -> None:
        """The folder goes at `close`."""

    def modified(self, path: str) -> datetime:
        """Spill has no history."""
        return datetime(2000, 1, 1)

    def close(self) -> None:
        """Remove everything that was spilled."""
        for path in list(self._listed()):
            self.rm(path)
        self._own.close()

    def _listed(self) -> Iterator[str]:
        return iter(sorted(self._files))

    def _real(self, path: str) -> Path:
        return self.folder / path.rsplit("/", 1)[-1]
