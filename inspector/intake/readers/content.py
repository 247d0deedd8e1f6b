"""The bytes of a handed-over file, wherever they lie: on disk, or kept out of an archive.

Whatever they lie in, they can be read at any position, from any thread.
"""

import io
from pathlib import Path
from typing import Any, Protocol


class Content(Protocol):
    """Bytes of known size."""

    @property
    def size(self) -> int:
        """How many bytes there are."""

    def read_at(self, position: int, length: int) -> bytes:
        """`length` bytes from `position` on, fewer at the end."""


class OnDisk:
    """A file as it lies in the folder that was handed over."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def size(self) -> int:
        """How many bytes it has now."""
        return self._path.stat().st_size

    def read_at(self, position: int, length: int) -> bytes:
        """`length` bytes from `position` on, fewer at the end."""
        with self._path.open("rb") as file:
            file.seek(position)
            return file.read(length)


class Stream(io.RawIOBase):
    """Content as a file with one position for all threads.

    DuckDB's CSV reader lets one thread go on where another stopped.
    """

    def __init__(self, content: Content) -> None:
        self._content, self._position = content, 0
        self.size = content.size

    def seek(self, offset: int, whence: int = 0) -> int:
        self._position = (0, self._position, self.size)[whence] + offset
        return self._position

    def tell(self) -> int:
        return self._position

    def read(self, length: int | None = -1) -> bytes:
        wanted = self.size - self._position if length is None or length < 0 else length
        data = self._content.read_at(self._position, wanted)
        self._position += len(data)
        return data

    def readinto(self, buffer: Any) -> int:
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True
