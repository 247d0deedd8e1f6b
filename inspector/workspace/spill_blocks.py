"""One spill file: sealed blocks at the offsets DuckDB chose, their seals kept in memory.

Without this process's memory the file is noise; a block that was changed or moved is refused.
"""

import os
import threading
from pathlib import Path

from inspector.trust import Vault

_NONCE, _TAG = 12, 16


class Blocks:
    """Reads and writes whole blocks; any thread may."""

    def __init__(self, path: Path, vault: Vault) -> None:
        # O_BINARY: Windows would otherwise rewrite line ends.
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)
        self._file = os.fdopen(os.open(path, flags, 0o600), "r+b", buffering=0)
        self._name = path.name.encode()
        self._vault = vault
        self._seals: dict[int, tuple[int, bytes, bytes]] = {}
        self._lock = threading.Lock()
        self.size = 0

    def write(self, position: int, plain: bytes) -> None:
        """Seal `plain` at `position`; it replaces the block that started there."""
        sealed = self._vault.seal(plain, self._bound(position))
        nonce, body, tag = sealed[:_NONCE], sealed[_NONCE:-_TAG], sealed[-_TAG:]
        with self._lock:
            self._file.seek(position)
            self._file.write(body)
            self._seals[position] = (len(body), nonce, tag)
            self.size = max(self.size, position + len(body))

    def read(self, position: int, length: int) -> bytes:
        """Whole blocks from `position` on until `length` is reached, then cut to it."""
        parts: list[bytes] = []
        missing = length
        while missing > 0 and position in self._seals:
            parts.append(self._open(position))
            position += len(parts[-1])
            missing -= len(parts[-1])
        if missing > 0 and position < self.size:
            raise OSError("a spilled block is read where none was written")
        return b"".join(parts)[:length]

    def _open(self, position: int) -> bytes:
        with self._lock:
            length, nonce, tag = self._seals[position]
            self._file.seek(position)
            body = self._file.read(length)
        return self._vault.open(nonce + body + tag, self._bound(position))

    def truncate(self, size: int) -> None:
        """Cut the file to `size`; blocks that reach beyond are forgotten."""
        with self._lock:
            self._file.truncate(size)
            self._seals = {at: seal for at, seal in self._seals.items() if at + seal[0] <= size}
            self.size = size

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def _bound(self, position: int) -> bytes:
        return self._name + position.to_bytes(8, "big")
