"""The text header of an age v1 file: stanzas and MAC, parsed as strictly as the format asks.

Nothing is repaired: a header that another writer would have written differently is refused.

Source: C2SP age.md, "Header".
"""

import hashlib
import hmac
import re
from dataclasses import dataclass

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from inspector.trust.canonical import from_base64, to_base64

VERSION = b"age-encryption.org/v1\n"
_COLUMNS = 64
_OPENING = re.compile(rb"->((?: [\x21-\x7e]+)+)")
_BODY = re.compile(rb"[A-Za-z0-9+/]{0,64}")
_MAC = re.compile(rb"--- ([A-Za-z0-9+/]{43})")


class HeaderIncomplete(ValueError):
    """The bytes end before the header does."""


@dataclass(frozen=True)
class Stanza:
    """The file key wrapped once: kind of recipient, its arguments, the wrapped key."""

    kind: str
    args: tuple[str, ...]
    body: bytes

    def to_bytes(self) -> bytes:
        """The stanza's lines; the last body line is always shorter than 64 columns."""
        text = to_base64(self.body, padded=False)
        lines = [text[at : at + _COLUMNS] for at in range(0, len(text) + 1, _COLUMNS)]
        return ("-> " + " ".join((self.kind, *self.args)) + "\n" + "\n".join(lines) + "\n").encode()


@dataclass(frozen=True)
class Header:
    """A parsed header: its stanzas, the bytes the MAC covers, the MAC, and its length in bytes."""

    stanzas: tuple[Stanza, ...]
    covered: bytes
    mac: bytes
    size: int

    def authentic(self, file_key: bytes) -> bool:
        """Whether whoever knew `file_key` wrote exactly this header."""
        return hmac.compare_digest(_mac(file_key, self.covered), self.mac)


def write_header(stanzas: list[Stanza], file_key: bytes) -> bytes:
    """The header for `stanzas`, authenticated with the file key."""
    covered = VERSION + b"".join(stanza.to_bytes() for stanza in stanzas) + b"---"
    return covered + b" " + to_base64(_mac(file_key, covered), padded=False).encode() + b"\n"


def parse_header(data: bytes) -> Header:
    """The header at the start of `data`.

    Raises:
        HeaderIncomplete: `data` ends inside the header.
        ValueError: not an age v1 header.
    """
    if not data.startswith(VERSION[: len(data)]):
        raise ValueError("not an age v1 file")
    line, at = _line(data, 0)
    stanzas: list[Stanza] = []
    while True:
        line, after = _line(data, at)
        if line.startswith(b"---"):
            return Header(tuple(stanzas), data[: at + 3], _mac_of(line, stanzas), after)
        stanza, at = _stanza(data, line, after)
        stanzas.append(stanza)


def _line(data: bytes, at: int) -> tuple[bytes, int]:
    end = data.find(b"\n", at)
    if end < 0:
        raise HeaderIncomplete("the header does not end")
    return data[at:end], end + 1


def _stanza(data: bytes, opening: bytes, at: int) -> tuple[Stanza, int]:
    found = _OPENING.fullmatch(opening)
    if found is None:
        raise ValueError("not a stanza")
    kind, *args = found[1].decode("ascii").split(" ")[1:]
    text = b""
    while True:
        line, at = _line(data, at)
        if not _BODY.fullmatch(line):
            raise ValueError("not a stanza body")
        text += line
        if len(line) < _COLUMNS:
            return Stanza(kind, tuple(args), from_base64(text.decode("ascii"), padded=False)), at


def _mac_of(line: bytes, stanzas: list[Stanza]) -> bytes:
    found = _MAC.fullmatch(line)
    if found is None or not stanzas:
        raise ValueError("not a header's end")
    return from_base64(found[1].decode("ascii"), padded=False)


def _mac(file_key: bytes, covered: bytes) -> bytes:
    return hmac.digest(derive(file_key, b"", b"header"), covered, hashlib.sha256)


def derive(secret: bytes, salt: bytes, info: bytes) -> bytes:
    """32 bytes of HKDF-SHA-256 (RFC 5869)."""
    return HKDF(hashes.SHA256(), 32, salt, info).derive(secret)
