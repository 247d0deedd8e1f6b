"""The one definition of signed bytes: canonical JSON, its digest, and the strict way back.

What is signed or hashed is RFC 8785; what is read refuses doubled keys, NaN and any base64 that
another encoder would have written differently, so that two files never mean the same thing.
"""

import base64
import binascii
import hashlib
import json
from pathlib import Path
from typing import Annotated, Any, NoReturn

import msgspec
import rfc8785
from msgspec import Meta

_BLOCK = 1 << 20
_EXACT = 2**53 - 1
_ATOMS, _ROWS = (str, bool, type(None)), (list, tuple)
_PLAIN = msgspec.json.Encoder(order="sorted")
"""Orders keys by code points, as RFC 8785 does but beyond the basic plane."""
_Atom = str | bool | Annotated[int, Meta(ge=-_EXACT, le=_EXACT)] | None
_Value: Any = _Atom
for _ in range(8):
    _Value = _Atom | list[_Value] | dict[str, _Value]
_PLAIN_TEXT = msgspec.json.Decoder(dict[str, _Value])
"""Reads what has no fractions and is no deeper than anything that is signed in bulk."""


def canonical(value: object) -> bytes:
    """The bytes that stand for `value` in a signature or digest.

    Raises:
        ValueError: a Decimal, date or other type JSON does not have (write it as text first), or a
            number JSON cannot carry exactly.

    Source: RFC 8785 (JSON Canonicalization Scheme).
    """
    try:
        if _is_plain(value):
            return _PLAIN.encode(value)
        return rfc8785.dumps(value)  # type: ignore[arg-type]
    except (rfc8785.CanonicalizationError, UnicodeError, RecursionError):
        raise ValueError("a value canonical JSON cannot carry") from None


def _is_plain(value: object) -> bool:
    """Whether msgspec writes the same bytes, many times as fast.

    It spells floats otherwise and orders keys by code points, which differs beyond ASCII.
    """
    match value:
        case str() | bool() | None:
            return type(value) in _ATOMS
        case dict():
            for key, inner in value.items():
                if type(key) is not str or not key.isascii():
                    return False
                if type(inner) is not str and not _is_plain(inner):
                    return False
            return type(value) is dict
        case list() | tuple():
            return type(value) in _ROWS and all(map(_is_plain, value))
    return type(value) is int and -_EXACT <= value <= _EXACT


def parse(data: bytes) -> dict[str, object]:
    """The JSON object in `data`, read strictly.

    Raises:
        ValueError: not UTF-8, not one JSON object, a key twice, or NaN. The message quotes nothing.
    """
    try:
        value = json.loads(
            data.decode("utf-8"), object_pairs_hook=_each_key_once, parse_constant=_no_constant
        )
    except (ValueError, RecursionError):
        raise ValueError("not strict JSON") from None
    if not isinstance(value, dict):
        raise ValueError("not a JSON object")
    return value


def parse_canonical(data: bytes) -> dict[str, object]:
    """The JSON object whose canonical bytes `data` are; each byte is compared.

    Raises:
        ValueError: anything `canonical` would not have written. The message quotes nothing.
    """
    try:
        told = _PLAIN_TEXT.decode(data)
        if _PLAIN.encode(told) == data and _within_plane(data):
            return told
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        pass
    value = parse(data)
    if canonical(value) != data:
        raise ValueError("not canonical")
    return value


def _within_plane(data: bytes) -> bool:
    """Whether each character is of the basic plane: two orders of keys differ only beyond."""
    if data.isascii():
        return True
    text = data.decode("utf-8")
    return len(text.encode("utf-16-le")) == 2 * len(text)


def _each_key_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    once = dict(pairs)
    if len(once) != len(pairs):
        raise ValueError("a key twice")
    return once


def _no_constant(_: str) -> NoReturn:
    raise ValueError("not a number")


def digest(data: bytes) -> str:
    """The SHA-256 of `data`, written `sha256:…` in 64 hex digits."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def digest_file(path: Path, offset: int = 0, length: int | None = None) -> str:
    """The digest of a file, or of `length` bytes of it from `offset`, read in blocks.

    A file that ends before `length` bytes are read gives the digest of what there is: compare sizes
    too.
    """
    sha = hashlib.sha256()
    left = length
    with path.open("rb") as file:
        file.seek(offset)
        while left is None or left > 0:
            block = file.read(_BLOCK if left is None else min(_BLOCK, left))
            if not block:
                break
            sha.update(block)
            left = None if left is None else left - len(block)
    return f"sha256:{sha.hexdigest()}"


def to_base64(data: bytes, *, padded: bool = True) -> str:
    """Standard base64 (RFC 4648 §4); age leaves the padding off."""
    text = base64.b64encode(data).decode("ascii")
    return text if padded else text.rstrip("=")


def from_base64(text: str, *, padded: bool = True) -> bytes:
    """The bytes of canonical base64.

    Raises:
        ValueError: anything `to_base64` would not have written: other characters, stray bits, wrong
            padding.
    """
    if not padded and "=" in text:
        raise ValueError("not canonical base64")
    try:
        data = base64.b64decode(text if padded else text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("not canonical base64") from None
    if to_base64(data, padded=padded) != text:
        raise ValueError("not canonical base64")
    return data
