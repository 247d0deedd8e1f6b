"""Sealing for named recipients: age v1 files, written as a stream and read on demand.

A reader never hands out a byte it has not authenticated, and refuses a file that was cut off before
the first byte is asked for. What it opens, the public `age` tool opens, and the other way round.

Source: C2SP age.md (age v1); C2SP CCTV age test vectors.
"""

import io
import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from inspector.errors import FileMissing
from inspector.trust.age_header import Stanza, derive, write_header
from inspector.trust.age_keys import (
    FILE_KEY_SIZE,
    Opener,
    opener_for,
    opener_knowing,
    wrap_for,
)
from inspector.trust.age_payload import CHUNK, NONCE, SEALED_CHUNK, TAG, Payload, chunk_nonce

_BATCH = 16


def seal(plain: bytes, recipients: Sequence[str]) -> bytes:
    """`plain`, sealed so that each of the `age1…` recipients can open it and nobody else."""
    sink = io.BytesIO()
    with SealWriter(sink, recipients) as writer:
        writer.write(plain)
    return sink.getvalue()


def unseal(sealed: bytes, age_secret: str, path: str = "") -> bytes:
    """What was sealed, whole and authenticated.

    Raises:
        NotRecipient: sealed to others only.
        SealDamaged: changed, cut off, or with something after its end.
    """
    return open_sealed(sealed, opener_for(age_secret), path)


def open_sealed(sealed: bytes, opener: Opener, path: str) -> bytes:
    """As `unseal`, with whatever opens a stanza."""
    view = memoryview(sealed)
    payload = Payload(lambda at, size: bytes(view[at : at + size]), len(sealed), opener, path)
    return payload.read_at(0, payload.size)


class SealWriter(io.RawIOBase):
    """A stream that seals what is written to it into `sink`, in chunks of 64 KiB.

    Only `close()` makes the file whole: left by an exception, or forgotten, it stays a file that
    every reader refuses. The sink is not closed.
    """

    def __init__(self, sink: BinaryIO, recipients: Sequence[str]) -> None:
        file_key = os.urandom(FILE_KEY_SIZE)
        # A recipient named twice would only make the header longer.
        stanzas = [wrap_for(recipient, file_key) for recipient in dict.fromkeys(recipients)]
        self._begin(sink, stanzas, file_key)

    @classmethod
    def under(cls, sink: BinaryIO, stanza: Stanza, file_key: bytes) -> "SealWriter":
        """A writer for a file key that is already wrapped in `stanza`."""
        writer = cls.__new__(cls)
        writer._begin(sink, [stanza], file_key)
        return writer

    def _begin(self, sink: BinaryIO, stanzas: list[Stanza], file_key: bytes) -> None:
        if not stanzas:
            raise ValueError("nobody to seal for")
        nonce = os.urandom(NONCE)
        self._sink = sink
        self._cipher = ChaCha20Poly1305(derive(file_key, nonce, b"payload"))
        self._held = bytearray()
        self._out = bytearray(_BATCH * SEALED_CHUNK)
        self._number = 0
        self._taken = 0
        _write_all(sink, write_header(stanzas, file_key) + nonce)

    def writable(self) -> bool:
        """Always."""
        return True

    def tell(self) -> int:
        """How many bytes have been handed over, before sealing."""
        return self._taken

    def write(self, b: "bytes | bytearray | memoryview", /) -> int:  # type: ignore[override]
        """Take all of `b`; a chunk is sealed once it is known not to be the last."""
        if self.closed:
            raise ValueError("write to a closed seal")
        view = memoryview(b).cast("B")
        taken = len(view)
        self._taken += taken
        if self._held:
            room = CHUNK - len(self._held)
            self._held += view[:room]
            view = view[room:]
            if len(view):
                self._flush_chunks(memoryview(bytes(self._held)))
                self._held.clear()
        whole = max(0, (len(view) - 1) // CHUNK) * CHUNK
        self._flush_chunks(view[:whole])
        self._held += view[whole:]
        return taken

    def _flush_chunks(self, view: memoryview) -> None:
        out = memoryview(self._out)
        for start in range(0, len(view), _BATCH * CHUNK):
            filled = 0
            for at in range(start, min(start + _BATCH * CHUNK, len(view)), CHUNK):
                chunk = view[at : at + CHUNK]
                end = filled + len(chunk) + TAG
                self._cipher.encrypt_into(chunk_nonce(self._number), chunk, None, out[filled:end])
                self._number += 1
                filled = end
            _write_all(self._sink, out[:filled])

    def close(self) -> None:
        """Seal the last chunk and mark it as the last. A second call does nothing."""
        if self.closed:
            return
        try:
            last = self._cipher.encrypt(
                chunk_nonce(self._number, last=True), bytes(self._held), None
            )
            _write_all(self._sink, last)
        finally:
            self.abandon()

    def abandon(self) -> None:
        """Stop without a last chunk: what has been written stays refused by every reader."""
        self._held.clear()
        super().close()

    def __exit__(self, kind: object, *_: object) -> None:
        """Close, or abandon if an exception is on its way: half a table must not look whole."""
        if kind is None:
            self.close()
        else:
            self.abandon()

    def __del__(self) -> None:
        """Nothing: io.IOBase would close, and so make a forgotten half look whole."""


class SealedReader:
    """A sealed file, or the part of a file from `offset`, read on demand by any number of threads.

    Construction checks the header and the last chunk, so a file that was cut off is refused at
    once; each read authenticates the chunks it touches. `key` is a person's age key, or the key of
    this one file as another reader's `file_key` gave it.

    Raises:
        NotRecipient, SealDamaged, FileMissing: nothing stays open.
    """

    def __init__(
        self, path: Path, key: str | bytes, offset: int = 0, length: int | None = None
    ) -> None:
        self._lock = threading.Lock()
        self._offset = offset
        opener = opener_for(key) if isinstance(key, str) else opener_knowing(key)
        try:
            self._file = path.open("rb", buffering=0)
        except FileNotFoundError:
            raise FileMissing(path=str(path)) from None
        try:
            there = max(0, os.fstat(self._file.fileno()).st_size - offset)
            self._sealed_size = there if length is None else length
            self._payload = Payload(self._read_sealed, self._sealed_size, opener, str(path))
        except BaseException:
            self._file.close()
            raise

    @property
    def size(self) -> int:
        """Length of what was sealed, in bytes."""
        return self._payload.size

    @property
    def file_key(self) -> bytes:
        """What opens this one file and no other; to be handed over sealed only."""
        return self._payload.file_key

    def read_at(self, position: int, length: int) -> bytes:
        """Up to `length` bytes from `position`; fewer only at the end.

        Raises:
            SealDamaged: a chunk in this range does not authenticate.
        """
        return self._payload.read_at(position, length)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def __enter__(self) -> "SealedReader":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _read_sealed(self, at: int, size: int) -> bytes:
        # What follows in the file is no part of this seal, such as the next entry of a ZIP.
        size = min(size, self._sealed_size - at)
        # One handle and a lock rather than os.pread, which Windows lacks; ciphers run outside the
        # lock.
        with self._lock:
            self._file.seek(self._offset + at)
            parts: list[bytes] = []
            while size > 0 and (part := self._file.read(size)):
                parts.append(part)
                size -= len(part)
        return parts[0] if len(parts) == 1 else b"".join(parts)


def _write_all(sink: BinaryIO, data: "bytes | memoryview") -> None:
    """Write everything: a raw sink may take less than it is offered."""
    written = sink.write(data)
    while written is not None and written < len(data):
        data = memoryview(data)[written:]
        written = sink.write(data)
