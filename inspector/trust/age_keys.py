"""How a file key is wrapped for a person (X25519) or a passphrase (scrypt), and found again.

A stanza that is malformed is damage; a well-formed one that does not open was meant for someone
else.

Source: C2SP age.md, "The X25519 recipient type" and "The scrypt recipient type".
"""

import os
import re
from collections.abc import Callable, Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from inspector.trust import bech32
from inspector.trust.age_header import Stanza, derive
from inspector.trust.canonical import from_base64, to_base64

FILE_KEY_SIZE = 16
_WRAPPED_SIZE = FILE_KEY_SIZE + 16
_ZERO_NONCE = bytes(12)
_X25519_INFO = b"age-encryption.org/v1/X25519"
_SCRYPT_LABEL = b"age-encryption.org/v1/scrypt"
# As the age tool: more would let a file make its reader work for minutes.
_LARGEST_WORK = 22
_WORK = re.compile(r"[1-9][0-9]?")

Opener = Callable[[Stanza], bytes | None]


def new_age_secret() -> str:
    """A fresh secret key, `AGE-SECRET-KEY-1…`."""
    return bech32.encode(bech32.SECRET, X25519PrivateKey.generate().private_bytes_raw()).upper()


def age_recipient(age_secret: str) -> str:
    """The public `age1…` that belongs to a secret key."""
    return bech32.encode(bech32.RECIPIENT, _private(age_secret).public_key().public_bytes_raw())


def is_recipient(text: str) -> bool:
    """Whether `text` is a well-formed `age1…` recipient."""
    try:
        return len(bech32.decode(bech32.RECIPIENT, text)) == 32 and text.islower()
    except ValueError:
        return False


def wrap_for(recipient: str, file_key: bytes) -> Stanza:
    """The file key, wrapped for one `age1…` recipient under a fresh ephemeral key."""
    public = bech32.decode(bech32.RECIPIENT, recipient)
    ephemeral = X25519PrivateKey.generate()
    share = ephemeral.public_key().public_bytes_raw()
    shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(public))
    body = _wrap(derive(shared, share + public, _X25519_INFO), file_key)
    return Stanza("X25519", (to_base64(share, padded=False),), body)


def opener_for(age_secret: str) -> Opener:
    """What tries one stanza with a secret key: the file key, or None if it is for someone else."""
    private = _private(age_secret)
    public = private.public_key().public_bytes_raw()

    def opened(stanza: Stanza) -> bytes | None:
        if stanza.kind != "X25519":
            return None
        if len(stanza.args) != 1 or len(stanza.body) != _WRAPPED_SIZE:
            raise ValueError("malformed X25519 stanza")
        share = from_base64(stanza.args[0], padded=False)
        # exchange() refuses a share of low order, whose secret would be all zeros.
        shared = private.exchange(X25519PublicKey.from_public_bytes(share))
        return _unwrap(derive(shared, share + public, _X25519_INFO), stanza.body)

    return opened


def wrap_with_passphrase(passphrase: str, work: int, file_key: bytes) -> Stanza:
    """The file key, wrapped under a passphrase stretched by 2**`work` rounds of scrypt."""
    salt = os.urandom(16)
    body = _wrap(_stretch(passphrase, salt, work), file_key)
    return Stanza("scrypt", (to_base64(salt, padded=False), str(work)), body)


def opener_with(passphrase: str) -> Opener:
    """What tries one stanza with a passphrase."""

    def opened(stanza: Stanza) -> bytes | None:
        if stanza.kind != "scrypt":
            return None
        if len(stanza.args) != 2 or len(stanza.body) != _WRAPPED_SIZE:
            raise ValueError("malformed scrypt stanza")
        salt = from_base64(stanza.args[0], padded=False)
        if len(salt) != 16 or not _WORK.fullmatch(stanza.args[1]):
            raise ValueError("malformed scrypt stanza")
        if int(stanza.args[1]) > _LARGEST_WORK:
            raise ValueError("scrypt work factor too large")
        return _unwrap(_stretch(passphrase, salt, int(stanza.args[1])), stanza.body)

    return opened


def opener_knowing(file_key: bytes) -> Opener:
    """What opens one file, whoever it was sealed to; the header tells whether it is the right key.

    It is how a key that was handed over opens what was received: the file itself never changes.
    """
    return lambda stanza: file_key


def find_file_key(stanzas: Sequence[Stanza], opened: Opener) -> bytes | None:
    """The file key from the first stanza that opens, or None.

    Raises:
        ValueError: a malformed stanza, or a passphrase beside other recipients.
    """
    if len(stanzas) > 1 and any(stanza.kind == "scrypt" for stanza in stanzas):
        raise ValueError("a passphrase stanza is not alone")
    return next((key for stanza in stanzas if (key := opened(stanza)) is not None), None)


def _private(age_secret: str) -> X25519PrivateKey:
    return X25519PrivateKey.from_private_bytes(bech32.decode(bech32.SECRET, age_secret))


def _stretch(passphrase: str, salt: bytes, work: int) -> bytes:
    # surrogatepass: a terminal's stray byte makes a wrong passphrase, not an error that quotes it.
    typed = passphrase.encode("utf-8", "surrogatepass")
    return Scrypt(_SCRYPT_LABEL + salt, 32, 1 << work, 8, 1).derive(typed)


def _wrap(key: bytes, file_key: bytes) -> bytes:
    return ChaCha20Poly1305(key).encrypt(_ZERO_NONCE, file_key, None)


def _unwrap(key: bytes, body: bytes) -> bytes | None:
    try:
        return ChaCha20Poly1305(key).decrypt(_ZERO_NONCE, body, None)
    except InvalidTag:
        return None
