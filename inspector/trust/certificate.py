"""The X.509 half of a card: a self-made P-256 certificate that PDF readers and OpenSSL accept.

It says the same name, organisation, number and dates as the card, and nothing more: it may sign,
not issue.
"""

import re
from datetime import UTC, date, datetime, time, timedelta

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

# A day on a card is a day wherever its holder is; the certificate spans it in every time zone.
_EARLIEST_ZONE = timedelta(hours=14)
_LATEST_ZONE = timedelta(hours=12)
_PRINTABLE = re.compile(r"[A-Za-z0-9 '()+,\-./:=?]+")
LONGEST = 64
"""Characters X.509 allows in a name or organisation."""


def make_certificate(
    key: ec.EllipticCurvePrivateKey,
    name: str,
    organisation: str,
    cert_no: str,
    valid: tuple[date, date],
) -> bytes:
    """The DER certificate of one person's PDF key, for signing documents."""
    subject = _subject(name, organisation, cert_no)
    public = key.public_key()
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(_midnight(valid[0]) - _EARLIEST_ZONE)
        .not_valid_after(_midnight(valid[1] + timedelta(days=1)) + _LATEST_ZONE)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_signing_only(), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(public), critical=False)
    )
    return builder.sign(key, hashes.SHA256()).public_bytes(Encoding.DER)


def check_certificate(der: bytes, name: str) -> None:
    """Refuse a certificate that is not a P-256 one for `name`.

    Raises:
        ValueError: says in what it differs.
    """
    try:
        certificate = x509.load_der_x509_certificate(der)
        public = certificate.public_key()
        names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    except (ValueError, TypeError, UnsupportedAlgorithm, x509.InvalidVersion):
        raise ValueError("certificate unreadable") from None
    if not isinstance(public, ec.EllipticCurvePublicKey) or public.curve.name != "secp256r1":
        raise ValueError("certificate without a P-256 key")
    if [attribute.value for attribute in names] != [name]:
        raise ValueError("certificate for another name")


def belongs(key: ec.EllipticCurvePrivateKey, der: bytes) -> bool:
    """Whether the certificate is for this private key."""
    return x509.load_der_x509_certificate(der).public_key() == key.public_key()


def _subject(name: str, organisation: str, cert_no: str) -> x509.Name:
    attributes = [x509.NameAttribute(NameOID.COMMON_NAME, name)]
    if organisation:
        attributes.insert(0, x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation))
    if cert_no:
        # X.509 keeps a serialNumber to ASCII; a 执法证号 with Chinese characters goes under UID.
        kind = NameOID.SERIAL_NUMBER if _PRINTABLE.fullmatch(cert_no) else NameOID.USER_ID
        attributes.append(x509.NameAttribute(kind, cert_no))
    return x509.Name(attributes)


def _signing_only() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
