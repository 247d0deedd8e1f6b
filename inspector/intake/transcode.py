"""GB18030 text shown to DuckDB as UTF-8, decoded on demand, never written anywhere.

DuckDB reads UTF-8 only and asks for ranges; an index made in one pass says where in the source
each part of the UTF-8 text begins, always between two characters.
"""

import codecs
import datetime
import io
from bisect import bisect_right
from pathlib import Path
from typing import Any

from fsspec import AbstractFileSystem

from inspector.intake.files import blocks

PROTOCOL = "intake"


class Transcoded:
    """One text file as UTF-8 bytes of known size, readable at any position, from any thread."""

    def __init__(self, path: Path, encoding: str) -> None:
        self._path, self._encoding = path, encoding
        self._source, self._target = [0], [0]
        decoder = codecs.getincrementaldecoder(encoding)("strict")
        read = 0
        for block in blocks(path):
            text = decoder.decode(block)
            read += len(block)
            self._source.append(read - len(decoder.getstate()[0]))
            self._target.append(self._target[-1] + len(text.encode()))
        self.size = self._target[-1]

    def read_at(self, position: int, length: int) -> bytes:
        """`length` bytes of UTF-8 from `position` on, fewer at the end."""
        end = min(position + length, self.size)
        if end <= position:
            return b""
        first = bisect_right(self._target, position) - 1
        last = bisect_right(self._target, end - 1)
        with self._path.open("rb") as file:
            file.seek(self._source[first])
            raw = file.read(self._source[last] - self._source[first])
        start = position - self._target[first]
        return raw.decode(self._encoding).encode()[start : start + end - position]


class _Handle(io.RawIOBase):
    """One position for all threads: DuckDB's CSV reader lets one go on where another stopped."""

    def __init__(self, text: Transcoded) -> None:
        self._text, self._position = text, 0
        self.size = text.size

    def seek(self, offset: int, whence: int = 0) -> int:
        self._position = (0, self._position, self.size)[whence] + offset
        return self._position

    def tell(self) -> int:
        return self._position

    def read(self, length: int = -1) -> bytes:
        wanted = self.size - self._position if length < 0 else length
        data = self._text.read_at(self._position, wanted)
        self._position += len(data)
        return data

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True


class TranscodingFileSystem(AbstractFileSystem):  # type: ignore[misc]
    """`intake://<n>` for each text that is not UTF-8."""

    protocol = PROTOCOL
    cachable = False

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[Transcoded] = []

    def add(self, path: Path, encoding: str) -> str:
        """Show the text at `path`; returns the address DuckDB reads it at."""
        self.texts.append(Transcoded(path, encoding))
        return f"{PROTOCOL}://{len(self.texts) - 1}"

    def _text(self, path: str) -> Transcoded:
        return self.texts[int(path.rpartition("/")[2])]

    def info(self, path: str, **_: Any) -> dict[str, Any]:
        return {"name": path, "size": self._text(path).size, "type": "file"}

    def exists(self, path: str, **_: Any) -> bool:
        number = path.rpartition("/")[2]
        return number.isdigit() and int(number) < len(self.texts)

    def glob(self, path: str, **_: Any) -> list[str]:
        return [path.rpartition("/")[2]] if self.exists(path) else []

    def modified(self, path: str) -> datetime.datetime:
        return datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC)

    def _open(self, path: str, mode: str = "rb", **_: Any) -> _Handle:
        return _Handle(self._text(path))
