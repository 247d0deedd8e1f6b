"""Blocks sealed under one symmetric key: journal entries, kept work, spilled pages.

Every block is bound to where it belongs; moved elsewhere it no longer opens.

Source: NIST SP 800-38D (AES-GCM), 96-bit random nonces, 128-bit tags.
"""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from inspector.errors import SealDamaged

KEY_SIZE = 32
_NONCE = 12
_TAG = 16


def new_key() -> bytes:
    """32 fresh random bytes: the key of a case, or of one process's spill."""
    return os.urandom(KEY_SIZE)


class Vault:
    """Seals and opens blocks under one key; safe to share between threads."""

    def __init__(self, key: bytes) -> None:
        if len(key) != KEY_SIZE:
            raise ValueError("a vault's key has 32 bytes")
        self._cipher = AESGCM(key)

    def seal(self, plain: bytes, bound: bytes) -> bytes:
        """nonce ‖ ciphertext ‖ tag, 28 bytes longer than `plain`; `bound` says where it belongs."""
        nonce = os.urandom(_NONCE)
        return nonce + self._cipher.encrypt(nonce, plain, bound)

    def open(self, sealed: bytes, bound: bytes, path: str = "") -> bytes:
        """What was sealed for `bound`.

        Raises:
            SealDamaged: changed, cut, sealed under another key, or moved from where it belongs.
        """
        if len(sealed) < _NONCE + _TAG:
            raise SealDamaged(path=path)
        try:
            return self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], bound)
        except InvalidTag:
            raise SealDamaged(path=path) from None
