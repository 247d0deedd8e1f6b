"""Age keys as text: Bech32 with the two prefixes age uses.

No message here ever quotes the text, since one of the two kinds is a secret.

Source: BIP-173; C2SP age.md, "The X25519 recipient type". As in age, there is no limit of 90
    characters.
"""

from collections.abc import Iterable

RECIPIENT = "age"
SECRET = "age-secret-key-"
_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def encode(prefix: str, data: bytes) -> str:
    """`data` as lower-case Bech32 after `prefix`."""
    words = _regroup(data, 8, 5, pad=True)
    sum_ = _polymod([*_spread(prefix), *words, 0, 0, 0, 0, 0, 0]) ^ 1
    check = [(sum_ >> 5 * (5 - place)) & 31 for place in range(6)]
    return f"{prefix}1{''.join(_LETTERS[word] for word in [*words, *check])}"


def decode(prefix: str, text: str) -> bytes:
    """The bytes `text` carries.

    Raises:
        ValueError: another prefix, mixed case, a wrong checksum or stray bits.
    """
    lowered = text.lower()
    if (
        not text.isascii()
        or text not in (lowered, text.upper())
        or not lowered.startswith(f"{prefix}1")
    ):
        raise ValueError("not an age key of this kind")
    letters = lowered[len(prefix) + 1 :]
    if len(letters) < 6 or not set(letters) <= set(_LETTERS):
        raise ValueError("not an age key of this kind")
    words = [_LETTERS.index(letter) for letter in letters]
    if _polymod([*_spread(prefix), *words]) != 1:
        raise ValueError("age key with a wrong checksum")
    return _regroup(words[:-6], 5, 8, pad=False)


def _spread(prefix: str) -> list[int]:
    return [*(ord(c) >> 5 for c in prefix), 0, *(ord(c) & 31 for c in prefix)]


def _polymod(words: Iterable[int]) -> int:
    check = 1
    for word in words:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ word
        for place, generator in enumerate(_GENERATOR):
            check ^= generator if (top >> place) & 1 else 0
    return check


def _regroup(groups: Iterable[int], size: int, to: int, *, pad: bool) -> bytes:
    held, bits, out = 0, 0, bytearray()
    for group in groups:
        held, bits = (held << size | group) & 0xFFFF, bits + size
        while bits >= to:
            bits -= to
            out.append(held >> bits & ((1 << to) - 1))
    rest = held & ((1 << bits) - 1)
    if pad and bits:
        out.append(rest << (to - bits))
    elif not pad and (bits >= size or rest):
        raise ValueError("age key with stray bits")
    return bytes(out)
