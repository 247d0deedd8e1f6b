"""The payload of an age v1 file, opened in place, with the checks every opening makes.

Nothing leaves here that has not been authenticated, and nothing is opened whose end is missing.

Source: C2SP age.md, "Payload".
"""

from collections.abc import Callable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from inspector.errors import NotRecipient, SealDamaged
from inspector.trust.age_header import Header, HeaderIncomplete, derive, parse_header
from inspector.trust.age_keys import Opener, find_file_key

CHUNK = 65536
TAG = 16
SEALED_CHUNK = CHUNK + TAG
NONCE = 16
_BATCH = 32
_LARGEST_HEADER = 1 << 20

ReadAt = Callable[[int, int], bytes]
"""(position, length) → the sealed bytes there; fewer only at the end."""


def chunk_nonce(number: int, *, last: bool = False) -> bytes:
    """The counter of a chunk, and whether it is the last."""
    return number.to_bytes(11, "big") + (b"\1" if last else b"\0")


class Payload:
    """The opened payload behind `read`: chunk arithmetic, and the checks every opening makes."""

    def __init__(self, read: ReadAt, sealed_size: int, opener: Opener, path: str) -> None:
        self._read = read
        self._path = path
        header = self._header(sealed_size)
        self._start = header.size + NONCE
        body = sealed_size - self._start
        self._chunks = -(-body // SEALED_CHUNK)
        self.size = body - self._chunks * TAG
        self._cipher = self._payload_cipher(header, opener)
        self._check_end(body)

    def _header(self, sealed_size: int) -> Header:
        asked = 4096
        while True:
            try:
                return parse_header(self._read(0, min(asked, sealed_size)))
            except HeaderIncomplete:
                if asked >= min(sealed_size, _LARGEST_HEADER):
                    raise SealDamaged(path=self._path) from None
                asked *= 8
            except ValueError:
                raise SealDamaged(path=self._path) from None

    def _payload_cipher(self, header: Header, opener: Opener) -> ChaCha20Poly1305:
        try:
            file_key = find_file_key(header.stanzas, opener)
        except ValueError:
            raise SealDamaged(path=self._path) from None
        if file_key is None:
            raise NotRecipient(path=self._path)
        nonce = self._read(header.size, NONCE)
        if not header.authentic(file_key) or len(nonce) != NONCE:
            raise SealDamaged(path=self._path)
        self.file_key = file_key
        return ChaCha20Poly1305(derive(file_key, nonce, b"payload"))

    def _check_end(self, body: int) -> None:
        last = body - (self._chunks - 1) * SEALED_CHUNK
        # age: the last chunk may be empty only if it is the only one.
        if body < TAG or last < TAG or (last == TAG and self._chunks > 1):
            raise SealDamaged(path=self._path)
        self._open_chunks(self._chunks - 1, self._chunks - 1)

    def read_at(self, position: int, length: int) -> bytes:
        end = min(position + length, self.size)
        if position < 0 or end <= position:
            return b""
        first, last = position // CHUNK, (end - 1) // CHUNK
        plain = self._open_chunks(first, last)
        skip = first * CHUNK
        if position == skip and end - skip == len(plain):
            return bytes(plain)
        return bytes(memoryview(plain)[position - skip : end - skip])

    def _open_chunks(self, first: int, last: int) -> bytearray:
        """The plaintext of chunks `first` to `last`, read a batch at a time."""
        ends_at = self.size if last == self._chunks - 1 else (last + 1) * CHUNK
        plain = bytearray(ends_at - first * CHUNK)
        out = memoryview(plain)
        for batch in range(first, last + 1, _BATCH):
            self._open_batch(batch, min(batch + _BATCH, last + 1), out)
            out = out[_BATCH * CHUNK :]
        return plain

    def _open_batch(self, first: int, end: int, out: memoryview) -> None:
        raw = memoryview(
            self._read(self._start + first * SEALED_CHUNK, (end - first) * SEALED_CHUNK)
        )
        for number in range(first, end):
            place = number - first
            sealed = raw[place * SEALED_CHUNK : (place + 1) * SEALED_CHUNK]
            nonce = chunk_nonce(number, last=number == self._chunks - 1)
            room = out[place * CHUNK : (place + 1) * CHUNK]
            try:
                self._cipher.decrypt_into(nonce, sealed, None, room)
            except (InvalidTag, ValueError):
                # ValueError: cut short since it was opened, the chunk no longer fits its room.
                raise SealDamaged(path=self._path) from None
