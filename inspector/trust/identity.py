"""An identity: a card with its three secret keys, at rest only under a passphrase.

The file is checked against its own digest before the passphrase is tried, so that a wrong
passphrase and a damaged file are told apart. No secret shows in a repr or an error.
"""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)

from inspector.errors import (
    CardInvalid,
    IdentityDamaged,
    NotRecipient,
    PassphraseWrong,
    SealDamaged,
)
from inspector.trust.age_keys import age_recipient, new_age_secret
from inspector.trust.canonical import canonical, digest, from_base64, parse, to_base64
from inspector.trust.card import Card, Role
from inspector.trust.certificate import belongs, make_certificate
from inspector.trust.passphrase import seal_under, unseal_under

_FORMAT = "inspector.identity"
_VERSION = 1
_SUITE = "age-scrypt"
_FIELDS = {"format", "version", "algorithm", "card", "sealed", "check"}
_YEARS_VALID = timedelta(days=3 * 365)


@dataclass(frozen=True)
class Identity:
    """A person at work: signs, opens what was sealed to them, signs PDFs."""

    card: Card
    age_secret: str = field(repr=False)
    """`AGE-SECRET-KEY-1…`; the public `age` tool opens sealed files with it."""
    pdf_key: bytes = field(repr=False)
    """The P-256 key of the card's certificate, PKCS#8 DER."""
    _sign_key: bytes = field(repr=False)

    def sign(self, data: bytes) -> bytes:
        """An Ed25519 signature over `data`, 64 bytes (RFC 8032)."""
        return Ed25519PrivateKey.from_private_bytes(self._sign_key).sign(data)


def new_identity(
    name: str,
    role: Role,
    *,
    cert_no: str = "",
    organisation: str = "",
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Identity:
    """A new person with fresh keys, valid from today for three years unless told otherwise.

    Raises:
        CardInvalid: a name, organisation or 执法证号 no certificate can carry, or dates the wrong
            way round.
    """
    start = valid_from or date.today()
    valid = (start, valid_to or start + _YEARS_VALID)
    sign_key, pdf_key = Ed25519PrivateKey.generate(), ec.generate_private_key(ec.SECP256R1())
    try:
        certificate = make_certificate(pdf_key, name, organisation, cert_no, valid)
    except (ValueError, OverflowError):
        raise CardInvalid(path="", problem="name or dates impossible") from None
    age_secret = new_age_secret()
    card = Card(
        name=name,
        role=role,
        cert_no=cert_no,
        organisation=organisation,
        valid_from=valid[0],
        valid_to=valid[1],
        sign_key=sign_key.public_key().public_bytes_raw(),
        seal_key=age_recipient(age_secret),
        certificate=certificate,
    )
    return Identity(
        card=Card.from_dict(replace(card, signature=sign_key.sign(card.unsigned())).to_dict()),
        age_secret=age_secret,
        pdf_key=pdf_key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()),
        _sign_key=sign_key.private_bytes_raw(),
    )


def lock(identity: Identity, passphrase: str) -> bytes:
    """The file `X.identity`: the card in the clear, the keys sealed under the passphrase.

    Opening it takes about a second; `INSPECTOR_TEST_SCRYPT` (log2 of the work) lowers that for
    tests.
    """
    secrets = {
        "age_secret": identity.age_secret,
        "pdf_key": to_base64(identity.pdf_key),
        "sign_key": to_base64(identity._sign_key),
    }
    told: dict[str, object] = {
        "format": _FORMAT,
        "version": _VERSION,
        "algorithm": _SUITE,
        "card": identity.card.to_dict(),
        "sealed": to_base64(seal_under(canonical(secrets), passphrase)),
    }
    return canonical(told | {"check": digest(canonical(told))})


def locked_card(data: bytes, path: str = "") -> Card:
    """Whose identity file this is; needs no passphrase.

    Raises:
        IdentityDamaged: not an identity file, or not as it was written.
    """
    return _read(data, path)[0]


def unlock(data: bytes, passphrase: str, path: str = "") -> Identity:
    """The identity in the file `X.identity`.

    Raises:
        IdentityDamaged: not as it was written; the passphrase has not been tried.
        PassphraseWrong: the file is whole, so it can only be the passphrase.
    """
    card, sealed = _read(data, path)
    try:
        secrets = parse(unseal_under(sealed, passphrase, path))
        identity = Identity(
            card=card,
            age_secret=str(secrets["age_secret"]),
            pdf_key=from_base64(str(secrets["pdf_key"])),
            _sign_key=from_base64(str(secrets["sign_key"])),
        )
        whole = _keys_belong(identity)
    except NotRecipient:
        raise PassphraseWrong(path=path) from None
    except (SealDamaged, ValueError, KeyError):
        raise IdentityDamaged(path=path) from None
    if not whole:
        raise IdentityDamaged(path=path)
    return identity


def _read(data: bytes, path: str) -> tuple[Card, bytes]:
    try:
        told = parse(data)
        check = told.pop("check")
        if told.keys() | {"check"} != _FIELDS or check != digest(canonical(told)):
            raise IdentityDamaged(path=path)
        if (told["format"], told["version"], told["algorithm"]) != (_FORMAT, _VERSION, _SUITE):
            raise IdentityDamaged(path=path)
        inner = told["card"]
        if not isinstance(inner, dict):
            raise IdentityDamaged(path=path)
        return Card.from_dict(inner, path), from_base64(str(told["sealed"]))
    except (ValueError, KeyError, CardInvalid):
        raise IdentityDamaged(path=path) from None


def _keys_belong(identity: Identity) -> bool:
    """Whether the sealed keys are the card's: a card beside somebody else's keys is damage."""
    sign_key = Ed25519PrivateKey.from_private_bytes(identity._sign_key)
    pdf_key = load_der_private_key(identity.pdf_key, None)
    return (
        sign_key.public_key().public_bytes_raw() == identity.card.sign_key
        and age_recipient(identity.age_secret) == identity.card.seal_key
        and isinstance(pdf_key, ec.EllipticCurvePrivateKey)
        and belongs(pdf_key, identity.card.certificate)
    )
