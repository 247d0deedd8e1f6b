"""What comes out of an archive, kept readable without a plaintext file: in memory, or sealed.

Large members lie in a private folder, sealed with a key that only this process holds and that is
gone with it; the folder goes when nobody reads the member any more.
"""

import io
import tempfile
from pathlib import Path

from inspector.trust import SealedReader, SealWriter, new_identity

IN_MEMORY = 4 << 20
"""Members up to this many bytes stay in memory."""


class InMemory:
    """A small member."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.size = len(data)

    def read_at(self, position: int, length: int) -> bytes:
        """`length` bytes from `position` on, fewer at the end."""
        return self._data[position : position + length]


class _Sealed:
    """A large member; its folder lives as long as it does."""

    def __init__(self, reader: SealedReader, folder: "tempfile.TemporaryDirectory[str]") -> None:
        self._reader, self._folder = reader, folder
        self.size = reader.size

    def read_at(self, position: int, length: int) -> bytes:
        """`length` bytes from `position` on, fewer at the end."""
        return self._reader.read_at(position, length)

    def __del__(self) -> None:
        # Windows removes no open file.
        self._reader.close()
        self._folder.cleanup()


class Keeping:
    """A member as it arrives."""

    def __init__(self) -> None:
        self._start = bytearray()
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._sealing: SealWriter | None = None
        self._sink: io.BufferedWriter | None = None
        self._secret = ""

    def write(self, data: bytes) -> None:
        """Keep the next bytes."""
        if self._sealing is None and len(self._start) + len(data) <= IN_MEMORY:
            self._start += data
            return
        (self._sealing or self._seal()).write(data)

    def _seal(self) -> SealWriter:
        owner = new_identity("intake", "contractor")
        self._secret = owner.age_secret
        self._folder = tempfile.TemporaryDirectory(prefix="inspector-")
        self._sink = (Path(self._folder.name) / "member.age").open("wb")
        self._sealing = SealWriter(self._sink, [owner.card.seal_key])
        self._sealing.write(bytes(self._start))
        self._start.clear()
        return self._sealing

    def kept(self) -> InMemory | _Sealed:
        """All that was written, readable from now on."""
        if self._sealing is None or self._sink is None or self._folder is None:
            return InMemory(bytes(self._start))
        self._sealing.close()
        self._sink.close()
        reader = SealedReader(Path(self._folder.name) / "member.age", self._secret)
        return _Sealed(reader, self._folder)
