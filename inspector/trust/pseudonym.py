"""Pseudonyms: what stands for a person's number inside one case.

A value has one pseudonym on every laptop of its case and another in every other case; without the
case key nobody finds the value by trying all numbers there are.

Source: RFC 5869 (HKDF-SHA256) for the key, RFC 2104 (HMAC-SHA256), RFC 4648 (base32).
"""

import hmac
from base64 import b32encode
from collections import Counter
from collections.abc import Collection, Mapping
from hashlib import sha256

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_PURPOSE = b"inspector pseudonyms 1"
_SHORT, _LONG = 8, 24


class Pseudonyms:
    """Gives out the pseudonyms of one case; the key derived from the case key stays in here."""

    def __init__(self, case_key: bytes) -> None:
        self._key = HKDF(SHA256(), 32, salt=None, info=_PURPOSE).derive(case_key)

    def of(self, values: Collection[str]) -> Mapping[str, str]:
        """Each value's own pseudonym: 8 letters, or 24 where 8 would name two values."""
        long = {value: self._digest(value) for value in values}
        alike = Counter(digest[:_SHORT] for digest in long.values())
        return {
            value: digest[:_SHORT] if alike[digest[:_SHORT]] == 1 else digest
            for value, digest in long.items()
        }

    def long(self, value: str) -> str:
        """The value's 24 letters, whatever other values there are."""
        return self._digest(value)

    def _digest(self, value: str) -> str:
        mac = hmac.digest(self._key, value.encode("utf-8", "surrogatepass"), sha256)
        return b32encode(mac).decode("ascii")[:_LONG]
