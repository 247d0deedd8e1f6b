"""Sealing under a passphrase, for one purpose: an identity at rest.

The passphrase is stretched for about a second, so that a stolen file costs a second a guess.

Source: C2SP age.md, "The scrypt recipient type".
"""

import io
import os
import unicodedata

from inspector.trust.age_keys import FILE_KEY_SIZE, opener_with, wrap_with_passphrase
from inspector.trust.seal import SealWriter, open_sealed

_WORK = 18
"""log2 of the scrypt rounds: the age tool's own, 0.5 to 1 s and 256 MiB."""


def seal_under(plain: bytes, passphrase: str) -> bytes:
    """`plain` as an age file that only the passphrase opens.

    `INSPECTOR_TEST_SCRYPT` lowers the work for tests; reading takes the work from the file.
    """
    work = int(os.environ.get("INSPECTOR_TEST_SCRYPT") or _WORK)
    file_key = os.urandom(FILE_KEY_SIZE)
    sink = io.BytesIO()
    stanza = wrap_with_passphrase(_as_typed(passphrase), work, file_key)
    with SealWriter.under(sink, stanza, file_key) as writer:
        writer.write(plain)
    return sink.getvalue()


def unseal_under(sealed: bytes, passphrase: str, path: str = "") -> bytes:
    """What was sealed under the passphrase.

    Raises:
        NotRecipient: another passphrase.
        SealDamaged: not as it was written.
    """
    return open_sealed(sealed, opener_with(_as_typed(passphrase)), path)


def _as_typed(passphrase: str) -> str:
    # One keyboard composes é, another types e and an accent; to a person both are the same word.
    return unicodedata.normalize("NFC", passphrase)
