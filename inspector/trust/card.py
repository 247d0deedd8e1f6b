"""A card: the public half of a person, signed by the person's own key.

A `Card` in hand has been checked: its keys are well formed and its signature is its own. Whether to
trust the person is another question, and the trust store's.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from typing import Literal, get_args

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from inspector.errors import CardInvalid
from inspector.trust.age_keys import is_recipient
from inspector.trust.canonical import canonical, digest, from_base64, parse, to_base64
from inspector.trust.certificate import LONGEST, check_certificate

Role = Literal["authority", "lead", "inspector", "contractor", "supervisor", "institution"]
ROLES: tuple[Role, ...] = get_args(Role)
_FORMAT = "inspector.card"
_VERSION = 1
_ALGORITHM = "ed25519"
_TEXTS = ("name", "cert_no", "organisation", "seal_key")
_DAYS = ("valid_from", "valid_to")
_BYTES = ("sign_key", "certificate", "signature")
_NAMES = {"format", "version", "algorithm", "role", *_TEXTS, *_DAYS, *_BYTES}

Days = tuple[date, date]
"""First and last day, both included."""


@dataclass(frozen=True)
class Card:
    """Who somebody is, and the keys others need to check and seal for them."""

    name: str
    role: Role
    cert_no: str
    """执法证号; empty for those who have none."""
    organisation: str
    valid_from: date
    valid_to: date
    """Last day, included."""
    sign_key: bytes
    """Ed25519, 32 bytes."""
    seal_key: str
    """An age recipient, `age1…`."""
    certificate: bytes
    """X.509 DER, P-256, for signatures in PDF."""
    signature: bytes = b""
    """Ed25519 by `sign_key` over every other field of the file."""
    trusted: tuple[Days, ...] | None = field(default=None, compare=False, repr=False)
    """The days on which this computer trusts the holder, where it trusts on some only: a member of
    a roster, a card taken back since. No part of the card."""

    def __repr__(self) -> str:
        return f"Card({self.name}, {self.role}, {self.key_id})"

    @cached_property
    def key_id(self) -> str:
        """`sha256:…` of the signing key: the person's name in envelopes, rosters and journals."""
        return digest(self.sign_key)

    def valid_on(self, day: date) -> bool:
        """Whether the card is valid, and its holder trusted here, on `day`."""
        return self.valid_between(day, day)

    def valid_between(self, first: date, last: date) -> bool:
        """Whether the card is valid, and its holder trusted here, on some day of these."""
        spans = ((self.valid_from, self.valid_to),) if self.trusted is None else self.trusted
        return any(
            max(first, begin, self.valid_from) <= min(last, end, self.valid_to)
            for begin, end in spans
        )

    def unsigned(self) -> bytes:
        """The canonical bytes the signature covers."""
        told = self.to_dict()
        del told["signature"]
        return canonical(told)

    def to_dict(self) -> dict[str, str | int]:
        """The card as plain JSON values."""
        told: dict[str, str | int] = {
            "format": _FORMAT,
            "version": _VERSION,
            "algorithm": _ALGORITHM,
            "role": self.role,
        }
        told |= {name: getattr(self, name) for name in _TEXTS}
        told |= {name: getattr(self, name).isoformat() for name in _DAYS}
        return told | {name: to_base64(getattr(self, name)) for name in _BYTES}

    def to_bytes(self) -> bytes:
        """The file `X.card`: canonical JSON."""
        return canonical(self.to_dict())

    @classmethod
    def from_dict(cls, told: Mapping[str, object], path: str = "") -> "Card":
        """The card in `told`, checked.

        Raises:
            CardInvalid: an unknown format or field, a malformed key, or not its own signature.
        """
        try:
            _check_header(told)
            card = cls._read(told)
            card._check()
        except ValueError as error:
            raise CardInvalid(path=path, problem=str(error)) from None
        return card

    @classmethod
    def from_bytes(cls, data: bytes, path: str = "") -> "Card":
        """The card in the file `X.card`, checked.

        Raises:
            CardInvalid: as `from_dict`.
        """
        try:
            told = parse(data)
        except ValueError:
            raise CardInvalid(path=path, problem="not a card") from None
        return cls.from_dict(told, path)

    @classmethod
    def _read(cls, told: Mapping[str, object]) -> "Card":
        name, cert_no, organisation, seal_key = (str(told[text]) for text in _TEXTS)
        role = next((role for role in ROLES if role == told["role"]), None)
        if role is None:
            raise ValueError("unknown role")
        days = [_day(str(told[name])) for name in _DAYS]
        sign_key, certificate, signature = (from_base64(str(told[name])) for name in _BYTES)
        return cls(
            name=name,
            role=role,
            cert_no=cert_no,
            organisation=organisation,
            valid_from=days[0],
            valid_to=days[1],
            sign_key=sign_key,
            seal_key=seal_key,
            certificate=certificate,
            signature=signature,
        )

    def _check(self) -> None:
        if not sayable(self.name) or not self.name or self.valid_from > self.valid_to:
            raise ValueError("name or dates impossible")
        if not sayable(self.organisation) or not sayable(self.cert_no):
            raise ValueError("name or dates impossible")
        if len(self.sign_key) != 32 or not is_recipient(self.seal_key):
            raise ValueError("malformed key")
        check_certificate(self.certificate, self.name)
        if not verified(self.sign_key, self.signature, self.unsigned()):
            raise ValueError("not signed by its own key")


def sayable(text: str) -> bool:
    """Whether a name fits a certificate and cannot play tricks on a screen."""
    tricks = {"Cc", "Cf", "Cs", "Zl", "Zp"}  # controls, direction marks, surrogates, line ends
    return len(text) <= LONGEST and not any(unicodedata.category(c) in tricks for c in text)


def verified(sign_key: bytes, signature: bytes, signed: bytes) -> bool:
    """Whether `signature` is by `sign_key` over exactly `signed` (Ed25519, RFC 8032)."""
    try:
        _public(sign_key).verify(signature, signed)
    except (InvalidSignature, ValueError):
        return False
    return True


@lru_cache(maxsize=1024)
def _public(sign_key: bytes) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(sign_key)


def _check_header(told: Mapping[str, object]) -> None:
    if told.get("format") != _FORMAT or told.get("version") != _VERSION:
        raise ValueError("not a card this version reads")
    if told.get("algorithm") != _ALGORITHM or told.keys() != _NAMES:
        raise ValueError("unknown or missing field")
    if not all(isinstance(told[name], str) for name in _NAMES - {"version"}):
        raise ValueError("unknown or missing field")


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ValueError("name or dates impossible") from None
    if day.isoformat() != text:
        raise ValueError("name or dates impossible")
    return day
