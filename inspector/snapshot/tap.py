"""A filesystem with one file, through which DuckDB pours a table into a sealed entry.

DuckDB writes Parquet front to back; the tap refuses anything else, so nothing needs to be kept.
"""

import io
from typing import Any

from fsspec import AbstractFileSystem

from inspector.trust import SealWriter

URL = "tap://table"


class _Stream(io.RawIOBase):
    def __init__(self, tap: "Tap") -> None:
        self._tap = tap
        self._position = 0

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def write(self, data: Any) -> int:
        self._tap.pour(data)
        self._position += len(data)
        return len(data)


class Tap(AbstractFileSystem):  # type: ignore[misc]
    """Register with a connection, then `COPY … TO 'tap://table'`."""

    protocol = "tap"
    cachable = False

    def __init__(self, seal: SealWriter) -> None:
        super().__init__()
        self._seal = seal
        self.broken: OSError | None = None
        """What the disk said, as DuckDB would only quote it."""

    def pour(self, data: bytes) -> None:
        """Seal the next bytes of the table."""
        try:
            self._seal.write(data)
        except OSError as error:
            self.broken = error
            raise

    def open(self, path: str, mode: str = "rb", **_: Any) -> _Stream:
        """The one stream there is, for writing."""
        if mode != "wb":
            raise OSError("only written")
        return _Stream(self)

    def exists(self, path: str, **_: Any) -> bool:
        """Never: DuckDB would otherwise write beside and rename."""
        return False

    def isfile(self, path: str) -> bool:
        """As `exists`."""
        return False

    def isdir(self, path: str) -> bool:
        """As `exists`."""
        return False
