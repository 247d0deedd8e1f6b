"""Signed envelopes: one payload, one or more signatures, all of which must hold.

A payload leaves an envelope only after every signature has been verified with a known card; the
kind of payload is signed along, so a roster is never taken for a manifest.

Source: DSSE v1 (secure-systems-lab/dsse, protocol.md and envelope.md).
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from inspector.errors import SignatureInvalid, SignerUnknown
from inspector.trust.canonical import canonical, from_base64, parse, to_base64
from inspector.trust.card import Card, verified
from inspector.trust.identity import Identity

_KEY_ID = re.compile(r"sha256:[0-9a-f]{64}")


class _Signature(Struct, forbid_unknown_fields=True):
    keyid: Annotated[str, Meta(pattern=rf"\A{_KEY_ID.pattern}\Z")]
    sig: Annotated[bytes, Meta(min_length=64, max_length=64)]


class _SignedOnce(Struct, forbid_unknown_fields=True):
    """An envelope with one signature; its fields stand in the order in which they are spelt."""

    payload: bytes
    payloadType: str  # noqa: N815 - DSSE's name
    signatures: tuple[_Signature]


_ONCE = msgspec.json.Decoder(_SignedOnce)


@dataclass(frozen=True)
class _Envelope:
    """An envelope's parts, well formed and nothing more: no signature has been checked."""

    kind: str
    payload: bytes
    signatures: tuple[tuple[str, bytes], ...]

    def to_bytes(self) -> bytes:
        signatures = [{"keyid": key_id, "sig": to_base64(sig)} for key_id, sig in self.signatures]
        return canonical(
            {
                "payload": to_base64(self.payload),
                "payloadType": self.kind,
                "signatures": signatures,
            }
        )


def envelope(kind: str, payload: bytes, signers: Sequence[Identity]) -> bytes:
    """`payload`, signed by each of `signers` (at least one, nobody twice)."""
    signed = pae(_type(kind), payload)
    signatures = tuple((signer.card.key_id, signer.sign(signed)) for signer in signers)
    if not signatures or len(dict(signatures)) != len(signatures):
        raise ValueError("an envelope is signed by one or more different people")
    return _Envelope(_type(kind), payload, signatures).to_bytes()


def add_signature(envelope: bytes, signer: Identity, path: str = "") -> bytes:
    """The same envelope with one more signature, at the end.

    Raises:
        SignatureInvalid: not an envelope, or `signer` has signed it already.
    """
    parts = _read(envelope, path)
    if signer.card.key_id in dict(parts.signatures):
        raise SignatureInvalid(path=path, problem="signed twice by one key")
    added = (signer.card.key_id, signer.sign(pae(parts.kind, parts.payload)))
    return _Envelope(parts.kind, parts.payload, (*parts.signatures, added)).to_bytes()


def open_envelope(
    data: bytes, kind: str, known: Callable[[str], Card | None], path: str = ""
) -> tuple[bytes, tuple[Card, ...]]:
    """The payload of an envelope of `kind` and the cards of all who signed it, in their order.

    Args:
        known: the card of a key id, or None; such as `TrustStore.find`.

    Raises:
        SignatureInvalid: not such an envelope, or one signature does not hold.
        SignerUnknown: one signer is not known; the payload has not been used.
    """
    parts = _read(data, path)
    if parts.kind != _type(kind):
        raise SignatureInvalid(path=path, problem="envelope of another kind")
    signed = pae(parts.kind, parts.payload)
    cards: list[Card] = []
    for key_id, signature in parts.signatures:
        card = known(key_id)
        if card is None or card.key_id != key_id:
            raise SignerUnknown(path=path, signer=key_id)
        if not verified(card.sign_key, signature, signed):
            raise SignatureInvalid(path=path, problem="signature does not hold")
        cards.append(card)
    return parts.payload, tuple(cards)


def signed_once(data: bytes, kind: str) -> tuple[bytes, str]:
    """The payload and the one key id of an envelope of `kind`; the signature is not verified.

    For who has another proof of the payload, and for what was verified before.

    Raises:
        ValueError: not such an envelope with one signature, spelt as `envelope` spells it.
    """
    told = _ONCE.decode(data)
    # Any other spelling of the same, of the base64 too, is not what was signed.
    if told.payloadType != _type(kind) or msgspec.json.encode(told) != data:
        raise ValueError("not an envelope of this kind with one signature")
    return told.payload, told.signatures[0].keyid


def signer_ids(data: bytes, path: str = "") -> tuple[str, ...]:
    """The key ids an envelope names, in order; nothing has been verified.

    Raises:
        SignatureInvalid: not an envelope.
    """
    return tuple(key_id for key_id, _ in _read(data, path).signatures)


def unverified_payload(data: bytes, path: str = "") -> bytes:
    """The payload before any check, only to learn whose signature to ask for.

    Raises:
        SignatureInvalid: not an envelope.
    """
    return _read(data, path).payload


def pae(payload_type: str, payload: bytes) -> bytes:
    """What is signed: type and payload, each with its length, so neither can run into the other."""
    kind = payload_type.encode("utf-8")
    return b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(payload), payload)


@cache
def _type(kind: str) -> str:
    return f"application/vnd.inspector.{kind}+json"


def _read(data: bytes, path: str) -> _Envelope:
    try:
        told = parse(data)
        if told.keys() != {"payload", "payloadType", "signatures"}:
            raise ValueError("not an envelope")
        kind, signatures = told["payloadType"], told["signatures"]
        if not isinstance(kind, str) or not isinstance(signatures, list):
            raise ValueError("not an envelope")
        pairs = tuple(_signature(entry) for entry in signatures)
        payload = from_base64(_text(told["payload"]))
    except ValueError as error:
        raise SignatureInvalid(path=path, problem=str(error)) from None
    if not pairs:
        raise SignatureInvalid(path=path, problem="no signature")
    if len(dict(pairs)) != len(pairs):
        raise SignatureInvalid(path=path, problem="signed twice by one key")
    return _Envelope(kind, payload, pairs)


def _signature(entry: object) -> tuple[str, bytes]:
    if not isinstance(entry, dict) or entry.keys() != {"keyid", "sig"}:
        raise ValueError("not an envelope")
    key_id, signature = _text(entry["keyid"]), from_base64(_text(entry["sig"]))
    if not _KEY_ID.fullmatch(key_id) or len(signature) != 64:
        raise ValueError("not an envelope")
    return key_id, signature


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("not an envelope")
    return value
