"""Sealed tables as a filesystem for DuckDB: ranges are unsealed when they are asked for.

Keys never enter DuckDB or SQL text, and nothing unsealed is written anywhere.
"""

import io
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from fsspec import AbstractFileSystem

# Evidence never changes while it is open; DuckDB asks so that it may keep a footer.
_UNCHANGED_SINCE = datetime(2000, 1, 1)


class Readable(Protocol):
    """Bytes of known size that any thread may read anywhere; `trust.SealedReader` is one."""

    @property
    def size(self) -> int:
        """Length of the plain content."""

    def read_at(self, position: int, length: int) -> bytes:
        """`length` plain bytes from `position`."""


@dataclass(frozen=True)
class Plain:
    """What was made in memory and lies nowhere else."""

    content: bytes = field(repr=False)

    @property
    def size(self) -> int:
        """Its length."""
        return len(self.content)

    def read_at(self, position: int, length: int) -> bytes:
        """A part of it."""
        return self.content[position : position + length]


class _Handle(io.RawIOBase):
    """DuckDB seeks and reads on one handle from several threads: each thread has its position."""

    def __init__(self, content: Readable) -> None:
        self._content = content
        self._here = threading.local()
        self.size = content.size

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return getattr(self._here, "position", 0)

    def seek(self, offset: int, whence: int = 0) -> int:
        start = (0, self.tell(), self.size)[whence]
        self._here.position = start + offset
        return start + offset

    def read(self, size: int | None = -1) -> bytes:
        position = self.tell()
        left = self.size - position
        wanted = left if size is None or size < 0 else min(size, left)
        content = self._content.read_at(position, wanted) if wanted > 0 else b""
        self._here.position = position + len(content)
        return content


class SealedFiles(AbstractFileSystem):  # type: ignore[misc]
    """`sealed://<snapshot>/<table>` for the tables it was given; nothing else exists in it."""

    protocol = "sealed"
    cachable = False

    def __init__(self, contents: Mapping[str, Readable]) -> None:
        super().__init__()
        self._contents = contents

    def open(self, path: str, mode: str = "rb", **_: Any) -> _Handle:
        """A handle on the plain content, for reading."""
        if mode != "rb":
            raise OSError("evidence is never written")
        return _Handle(self._content(path))

    def info(self, path: str, **_: Any) -> dict[str, Any]:
        """Name and size, as fsspec wants them."""
        return {"name": path, "size": self._content(path).size, "type": "file"}

    def exists(self, path: str, **_: Any) -> bool:
        """Whether it is one of the tables."""
        return path in self._contents

    def isfile(self, path: str) -> bool:
        """As `exists`."""
        return path in self._contents

    def isdir(self, path: str) -> bool:
        """There are no folders."""
        return False

    def glob(self, path: str, **_: Any) -> list[str]:
        """The path itself; wildcards match nothing."""
        return [path] if path in self._contents else []

    def modified(self, path: str) -> datetime:
        """Always the same moment."""
        return _UNCHANGED_SINCE

    def _content(self, path: str) -> Readable:
        if path not in self._contents:
            raise FileNotFoundError(path)
        return self._contents[path]
