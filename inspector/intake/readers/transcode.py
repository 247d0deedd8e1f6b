"""Texts and members of archives shown to DuckDB, decoded on demand, never written anywhere.

DuckDB reads UTF-8 only and asks for ranges; an index made in one pass says where in the source
each part of the UTF-8 text begins, always between two characters.
"""

import codecs
import datetime
from bisect import bisect_right
from typing import Any

from fsspec import AbstractFileSystem

from inspector.intake.readers.content import Content, Stream
from inspector.intake.readers.files import blocks

PROTOCOL = "intake"


class Transcoded:
    """One text as UTF-8 bytes of known size, readable at any position, from any thread."""

    def __init__(self, content: Content, encoding: str) -> None:
        self._content, self._encoding = content, encoding
        self._source, self._target = [0], [0]
        decoder = codecs.getincrementaldecoder(encoding)("strict")
        read = 0
        for block in blocks(content):
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
        raw = self._content.read_at(self._source[first], self._source[last] - self._source[first])
        start = position - self._target[first]
        return raw.decode(self._encoding).encode()[start : start + end - position]


class TranscodingFileSystem(AbstractFileSystem):  # type: ignore[misc]
    """`intake://<n>` for each text that is not UTF-8, and for each member of an archive."""

    protocol = PROTOCOL
    cachable = False

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[Content] = []

    def add(self, content: Content, encoding: str = "utf-8-sig") -> str:
        """Show it, as UTF-8 where it is text; returns the address DuckDB reads it at."""
        self.shown.append(content if encoding == "utf-8-sig" else Transcoded(content, encoding))
        return f"{PROTOCOL}://{len(self.shown) - 1}"

    def _content(self, path: str) -> Content:
        return self.shown[int(path.rpartition("/")[2])]

    def info(self, path: str, **_: Any) -> dict[str, Any]:
        return {"name": path, "size": self._content(path).size, "type": "file"}

    def exists(self, path: str, **_: Any) -> bool:
        number = path.rpartition("/")[2]
        return number.isdigit() and int(number) < len(self.shown)

    def glob(self, path: str, **_: Any) -> list[str]:
        return [path.rpartition("/")[2]] if self.exists(path) else []

    def modified(self, path: str) -> datetime.datetime:
        return datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC)

    def _open(self, path: str, mode: str = "rb", **_: Any) -> Stream:
        return Stream(self._content(path))
